#include "connect/platform_rules.h"

#include <array>

namespace aurora::connect_detail {
namespace {

using Kind = RuleSide::Kind;
using Direction = Rule::Direction;

/// RFC 1918 and RFC 6598: never the internet, whoever routes it.
constexpr std::array<std::string_view, 4> private_space{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                        "100.64.0.0/10"};

/// Everything that is or may be inside. The last outbound rule denies this and not the clouds' own word for "the
/// network", which takes in the internet as soon as a route table sends 0.0.0.0/0 to an appliance.
std::vector<Prefix> inside_of(const Platform& platform, const std::vector<Site>& sites) {
  std::vector<Prefix> inside;
  for (const auto text : private_space) inside.push_back(*Prefix::parse(text));
  const auto add = [&](const std::vector<Located<Prefix>>& prefixes) {
    for (const auto& prefix : prefixes)
      if (!prefix.value.is_v6()) inside.push_back(prefix.value);
  };
  add(platform.addresses.pools);
  add(platform.addresses.pod_pools);
  add(platform.addresses.service_pools);
  for (const auto& environment : platform.environments) add(environment.pools);
  for (const auto& network : platform.networks) add(network.cidrs);
  for (const auto& site : sites)
    for (const auto& prefix : site.addresses)
      if (!prefix.is_v6()) inside.push_back(prefix);
  return aggregate(std::move(inside));
}

Rule make_rule(std::string id, Direction direction, const PortRange& ports, RuleSide from, RuleSide to, std::string why,
               const Spot& at) {
  Rule rule;
  rule.id = std::move(id);
  rule.direction = direction;
  rule.protocol = ports.protocol;
  if (ports.protocol != "any") rule.ports = {ports};
  rule.from = std::move(from);
  rule.to = std::move(to);
  rule.why = std::move(why);
  rule.span = at.subnet->span;
  return rule;
}

void add_last_rules(const Spot& spot, const std::vector<Prefix>& inside, RuleBook& book) {
  const PortRange any{0, 65535, "any"};
  book.add(spot, Band::Platform,
           make_rule("load-balancer-probe", Direction::Inbound, any, side(Kind::LoadBalancerProbe), side(Kind::Any),
                     "health probes of the load balancer", spot));
  auto in =
      make_rule("deny-all", Direction::Inbound, any, side(Kind::Any), side(Kind::Any), "what no rule allows", spot);
  auto out = make_rule("deny-inside", Direction::Outbound, any, side(Kind::Any), side(inside),
                       "what no rule allows, to any network", spot);
  in.access = out.access = Rule::Access::Deny;
  book.add(spot, Band::Last, std::move(in));
  book.add(spot, Band::Last, std::move(out));
}

struct BastionRule {
  std::string_view id;
  Direction direction;
  PortRange ports;
  Kind other;
};
/// What the cloud's bastion service refuses to work without.
/// Source: learn.microsoft.com/azure/bastion/bastion-nsg.
const std::vector<BastionRule>& bastion_rules() {
  static const std::vector<BastionRule> rules{
      {"bastion-https", Direction::Inbound, {443, 443, "tcp"}, Kind::Internet},
      {"bastion-control-plane", Direction::Inbound, {443, 443, "tcp"}, Kind::ControlPlane},
      {"bastion-load-balancer", Direction::Inbound, {443, 443, "tcp"}, Kind::LoadBalancerProbe},
      {"bastion-data-8080", Direction::Inbound, {8080, 8080, "any"}, Kind::Network},
      {"bastion-data-5701", Direction::Inbound, {5701, 5701, "any"}, Kind::Network},
      {"bastion-data-8080", Direction::Outbound, {8080, 8080, "any"}, Kind::Network},
      {"bastion-data-5701", Direction::Outbound, {5701, 5701, "any"}, Kind::Network},
      {"bastion-cloud", Direction::Outbound, {443, 443, "tcp"}, Kind::ControlPlane},
      {"bastion-sessions", Direction::Outbound, {80, 80, "any"}, Kind::Internet},
  };
  return rules;
}

void add_bastion_rules(const Spot& spot, RuleBook& book) {
  for (const auto& row : bastion_rules()) {
    const bool in = row.direction == Direction::Inbound;
    auto rule = make_rule(std::string(row.id), row.direction, row.ports, side(in ? row.other : Kind::Any),
                          side(in ? Kind::Any : row.other), "required by the bastion service", spot);
    rule.ports = {row.ports};
    book.add(spot, Band::Platform, std::move(rule));
  }
}

/// Name servers of the network's own choice are in private space more often than not.
void add_dns_rules(const Site& site, const std::vector<Site>& sites, RuleBook& book) {
  std::vector<Prefix> servers;
  for (const auto& server : site.network->dns_servers)
    if (const auto address = IpAddress::parse(server.value)) servers.push_back(Prefix::host(*address));
  if (servers.empty()) return;
  for (const std::string protocol : {"tcp", "udp"}) {
    const PortRange ports{53, 53, protocol};
    for (const auto& spot : site.spots)
      book.add(spot, Band::Platform,
               make_rule("dns-" + protocol, Direction::Outbound, ports, side(spot.prefixes), side(servers),
                         "the network's name servers", spot));
    for (const auto& other : sites)
      for (const auto& spot : other.spots)
        for (const auto& prefix : spot.prefixes)
          for (const auto& server : servers)
            if (prefix.contains(server))
              book.add(spot, Band::Role,
                       make_rule("dns-" + site.environment->key + "-" + std::string(site.key()) + "-" + protocol,
                                 Direction::Inbound, ports, side(site.addresses), side({server}),
                                 "name server of another network", spot));
  }
}

/// Where endpoints stand for the whole service, a cluster's own lead to the hub's registry too.
bool uses_hub_registry(const Site& site, const Site& hub) {
  if (site.facts != nullptr && site.facts->endpoints_for_all) return false;
  return site.cluster != nullptr && hub.hub != nullptr && hub.hub->registry && site.environment == hub.environment;
}

/// Every node of an environment pulls images from the registry of its hub, by the hub's private endpoint.
void add_registry_rules(const std::vector<Site>& sites, RuleBook& book) {
  const PortRange https{443, 443, "tcp"};
  for (const auto& hub : sites) {
    std::vector<const Spot*> endpoints, nodes;
    for (const auto& spot : hub.spots)
      if (spot.subnet->role.value == "infrastructure") endpoints.push_back(&spot);
    for (const auto& site : sites)
      if (uses_hub_registry(site, hub))
        for (const auto& spot : site.spots)
          if (spot.node) nodes.push_back(&spot);
    if (endpoints.empty() || nodes.empty()) continue;
    const auto from = prefixes_of(nodes), to = prefixes_of(endpoints);
    for (const auto* spot : nodes)
      book.add(*spot, Band::Role,
               make_rule("hub-registry", Direction::Outbound, https, side(spot->prefixes), side(to),
                         "images from the hub's registry", *spot));
    for (const auto* spot : endpoints)
      book.add(*spot, Band::Role,
               make_rule("hub-registry", Direction::Inbound, https, side(from), side(spot->prefixes),
                         "images from the hub's registry", *spot));
  }
}

}  // namespace

void add_platform_rules(const Platform& platform, const std::vector<Site>& sites, RuleBook& book) {
  const auto inside = inside_of(platform, sites);
  for (const auto& site : sites) {
    for (const auto& spot : site.spots) {
      if (spot.guarded) add_last_rules(spot, inside, book);
      if (spot.guarded && spot.subnet->role.value == "bastion") add_bastion_rules(spot, book);
    }
    add_dns_rules(site, sites, book);
  }
  add_registry_rules(sites, book);
}

}  // namespace aurora::connect_detail
