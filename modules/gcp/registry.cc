#include "gcp/registry.h"

#include <algorithm>
#include <map>
#include <set>

#include "gcp/encryption.h"

// Where images are: Artifact Registry, which is regional and reached by Google's names, privately through the endpoint
// and the zones of the network.

namespace aurora::gcp {
namespace {

constexpr int seconds_a_day = 24 * 60 * 60;

/// What has lost its tag goes after a while, as nothing can pull it by a name any more.
tf::Value cleanup(const Registry& registry) {
  if (registry.retention_days <= 0) return {};
  return tf::List{tf::object(
      {{"id", "untagged"},
       {"action", "DELETE"},
       {"condition", tf::object({{"tag_state", "UNTAGGED"},
                                 {"older_than", std::to_string(registry.retention_days * seconds_a_day) + "s"}})}})};
}

tf::Value registry_key(Stack& stack, Span span) {
  if (!customer_keys(stack.environment)) return {};
  return lower_key(stack, "registry", service_agent(stack, "artifactregistry"), span)["id"];
}

/// An id has no `/`, as paths of images have: `platform/base` is `platform-base`.
std::string as_id(std::string name) {
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

void check_ids(const Registry& registry, Diagnostics& diagnostics) {
  std::map<std::string, const Text*> first;
  for (const auto& one : registry.repositories) {
    const auto [found, added] = first.emplace(as_id(one.value), &one);
    if (added) continue;
    const auto what = [](const Text& text) { return "repository `" + text.value + "`"; };
    diagnostics.report(diag::NameCollision, one.span, what(*found->second), what(one), found->first, "their project")
        .hint("a `/` becomes a `-` there: give one of them another name")
        .related(found->second->span, "the other one");
  }
}

}  // namespace

std::vector<Repository> repositories(Names& names, const Hub& hub) {
  const auto& registry = *hub.registry;
  const auto called = [&](std::string_view purpose, Span span) {
    return names.of(hub.identity, {.kind = "container_registry", .purpose = purpose, .span = span});
  };
  if (registry.repositories.empty()) return {{called({}, registry.span), ""}};
  std::vector<Repository> all;
  std::set<std::string> ids;
  for (const auto& one : registry.repositories) {
    const auto [id, added] = ids.insert(as_id(one.value));
    if (added) all.push_back({called(*id, one.span), "-" + *id});
  }
  std::sort(all.begin(), all.end(), [](const Repository& a, const Repository& b) { return a.name < b.name; });
  return all;
}

void lower_registry(Stack& stack) {
  if (!stack.hub->registry) return;
  stack.document.file = "registry";
  const auto& registry = *stack.hub->registry;
  check_ids(registry, stack.diagnostics);
  const auto key = registry_key(stack, registry.span);
  tf::Object addresses;
  for (const auto& repository : repositories(stack.names, *stack.hub)) {
    auto& made = stack.add("google_artifact_registry_repository", "main" + repository.suffix, registry.span,
                           {{"repository_id", repository.name},
                            {"location", stack.region()},
                            {"format", "DOCKER"},
                            {"mode", "STANDARD_REPOSITORY"},
                            {"kms_key_name", key},
                            {"docker_config", tf::object({{"immutable_tags", true}})},
                            {"vulnerability_scanning_config", tf::object({{"enablement_config", "INHERITED"}})},
                            {"cleanup_policy_dry_run", false},
                            {"cleanup_policies", cleanup(registry)}});
    wait_for_keys(stack, made);
    stack.keep(made);
    addresses.emplace_back(repository.name,
                           stack.region() + "-docker.pkg.dev/" + stack.project() + "/" + repository.name);
  }
  stack.document.output("container_registry_addresses", std::move(addresses), "Where images are pulled from");
}

}  // namespace aurora::gcp
