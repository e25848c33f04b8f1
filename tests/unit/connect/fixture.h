#pragma once

#include <string>
#include <vector>

#include "address/plan.h"
#include "connect/connect.h"

/// A small platform made by hand, with its addresses, and questions to ask of the rules that come out.
namespace aurora::connect_test {

inline Prefix prefix(const std::string& text) { return *Prefix::parse(text); }

struct World {
  Platform platform;
  AddressPlan addresses;
  Lock lock;
  Diagnostics diagnostics;

  Environment& environment(const std::string& key) {
    for (auto& environment : platform.environments)
      if (environment.key == key) return environment;
    auto& made = platform.environments.emplace_back();
    made.key = key;
    made.cloud = "azure";
    made.account.value = "account-" + key;
    return made;
  }

  static void identify(Identity& identity, const std::string& environment, const std::string& key) {
    identity.id = environment + "/" + key;
    identity.environment = environment;
    identity.account = "account-" + environment;
  }

  void subnet(Network& network, const std::string& owner, const std::string& key, const std::string& role,
              const std::string& cidr) {
    auto& made = network.subnets.emplace_back();
    made.key = key;
    made.role.value = role;
    Allocation allocation;
    allocation.owner = owner;
    allocation.name = "subnet/" + key;
    allocation.prefix = prefix(cidr);
    addresses.add(allocation);
  }

  void allocate(const std::string& owner, const std::string& name, const std::string& cidr) {
    Allocation allocation;
    allocation.owner = owner;
    allocation.name = name;
    allocation.prefix = prefix(cidr);
    addresses.add(allocation);
  }

  /// A cluster with the seven subnets of the worked plan P1, in 172.26.<third>.0/23.
  Cluster& cluster(const std::string& env, const std::string& key, int third) {
    auto& made = environment(env).clusters.emplace_back();
    identify(made.identity, env, key);
    made.key = key;
    const std::string low = "172.26." + std::to_string(third) + ".", high = "172.26." + std::to_string(third + 1) + ".";
    const std::string id = made.identity.id;
    allocate(id, "network", low + "0/23");
    subnet(made.network, id, "route_server", "route_server", low + "0/27");
    subnet(made.network, id, "infrastructure", "infrastructure", low + "32/27");
    subnet(made.network, id, "apiserver", "apiserver", low + "64/27");
    subnet(made.network, id, "loadbalancer", "loadbalancer", low + "96/27");
    subnet(made.network, id, "general", "general", low + "128/25");
    subnet(made.network, id, "gateway", "gateway", high + "0/27");
    subnet(made.network, id, "system", "system", high + "32/27");
    allocate(id, "pods", "10." + std::to_string(third) + ".0.0/16");
    return made;
  }

  /// A hub with three reflectors and a jumpbox, in 172.30.<third>.0/24.
  Hub& hub(const std::string& env, int third) {
    auto& made = environment(env).hub.emplace();
    identify(made.identity, env, "hub");
    const std::string low = "172.30." + std::to_string(third) + ".";
    const std::string id = made.identity.id;
    allocate(id, "network", low + "0/24");
    subnet(made.network, id, "route_reflector", "route_reflector", low + "0/28");
    subnet(made.network, id, "jumpbox", "jumpbox", low + "16/28");
    made.route_reflectors.emplace();
    for (int i = 0; i < 3; ++i)
      allocate(id, "static/route_reflector/" + std::to_string(i), low + std::to_string(4 + i) + "/32");
    return made;
  }

  Flow& flow(const std::string& name, const Endpoint& from, const Endpoint& to, int port = 443) {
    auto& made = platform.flows.emplace_back();
    made.name = name;
    made.from = {from};
    made.to = {to};
    made.ports = {{port, port, "tcp"}};
    made.why = name;
    return made;
  }

  static const CloudFacts* facts(std::string_view) {
    static const std::vector<SubnetFact> subnets{{"route_server", "RouteServerSubnet", 27, 27, false, false, ""}};
    static const CloudFacts table = [] {
      CloudFacts made{"azure", {}, {}, subnets, {}, {}, 5, 12, 29, 8, 29, 250};
      made.route_server_asn = 65515;
      return made;
    }();
    return &table;
  }

  ConnectivityPlan connect() { return aurora::connect(platform, addresses, facts, lock, diagnostics); }
};

inline Endpoint inside(const std::string& environment, const std::string& role, const std::string& cluster = "*") {
  Endpoint endpoint;
  endpoint.environment = environment;
  endpoint.cluster = cluster;
  endpoint.role = role;
  return endpoint;
}

inline bool covers(const RuleSide& side, const IpAddress& address, bool internet) {
  switch (side.kind) {
    case RuleSide::Kind::Any:
      return true;
    case RuleSide::Kind::Internet:
      return internet;
    case RuleSide::Kind::Prefixes:
      for (const auto& prefix : side.prefixes)
        if (prefix.contains(address)) return true;
      return false;
    default:
      return false;
  }
}

/// First match by priority, as a security group does it. A subnet without rules lets everything pass; what no rule
/// matches passes outwards to the internet only.
inline bool passes(const SubnetRules* rules, Rule::Direction direction, const IpAddress& from, const IpAddress& to,
                   int port, bool internet = false) {
  if (rules == nullptr) return true;
  for (const auto& rule : rules->rules) {
    if (rule.direction != direction || !(rule.protocol == "any" || rule.protocol == "tcp")) continue;
    bool port_fits = rule.ports.empty();
    for (const auto& range : rule.ports) port_fits = port_fits || (range.first <= port && port <= range.last);
    if (!port_fits || !covers(rule.from, from, internet) || !covers(rule.to, to, internet)) continue;
    return rule.access == Rule::Access::Allow;
  }
  return direction == Rule::Direction::Outbound && internet;
}

/// Whether a connection opens from a subnet to another: the far ends of both, so that ranges are tried too.
inline bool reaches(const ConnectivityPlan& plan, const AddressPlan& addresses, const std::string& from_owner,
                    const std::string& from, const std::string& to_owner, const std::string& to, int port) {
  const auto source = addresses.find(from_owner, "subnet/" + from)->prefix.last();
  const auto target = addresses.find(to_owner, "subnet/" + to)->prefix.last();
  return passes(plan.find(from_owner, from), Rule::Direction::Outbound, source, target, port) &&
         passes(plan.find(to_owner, to), Rule::Direction::Inbound, source, target, port);
}

}  // namespace aurora::connect_test
