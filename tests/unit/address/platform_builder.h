#pragma once
// Platforms for tests of the allocator, made by hand.
#include <algorithm>
#include <array>
#include <string>

#include "address/allocate.h"
#include "rename/lines.h"

namespace aurora::testing {

inline Prefix prefix(std::string_view text) { return Prefix::parse(text).value(); }

inline const CloudFacts* test_facts(std::string_view) {
  static constexpr std::array<SubnetFact, 7> subnets{{{"route_server", "RouteServerSubnet", 27, 27, false, false, ""},
                                                      {"vpn", "GatewaySubnet", 27, 27, false, true, ""},
                                                      {"firewall", "AzureFirewallSubnet", 26, 26, false, true, ""},
                                                      {"apiserver", "", 28, 27, true, true, "x"},
                                                      {"loadbalancer", "", 29, 27, true, true, ""},
                                                      {"infrastructure", "", 29, 27, true, true, ""},
                                                      {"route_reflector", "", 29, 28, true, true, ""}}};
  static constexpr std::array<ForbiddenRange, 2> forbidden{
      {{"169.254.0.0/16", false, "link-local"}, {"172.30.0.0/16", true, "Kubernetes"}}};
  static const CloudFacts facts = [] {
    CloudFacts made{};
    made.subnets = subnets;
    made.forbidden_ranges = forbidden;
    made.reserved_addresses = 5;
    made.longest_network = made.longest_subnet = 29;
    made.shortest_network = 8;
    made.max_pods_max = 250;
    return made;
  }();
  return &facts;
}

inline Subnet subnet(std::string key, std::string role = {}, int size = 0) {
  Subnet made;
  made.key = key;
  made.role.value = role.empty() ? key : role;
  if (size > 0) made.size = Located<int>{size, {}};
  return made;
}

inline NodePool pool(std::string key, int max, int max_pods = 62) {
  NodePool made;
  made.key = made.subnet = std::move(key);
  made.max.value = max;
  made.max_pods.value = max_pods;
  return made;
}

/// Aurora's cluster: system, gateway and general nodes, and the four subnets beside them.
inline Cluster cluster(const std::string& environment, const std::string& key, int general = 20) {
  Cluster made;
  made.key = key;
  made.identity.id = environment + "/" + key;
  made.identity.environment = environment;
  made.kubernetes.network_plugin = "none";
  made.node_pools = {pool("general", general), pool("gateway", 3), pool("system", 4)};
  for (const char* name : {"apiserver", "gateway", "general", "infrastructure", "loadbalancer", "system"})
    made.network.subnets.push_back(subnet(name));
  return made;
}

inline Hub hub(const std::string& environment) {
  Hub made;
  made.identity.id = environment + "/hub";
  made.identity.environment = environment;
  made.route_reflectors = RouteReflectors{};
  made.jumpbox = Jumpbox{};
  made.egress.kind = Egress::Kind::Firewall;
  for (const char* name : {"firewall", "jumpbox", "route_reflector", "vpn"})
    made.network.subnets.push_back(subnet(name));
  return made;
}

inline Platform platform(std::vector<std::string> pools = {"10.64.0.0/16"}) {
  Platform made;
  for (const auto& text : pools) made.addresses.pools.push_back({prefix(text), {}});
  return made;
}

inline Environment& environment(Platform& platform, std::string key) {
  auto& made = platform.environments.emplace_back();
  made.key = std::move(key);
  made.cloud = "test";
  return made;
}

struct Result {
  AddressPlan plan;
  Lock lock;
  Diagnostics diagnostics;

  std::string at(std::string_view owner, std::string_view name) const {
    const auto* found = plan.find(owner, name);
    return found == nullptr ? "-" : found->prefix.to_string();
  }
  std::string codes() const {
    std::string out;
    for (const auto& d : diagnostics.sorted()) out += (out.empty() ? "" : " ") + std::to_string(d.code);
    return out;
  }
  std::string text() const {
    std::string out;
    for (const auto& d : diagnostics.sorted()) out += d.message + "\n";
    return out;
  }
  std::string everything() const {
    std::string out;
    for (const auto* a : plan.all()) out += a->owner + "/" + a->name + " " + a->prefix.to_string() + "\n";
    return out;
  }
};

/// The lock as it is read back in the next run.
inline Lock reread(const Lock& lock) {
  SourceMap sources;
  Diagnostics diagnostics;
  return Lock::parse(sources.add("lock", lock.to_text()), sources, diagnostics).value();
}

inline Result allocated(const Platform& platform, const Lock& before = {}) {
  Result result;
  result.lock = reread(before);
  move_renamed(platform, result.lock);
  result.plan = allocate(platform, test_facts, result.lock, result.diagnostics);
  return result;
}

}  // namespace aurora::testing
