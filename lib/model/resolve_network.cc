#include <algorithm>

#include "model/resolve_parts.h"
#include "model/roles.h"
#include "yaml/scalar.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

const SubnetFact* fact_of(const CloudFacts& facts, std::string_view role) {
  for (const auto& fact : facts.subnets)
    if (fact.role == role) return &fact;
  return nullptr;
}

void read_peers(const Fields& fields, Network& network) {
  const auto* peers = fields.at("peers");
  if (peers == nullptr) return;
  for (const auto& entry : peers->entries) {
    const Fields one(entry.value, fields.diagnostics());
    auto& peer = network.peers.emplace_back();
    peer.name = entry.key;
    peer.span = entry.key_span;
    one.read("id", peer.id);
    one.read("allow_forwarded_traffic", peer.allow_forwarded_traffic);
    one.read("use_remote_gateways", peer.use_remote_gateways);
  }
  std::sort(network.peers.begin(), network.peers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

void read_routes(const Fields& fields, Network& network) {
  const auto* routes = fields.at("routes");
  if (routes == nullptr) return;
  for (const auto& entry : routes->entries) {
    const Fields one(entry.value, fields.diagnostics());
    auto& route = network.routes.emplace_back();
    route.name = entry.key;
    route.span = entry.key_span;
    one.read("cidr", route.prefix);
    std::string next_hop = "none";
    one.read("next_hop", next_hop);
    const bool appliance = IpAddress::parse(next_hop).has_value();
    route.next_hop_type = appliance ? "appliance" : next_hop;
    if (appliance) route.next_hop = next_hop;
  }
  std::sort(network.routes.begin(), network.routes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

/// `security_group: false` makes none, a text is the id of one to use.
void read_security_group(const Fields& fields, Subnet& subnet) {
  const auto* node = fields.at("security_group");
  if (node == nullptr) return;
  if (const auto given = yaml::as_bool(*node))
    subnet.security_group = *given;
  else
    fields.read("security_group", subnet.security_group_id);
}

void read_subnet(const Fields& fields, Subnet& subnet) {
  fields.read("role", subnet.role);
  fields.read("size", subnet.size);
  fields.read("cidr", subnet.cidrs);
  fields.read("cidrs", subnet.cidrs);
  fields.read("from", subnet.from);
  fields.read("to", subnet.to);
  fields.read("service_endpoints", subnet.service_endpoints);
  fields.read("service_endpoint_policies", subnet.service_endpoint_policies);
  fields.read("delegation", subnet.delegation);
  read_security_group(fields, subnet);
  fields.read("route_table", subnet.route_table);
  fields.read("private_endpoint_policies", subnet.private_endpoint_policies);
  fields.read("private_link_service_policies", subnet.private_link_service_policies);
  fields.read("renamed_from", subnet.renamed_from);
}

/// What the cloud says of the role: delegation where it must be, no security group or route table where none may be.
void apply_fact(const CloudFacts& facts, Subnet& subnet) {
  const auto* fact = fact_of(facts, subnet.role.value);
  if (fact == nullptr) return;
  subnet.security_group = subnet.security_group && fact->security_group;
  subnet.route_table = subnet.route_table && fact->route_table;
  if (!subnet.delegation && !fact->delegation.empty())
    subnet.delegation = Text{std::string(fact->delegation), subnet.span};
}

/// One subnet a zone for each. Its pins are those of the zones, in their order.
std::vector<Subnet> by_zone(std::vector<Subnet> all, const std::vector<std::string>& zones, Diagnostics& diagnostics) {
  std::vector<Subnet> parts;
  for (auto& subnet : all) {
    const auto pins = subnet.cidrs;
    if (!pins.empty() && pins.size() != zones.size())
      diagnostics.report(diag::ZonalPins, pins.front().span, subnet.key, pins.size(), zones.size())
          .hint("give one range for each zone, in the order of `zones`, or leave them out");
    for (std::size_t i = 0; i < zones.size(); ++i) {
      auto& part = parts.emplace_back(subnet);
      part.base = subnet.key;
      part.zone = zones[i];
      part.key = subnet.key + "-" + zones[i];
      part.cidrs.clear();
      if (i < pins.size()) part.cidrs.push_back(pins[i]);
    }
  }
  return parts;
}

}  // namespace

Network network(const Fields& fields) {
  Network network;
  network.span = fields.span();
  fields.read("cidr", network.cidrs);
  fields.read("cidrs", network.cidrs);
  fields.read("size", network.size);
  fields.read("vnet_id", network.existing_id);
  fields.read("existing_cidrs", network.existing_cidrs);
  fields.read("dns_servers", network.dns_servers);
  fields.read("ddos_protection_plan_id", network.ddos_protection_plan_id);
  fields.read("flow_logs", network.flow_logs);
  if (const auto* ids = fields.at("subnet_ids"))
    for (const auto& entry : ids->entries)
      network.existing_subnet_ids[std::string(entry.key)] = {std::string(entry.value->text), entry.value->span};
  read_peers(fields, network);
  read_routes(fields, network);
  return network;
}

std::set<std::string> settled_roles(std::set<std::string> roles, const Network& network, bool way_out, bool needed,
                                    const Scope& scope) {
  std::erase_if(roles, [&](const std::string& role) { return fact_of(scope.facts, role) == nullptr; });
  if (network.existing_id) return roles;
  using When = ExtraSubnet::When;
  const bool jumpbox = roles.contains("jumpbox"), others = needed || !roles.empty();
  const auto wanted = [&](When when) {
    switch (when) {
      case When::WayOut:
        return way_out;
      case When::Joined:
        return scope.joined;
      case When::Jumpbox:
        return jumpbox;
      case When::Others:
        return others;
    }
    return false;
  };
  for (const auto& extra : scope.facts.extra_subnets)
    if (wanted(extra.when)) roles.emplace(extra.role);
  return roles;
}

std::vector<Subnet> subnets(const Fields& fields, const std::set<std::string>& built_in, const CloudFacts& facts,
                            const std::vector<std::string>& zones, Span owner) {
  std::vector<Subnet> all;
  const auto* written = fields.node();
  for (const auto& key : built_in) {
    auto& subnet = all.emplace_back();
    subnet.key = key;
    subnet.role = {key, owner};
    subnet.built_in = true;
    subnet.span = owner;
    if (written == nullptr) continue;
    if (const auto* entry = written->find_entry(key)) subnet.span = entry->key_span;
    read_subnet(fields.in(key), subnet);
  }
  if (written != nullptr)
    for (const auto& entry : written->entries) {
      if (built_in.contains(std::string(entry.key))) continue;
      auto& subnet = all.emplace_back();
      subnet.key = entry.key;
      subnet.role = {subnet.key, entry.key_span};
      subnet.span = entry.key_span;
      read_subnet(Fields(entry.value, fields.diagnostics()), subnet);
    }
  for (auto& subnet : all) apply_fact(facts, subnet);
  if (facts.zonal_subnets && !zones.empty()) all = by_zone(std::move(all), zones, fields.diagnostics());
  std::sort(all.begin(), all.end(), [](const Subnet& a, const Subnet& b) { return a.key < b.key; });
  return all;
}

Egress egress(const Node* node, Egress otherwise, Diagnostics& diagnostics) {
  if (node == nullptr || node->is_null()) return otherwise;
  Egress made;
  made.span = node->span;
  const auto kind = node->is_scalar() ? node->text : node->entries.empty() ? "" : node->entries.front().key;
  if (kind == "nat") made.kind = Egress::Kind::Nat;
  if (kind == "load_balancer") made.kind = Egress::Kind::LoadBalancer;
  if (kind == "firewall") made.kind = Egress::Kind::Firewall;
  if (kind == "hub") made.kind = Egress::Kind::Hub;
  if (kind == "next_hop") made.kind = Egress::Kind::NextHop;
  const Fields fields(node, diagnostics);
  fields.read("next_hop", made.next_hop);
  fields.in("nat").read("idle_timeout_minutes", made.nat_idle_timeout_minutes);
  fields.in("nat").read("per_zone", made.nat_per_zone);
  fields.in("firewall").read("sku", made.firewall_sku);
  fields.in("firewall").read("allowed_fqdns", made.allowed_fqdns);
  return made;
}

std::vector<BgpPeer> bgp_peers(const Node* node, Diagnostics& diagnostics) {
  std::vector<BgpPeer> peers;
  if (node == nullptr) return peers;
  for (const auto& entry : node->entries) {
    const Fields one(entry.value, diagnostics);
    auto& peer = peers.emplace_back();
    peer.name = entry.key;
    peer.span = entry.key_span;
    one.read("asn", peer.asn);
    one.read("address", peer.address);
  }
  std::sort(peers.begin(), peers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return peers;
}

std::optional<RouteServer> route_server(const Node* node, Diagnostics& diagnostics) {
  if (node == nullptr || node->is_null()) return {};
  if (node->is_scalar() && !yaml::as_bool(*node).value_or(false)) return {};
  RouteServer made;
  made.span = node->span;
  const Fields fields(node, diagnostics);
  fields.read("sku", made.sku);
  fields.read("branch_to_branch", made.branch_to_branch);
  fields.read("peer_with_reflectors", made.peer_with_reflectors);
  made.peers = bgp_peers(fields.at("peers"), diagnostics);
  return made;
}

}  // namespace aurora::resolving
