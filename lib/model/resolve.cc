// From the checked tree to the model. Every level is merged as a tree first (cascade.h), so that one reader per part
// sees one mapping and fills one struct, whose defaults are written once, in model.h. Keys of mappings are sorted, so
// the order in which a spec is written decides nothing.

#include "model/resolve.h"

#include <algorithm>
#include <map>

#include "model/resolve_parts.h"

namespace aurora {
namespace resolving {

const RegionFact* find_region(const CloudFacts& facts, std::string_view name) {
  for (const auto& region : facts.regions)
    if (region.name == name) return &region;
  return nullptr;
}

std::vector<std::string> zones(const Fields& fields, std::string_view region, const CloudFacts& facts) {
  std::vector<std::string> found;
  fields.read("zones", found);
  if (fields.has("zones")) return found;
  const auto* fact = find_region(facts, region);
  for (int zone = 1; fact != nullptr && zone <= fact->zones; ++zone) found.push_back(std::to_string(zone));
  return found;
}

namespace {

/// `{account}` in it is the environment's, so that `defaults` can say it once.
void read_deployer(const Fields& fields, Environment& environment) {
  constexpr std::string_view account = "{account}";
  fields.read("deployer", environment.deployer);
  if (!environment.deployer) return;
  auto& text = environment.deployer->value;
  for (auto at = text.find(account); at != text.npos; at = text.find(account, at + environment.account.value.size()))
    text.replace(at, account.size(), environment.account.value);
}

Environment environment(const yaml::Node::Entry& entry, const Fields& defaults, const Scope& scope) {
  const Fields own(entry.value, scope.diagnostics);
  const auto* merged = scope.cascade.environment(*entry.value);
  const auto fields = merged == nullptr ? own : scope.fields("environment_entry", *merged);
  Environment environment;
  environment.key = entry.key;
  environment.span = entry.key_span;
  environment.written = merged;
  environment.protect = environment.key == "prod";
  defaults.read("cloud", environment.cloud);
  own.read("cloud", environment.cloud);
  own.read("account", environment.account);
  own.read("tenant", environment.tenant);
  read_deployer(fields, environment);
  own.read("stages", environment.stages);
  own.in("address_plan").read("pools", environment.pools);
  fields.read("region", environment.region);
  fields.read("tags", environment.tags);
  fields.read("protect", environment.protect);
  if (!own.has("account"))
    scope.diagnostics.report(diag::MissingSetting, entry.key_span, environment.key, "account")
        .hint("give the subscription, account or project that the environment is in");
  return environment;
}

void fill(Environment& environment, const yaml::Node& node, const Scope& scope) {
  if (const auto* hub_node = scope.cascade.hub(node)) environment.hub = hub(*hub_node, environment, scope);
  const auto* clusters = node.find("clusters");
  if (clusters == nullptr) return;
  for (const auto& entry : clusters->entries) cluster(entry, node, environment, scope);
  std::sort(environment.clusters.begin(), environment.clusters.end(),
            [](const Cluster& a, const Cluster& b) { return a.key < b.key; });
}

void settle(Platform& platform) {
  for (auto& flow : platform.flows)
    for (auto* sides : {&flow.from, &flow.to})
      for (auto& side : *sides) settle_endpoint(side, platform);
  for (auto& rule : platform.isolation)
    for (auto* side : {&rule.from, &rule.to}) settle_endpoint(*side, platform);
}

}  // namespace
}  // namespace resolving

Platform resolve(const yaml::Node& root, yaml::Tree& tree, const FactsOf& facts_of, Diagnostics& diagnostics) {
  using namespace resolving;
  const Fields fields(&root, diagnostics);
  Platform platform;
  platform.span = root.span;
  fields.read("platform", platform.name);
  platform.naming = naming(fields.in("naming"));
  platform.addresses = addresses(fields.in("address_plan"));
  platform.terraform = terraform(fields.in("terraform"));
  platform.networks = outside_networks(fields.in("networks"));
  platform.route_domains = route_domains(fields.in("route_domains"));
  platform.flows = flows(fields.at("flows"), diagnostics);
  platform.isolation = isolation(fields.at("isolation"), diagnostics);
  platform.overrides = overrides(fields.in("overrides"));
  const auto* environments = fields.at("environments");
  if (environments == nullptr) return platform;

  Cascade cascade(root, tree, diagnostics);
  bool joined = false;
  for (const auto& entry : environments->entries) joined = joined || cascade.hub(*entry.value) != nullptr;
  std::map<const CloudFacts*, WrittenKeys> keys_of;
  for (const auto& entry : environments->entries) {
    const auto* own_cloud = entry.value->find("cloud");
    const auto* cloud = own_cloud != nullptr ? own_cloud : fields.in("defaults").at("cloud");
    if (cloud == nullptr) {
      diagnostics.report(diag::MissingSetting, entry.key_span, entry.key, "cloud").hint("write `cloud: azure`");
      continue;
    }
    const auto* facts = facts_of(cloud->text);
    if (facts == nullptr) {
      diagnostics.report(diag::UnknownCloud, cloud->span, cloud->text);
      continue;
    }
    const auto& keys = keys_of.try_emplace(facts, facts->differences).first->second;
    const Scope scope{platform, *facts, keys, cascade, &tree, diagnostics, joined};
    auto made = environment(entry, fields.in("defaults"), scope);
    fill(made, *entry.value, scope);
    platform.environments.push_back(std::move(made));
  }
  std::sort(platform.environments.begin(), platform.environments.end(),
            [](const Environment& a, const Environment& b) { return a.key < b.key; });
  settle(platform);
  return platform;
}

}  // namespace aurora
