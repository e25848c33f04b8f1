#include "gcp/encryption.h"

#include <algorithm>
#include <iterator>
#include <regex>

#include "gcp/cluster.h"
#include "gcp/services.h"

// Customer-managed keys. Key rings and keys are never deleted by Google: what is destroyed is a key's versions, and
// with them everything that they encrypted. So a ring outlives its cluster, and a new cluster of the same name finds
// the name taken: import the ring then, as docs/gcp/cluster.md says.

namespace aurora::gcp {
namespace {

constexpr std::string_view user_role = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
constexpr std::string_view rotation = "7776000s";            // 90 days
constexpr std::string_view before_destruction = "2592000s";  // 30 days

struct Agent {
  std::string_view service, domain;
};
/// cloud.google.com, "Service agents".
constexpr Agent agents[] = {{"compute", "compute-system.iam.gserviceaccount.com"},
                            {"container", "container-engine-robot.iam.gserviceaccount.com"},
                            {"artifactregistry", "gcp-sa-artifactregistry.iam.gserviceaccount.com"}};

const tf::Resource& key_ring(Stack& stack) {
  if (const auto* found = stack.document.find("google_kms_key_ring.main")) return *found;
  auto& ring = stack.add_named("google_kms_key_ring", "main", stack.name("key_ring"), stack.identity.span,
                               {{"location", stack.region()}});
  stack.keep(ring);
  return ring;
}

tf::Resource& give(Stack& stack, const std::string& label, tf::Value key, tf::Value role, tf::Value member, Span span) {
  return stack.add("google_kms_crypto_key_iam_member", label, span,
                   {{"crypto_key_id", std::move(key)}, {"role", std::move(role)}, {"member", std::move(member)}});
}

void let_use(Stack& stack, std::string_view purpose, tf::Value key, const ServiceAgent& user, Span span) {
  give(stack, std::string(purpose), std::move(key), user_role, user.member, span)
      .depends_on(service(stack.document, user.service));
}

/// Kinds of members that IAM knows: cloud.google.com, "Principal identifiers".
bool is_principal(std::string_view text) {
  constexpr std::string_view kinds[] = {"user:", "group:", "serviceAccount:", "principal://", "principalSet://"};
  return std::any_of(std::begin(kinds), std::end(kinds), [&](auto kind) { return text.starts_with(kind); });
}

/// What administers keys: cloud.google.com, "Cloud KMS permissions and roles". `roles/cloudkms.admin` also sets who has
/// which role on a key, and with that may give itself the use of it.
tf::Value officer_role(Stack& stack) {
  if (const auto* found = stack.document.find("google_project_iam_custom_role.key-officer")) return (*found)["name"];
  return stack.add("google_project_iam_custom_role", "key-officer", stack.cluster->kubernetes.span,
                   {{"project", stack.project()},
                    {"role_id", stack.name("custom_role", "key-officer")},
                    {"title", "Key officer of " + stack.identity.id},
                    {"permissions", tf::list({"cloudkms.cryptoKeyVersions.create", "cloudkms.cryptoKeyVersions.destroy",
                                              "cloudkms.cryptoKeyVersions.get", "cloudkms.cryptoKeyVersions.list",
                                              "cloudkms.cryptoKeyVersions.restore", "cloudkms.cryptoKeyVersions.update",
                                              "cloudkms.cryptoKeys.get", "cloudkms.cryptoKeys.getIamPolicy",
                                              "cloudkms.cryptoKeys.list", "cloudkms.cryptoKeys.update"})}})["name"];
}

/// Whom the spec names may administer the key, and neither use it nor say who may.
void lower_officers(Stack& stack, std::string_view purpose, const tf::Resource& key) {
  for (const auto& officer : stack.cluster->kubernetes.key_officer_object_ids)
    if (is_principal(officer.value))
      give(stack, std::string(purpose) + "-officer-" + officer.value, key["id"], officer_role(stack), officer.value,
           officer.span);
}

void check_officers(Stack& stack) {
  for (const auto& officer : stack.cluster->kubernetes.key_officer_object_ids)
    if (!is_principal(officer.value))
      stack.diagnostics.report(diag::PrincipalUnknown, officer.span, officer.value)
          .hint("write `user:`, `group:` or `serviceAccount:` before the address");
}

/// `projects/.../cryptoKeys/...` of an id that may have its service in front.
std::string plain_id(std::string_view id) {
  constexpr std::string_view service = "//cloudkms.googleapis.com/";
  return std::string(id.starts_with(service) ? id.substr(service.size()) : id);
}

void check_given_key(Stack& stack, const Text& given) {
  static const std::regex form(R"(projects/[^/]+/locations/([^/]+)/keyRings/[^/]+/cryptoKeys/[^/]+)");
  const auto id = plain_id(given.value);
  std::smatch parts;
  if (std::regex_match(id, parts, form) && parts[1] == stack.region()) return;
  stack.diagnostics.report(diag::KeyIdUnknown, given.span, given.value, "machines of `" + stack.region() + "`")
      .hint("write `//cloudkms.googleapis.com/projects/<project>/locations/" + stack.region() +
            "/keyRings/<ring>/cryptoKeys/<key>`");
}

}  // namespace

ServiceAgent service_agent(Stack& stack, const std::string& service) {
  const auto* row =
      std::find_if(std::begin(agents), std::end(agents), [&](const Agent& one) { return one.service == service; });
  return {tf::join({"serviceAccount:service-", current_project(stack)["number"], "@" + std::string(row->domain)}),
          service};
}

std::string key_address(std::string_view purpose) { return "google_kms_crypto_key." + tf::label(purpose); }

const tf::Resource& lower_key(Stack& stack, std::string_view purpose, const ServiceAgent& user, Span span) {
  const auto& ring = key_ring(stack);
  const auto name = stack.names.of(
      stack.identity,
      {.kind = "encryption_key", .purpose = purpose, .parent = stack.identity.id + "/keys", .span = span});
  auto& key = stack.add_named(
      "google_kms_crypto_key", purpose, name, span,
      {{"key_ring", ring["id"]},
       {"purpose", "ENCRYPT_DECRYPT"},
       {"rotation_period", rotation},
       {"destroy_scheduled_duration", before_destruction},
       {"version_template", tf::object({{"algorithm", "GOOGLE_SYMMETRIC_ENCRYPTION"}, {"protection_level", "HSM"}})}});
  stack.keep(key);
  let_use(stack, purpose, key["id"], user, span);
  if (stack.cluster != nullptr) lower_officers(stack, purpose, key);
  return key;
}

tf::Value disk_key(const Stack& stack) {
  if (const auto& given = stack.cluster->kubernetes.disk_encryption_set_id) return plain_id(given->value);
  const auto* made = stack.document.find(key_address("disks"));
  return made == nullptr ? tf::Value{} : tf::Value((*made)["id"]);
}

void wait_for_keys(const Stack& stack, tf::Resource& resource) {
  for (const auto& other : stack.document.resources)
    if (other.type == "google_kms_crypto_key_iam_member") resource.depends_on(other);
}

bool customer_keys(const Environment& environment) {
  const auto& clusters = environment.clusters;
  return clusters.empty() || std::any_of(clusters.begin(), clusters.end(), [](const Cluster& cluster) {
           return cluster.kubernetes.customer_managed_key;
         });
}

void lower_encryption(Stack& stack) {
  stack.document.file = "encryption";
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto span = stack.identity.span;
  check_officers(stack);
  if (const auto& given = kubernetes.disk_encryption_set_id) {
    check_given_key(stack, *given);
    let_use(stack, "disks", plain_id(given->value), service_agent(stack, "compute"), given->span);
  }
  if (!kubernetes.customer_managed_key) return;
  if (!kubernetes.disk_encryption_set_id) lower_key(stack, "disks", service_agent(stack, "compute"), span);
  const auto& database = lower_key(stack, "database", service_agent(stack, "container"), span);
  stack.document.output("key_ring_id", database["key_ring"], "Key ring of the cluster's keys");
}

}  // namespace aurora::gcp
