#include "gcp/workload_roles.h"

#include <array>
#include <regex>

#include "gcp/cluster.h"
#include "gcp/registry.h"

// Where a workload's roles are given. IAM has a type of resource for members of each kind of thing; what has none of
// its own (clusters, the secrets of one cluster) is the project with a condition.

namespace aurora::gcp {
namespace {

/// One place to give a role at: the type of the member, and what it says of the place.
struct Reach {
  std::string type, suffix;
  tf::Object arguments;
};
using Reaches = std::vector<Reach>;

Reach in_project(Stack& stack, const std::string& title, const std::string& expression) {
  return {"google_project_iam_member",
          "",
          {{"project", stack.project()}, {"condition", tf::object({{"title", title}, {"expression", expression}})}}};
}

Reaches of_storage(Stack& stack) {
  const auto* bucket = stack.document.find("google_storage_bucket.main");
  if (bucket == nullptr) return {};
  return {{"google_storage_bucket_iam_member", "", {{"bucket", (*bucket)["name"]}}}};
}

Reaches of_registry(Stack& stack) {
  Reaches all;
  if (stack.hub == nullptr || !stack.hub->registry) return all;
  for (const auto& repository : repositories(stack.elsewhere, *stack.hub))
    all.push_back({"google_artifact_registry_repository_iam_member",
                   repository.suffix,
                   {{"project", stack.project()}, {"location", stack.hub->region}, {"repository", repository.name}}});
  return all;
}

Reaches of_network(Stack& stack) {
  const auto* cluster = stack.document.find("google_container_cluster.main");
  if (cluster == nullptr) return {};
  return {{"google_compute_subnetwork_iam_member",
           "",
           {{"region", stack.region()}, {"subnetwork", (*cluster)["subnetwork"]}}}};
}

Reaches of_cluster(Stack& stack) { return {in_project(stack, "only " + stack.identity.id, is_this_cluster(stack))}; }

/// cloud.google.com, "Resource attributes for IAM Conditions: extract".
Reaches of_vault(Stack& stack) {
  return {in_project(stack, "secrets of " + stack.identity.id,
                     "resource.name.extract(\"/secrets/{name}\").startsWith(\"" + secret_prefix(stack) + "\")")};
}

struct WordRow {
  std::string_view word;
  Reaches (*find)(Stack&);
};
constexpr WordRow words[] = {{"cluster", of_cluster},
                             {"network", of_network},
                             {"registry", of_registry},
                             {"storage", of_storage},
                             {"vault", of_vault}};

struct IdRow {
  const char* form;  ///< what it captures are the values of `arguments`
  std::string_view type;
  std::array<std::string_view, 3> arguments;
};
/// Full names of resources, without the service in front: cloud.google.com, "Asset types".
constexpr IdRow ids[] = {
    {"projects/_/buckets/([^/]+)", "google_storage_bucket_iam_member", {"bucket"}},
    {"projects/([^/]+)/secrets/([^/]+)", "google_secret_manager_secret_iam_member", {"project", "secret_id"}},
    {"(projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+)",
     "google_kms_crypto_key_iam_member",
     {"crypto_key_id"}},
    {"projects/([^/]+)/locations/([^/]+)/repositories/([^/]+)",
     "google_artifact_registry_repository_iam_member",
     {"project", "location", "repository"}},
    {"projects/([^/]+)/regions/([^/]+)/subnetworks/([^/]+)",
     "google_compute_subnetwork_iam_member",
     {"project", "region", "subnetwork"}},
    {"(projects/[^/]+/serviceAccounts/[^/]+)", "google_service_account_iam_member", {"service_account_id"}},
    {"projects/([^/]+)", "google_project_iam_member", {"project"}},
};

/// `projects/...` of a name that may have its service in front: `//storage.googleapis.com/projects/...`.
std::string plain_name(const std::string& scope) {
  static const std::regex service("//[a-z]+\\.googleapis\\.com/");
  return std::regex_replace(scope, service, "", std::regex_constants::format_first_only);
}

Reaches of_id(const std::string& scope) {
  const auto name = plain_name(scope);
  for (const auto& row : ids) {
    std::smatch parts;
    if (!std::regex_match(name, parts, std::regex(row.form))) continue;
    tf::Object arguments;
    for (std::size_t part = 1; part < parts.size(); ++part)
      arguments.emplace_back(std::string(row.arguments[part - 1]), parts[part].str());
    return {{std::string(row.type), "", std::move(arguments)}};
  }
  return {};
}

Reaches reaches(Stack& stack, const std::string& scope) {
  for (const auto& row : words)
    if (row.word == scope) return row.find(stack);
  return of_id(scope);
}

/// A predefined role or one of the customer's; none of the basic ones, which reach whole projects.
bool is_role(const std::string& name) {
  static const std::regex form("(roles/|(projects|organizations)/[^/]+/roles/)[A-Za-z0-9_.]+");
  const bool basic = name == "roles/owner" || name == "roles/editor" || name == "roles/viewer";
  return !basic && std::regex_match(name, form);
}

bool check_name(Stack& stack, const Text& name) {
  if (is_role(name.value)) return true;
  stack.diagnostics.report(diag::RoleName, name.span, name.value)
      .hint("write a role of Google Cloud's, as `roles/storage.objectViewer`");
  return false;
}

void lower_workload_role(Stack& stack, const WorkloadIdentity& workload, const WorkloadIdentity::Role& role,
                         const tf::Resource& account) {
  const auto places = reaches(stack, role.scope.value);
  if (places.empty())
    stack.diagnostics.report(diag::RoleScopeMissing, role.scope.span, role.scope.value, workload.key)
        .hint(
            "write `projects/<project>` or a resource's full name, or one of `cluster`, `network`, `registry`, "
            "`storage`, `vault` that the cluster has");
  for (const auto& place : places) {
    auto arguments = place.arguments;
    arguments.emplace_back("role", role.name.value);
    arguments.emplace_back("member", account["member"]);
    stack.add(place.type, workload.key + "-" + role.name.value + "-" + role.scope.value + place.suffix, role.name.span,
              std::move(arguments));
  }
}

}  // namespace

void lower_workload_roles(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& account) {
  for (const auto& role : workload.roles)
    if (check_name(stack, role.name)) lower_workload_role(stack, workload, role, account);
}

std::string secret_prefix(Stack& stack) { return stack.elsewhere.of(stack.identity, {.kind = "secret"}) + "-"; }

}  // namespace aurora::gcp
