#include <algorithm>
#include <regex>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"
#include "model/roles.h"

namespace aurora::checking {
namespace {

/// `from` and `to` of subnets name roles or subnets.
void subnet_grants(const Network& network, const std::string& owner, Diagnostics& diagnostics) {
  std::vector<std::string_view> words;
  for (const auto& subnet : network.subnets)
    words.insert(words.end(), {subnet.base.empty() ? subnet.key : subnet.base, subnet.role.value});
  words.emplace_back("nodes");
  for (const auto& role : built_in_roles()) words.push_back(role.name);
  for (const auto& subnet : network.subnets)
    for (const auto* side : {&subnet.from, &subnet.to})
      for (const auto& word : *side) {
        const bool known = word.value == "*" || std::find(words.begin(), words.end(), word.value) != words.end();
        if (known || find_role(word.value) != nullptr) continue;
        auto report = diagnostics.report(diag::UnknownRole, word.span, word.value, owner);
        if (const auto near = nearest(word.value, words); !near.empty()) report.hint("did you mean `" + near + "`?");
      }
}

void service(const PrivateEndpoint& endpoint, const CloudFacts& facts, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const auto& fact : facts.services)
    if (names.empty() || names.back() != fact.service) names.push_back(fact.service);  // one row for each zone
  if (std::find(names.begin(), names.end(), endpoint.service) != names.end()) return;
  auto report = diagnostics.report(diag::UnknownService, endpoint.span, endpoint.service, facts.cloud);
  if (const auto near = nearest(endpoint.service, names); !near.empty()) report.hint("did you mean `" + near + "`?");
  for (const auto& fact : facts.services)
    if (fact.subresource == endpoint.service)
      return void(report.hint("`" + std::string(fact.service) + "` is the one with `" + endpoint.service + "`"));
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  report.hint("there are " + list);
}

void connection(const Gateway& gateway, const Gateway::Connection& one, const CloudFacts& facts,
                Diagnostics& diagnostics) {
  const auto report = [&](const char* text) { diagnostics.report(diag::GatewayConnection, one.span, one.name, text); };
  if (one.asn) asn(*one.asn, facts, diagnostics);
  if (gateway.kind.value == "expressroute" && !one.circuit_id) report("`circuit_id` is missing");
  if (gateway.kind.value != "vpn") return;
  if (!one.address) report("`address` of the other end is missing");
  if (one.cidrs.empty() && !one.asn) report("give `cidrs` that are behind it, or `asn` and `bgp_address`");
  if (one.asn && !one.bgp_address) report("`asn` without `bgp_address`");
}

bool is_id(const std::string& text, std::string_view pattern) {
  return pattern.empty() || std::regex_match(text, std::regex(std::string(pattern), std::regex::icase));
}

/// The ids of a network that exists already, and that every subnet which something is put into has one.
void existing(const Network& network, const std::string& owner, const CloudFacts& facts, Diagnostics& diagnostics) {
  if (!network.existing_id) return;
  const auto& id = *network.existing_id;
  if (!is_id(id.value, facts.network_id_pattern))
    diagnostics.report(diag::BadId, id.span, id.value, "a network")
        .hint("write `" + std::string(facts.network_id_example) + "`");
  for (const auto& [key, given] : network.existing_subnet_ids)
    if (!is_id(given.value, facts.subnet_id_pattern))
      diagnostics.report(diag::BadId, given.span, given.value, "a subnet")
          .hint("write `" + std::string(facts.subnet_id_example) + "`");
  for (const auto& subnet : network.subnets) {
    // Load balancers get their subnet from the workload that asks for one, not from us.
    if (network.existing_subnet_ids.contains(subnet.key) || subnet.role.value == "loadbalancer") continue;
    diagnostics.report(diag::MissingSubnetId, network.span.known() ? id.span : subnet.span, subnet.key, owner)
        .hint("add `" + subnet.key + ": <id>` to `network.subnet_ids`");
  }
}

}  // namespace

void asn(const Located<std::int64_t>& number, const CloudFacts& facts, Diagnostics& diagnostics) {
  if (number.value < 1 || number.value > 4294967295) {
    diagnostics.report(diag::BadAsn, number.span, number.value, "is not between 1 and 4294967295");
    return;
  }
  for (const auto& reserved : facts.reserved_asns)
    if (number.value >= reserved.first && number.value <= reserved.last)
      diagnostics
          .report(diag::BadAsn, number.span, number.value, reserved.clouds_own ? "is the cloud's own" : "is reserved")
          .hint("take one from 64512 on");
}

namespace {

/// The number that a gateway has itself: it is told apart from those of the other ends, and some clouds take private
/// ones only (RFC 6996).
void gateway_asn(const Gateway& gateway, const CloudFacts& facts, Diagnostics& diagnostics) {
  if (!gateway.asn && gateway.kind.value != "vpn") return;  // a private line has a gateway and a number of its own
  const Located<std::int64_t> own =
      gateway.asn ? *gateway.asn : Located<std::int64_t>{facts.gateway_asn, gateway.kind.span};
  for (const auto& connection : gateway.connections)
    if (connection.asn && connection.asn->value == own.value)
      diagnostics
          .report(diag::BadAsn, connection.asn->span, own.value,
                  "is the gateway's own: both ends would have one number")
          .related(own.span, gateway.asn ? "the gateway's" : "the gateway, which has it unless told otherwise");
  if (own.value == facts.gateway_asn) return;
  const auto before = diagnostics.error_count();
  asn(own, facts, diagnostics);
  const bool is_private =
      (own.value >= 64512 && own.value <= 65534) || (own.value >= 4200000000 && own.value <= 4294967294);
  if (facts.private_gateway_asns && !is_private && diagnostics.error_count() == before)
    diagnostics.report(diag::BadAsn, own.span, own.value, "is none that a gateway of this cloud may have")
        .hint("take one from 64512 to 65534, or from 4200000000 on");
}

}  // namespace

void hub(const Hub& hub, const CloudFacts& facts, Diagnostics& diagnostics) {
  const bool closed = hub.egress.kind == Egress::Kind::None || hub.egress.kind == Egress::Kind::LoadBalancer;
  if (hub.route_reflectors && closed && !hub.network.existing_id)
    diagnostics.report(diag::ReflectorsWithoutEgress, hub.route_reflectors->span, hub.identity.id)
        .related(hub.egress.span, "the egress")
        .hint("use `egress: nat`, `firewall` or a `next_hop`, or an `image` that has the routing daemon in it");
  region_and_zones(hub.region, hub.zones, {hub.written, hub.span}, facts, diagnostics);
  tags(hub.tags, hub.identity.id, {hub.written, hub.span}, facts, diagnostics);
  subnet_grants(hub.network, hub.identity.id, diagnostics);
  existing(hub.network, hub.identity.id, facts, diagnostics);
  if (hub.route_reflectors) {
    const auto& reflectors = *hub.route_reflectors;
    asn(reflectors.asn, facts, diagnostics);
    const auto pins = reflectors.addresses.size();
    if (pins != 0 && pins != static_cast<std::size_t>(reflectors.count.value))
      diagnostics.report(diag::ReflectorPins, reflectors.addresses.front().span, pins, reflectors.count.value)
          .related(reflectors.count.span, "how many there are");
    for (const auto& peer : reflectors.peers) asn(peer.asn, facts, diagnostics);
  }
  if (!hub.gateway) return;
  gateway_asn(*hub.gateway, facts, diagnostics);
  for (const auto& one : hub.gateway->connections) connection(*hub.gateway, one, facts, diagnostics);
}

void cluster(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics) {
  region_and_zones(cluster.region, cluster.zones, {cluster.written, cluster.span}, facts, diagnostics);
  tags(cluster.tags, cluster.identity.id, {cluster.written, cluster.span}, facts, diagnostics);
  subnet_grants(cluster.network, cluster.identity.id, diagnostics);
  existing(cluster.network, cluster.identity.id, facts, diagnostics);
  for (const auto& endpoint : cluster.private_endpoints) {
    service(endpoint, facts, diagnostics);
    if (endpoint.subnet && cluster.network.find(endpoint.subnet->value) == nullptr)
      diagnostics.report(diag::UnknownSubnet, endpoint.subnet->span, endpoint.subnet->value, cluster.identity.id);
  }
  if (cluster.route_server)
    for (const auto& peer : cluster.route_server->peers) asn(peer.asn, facts, diagnostics);
  if (cluster.network.existing_id && cluster.egress.kind == Egress::Kind::None && cluster.egress.span == cluster.span)
    diagnostics.report(diag::EgressOfExistingNetwork, cluster.span, cluster.key)
        .hint("say how that network reaches the internet: `egress: { next_hop: 172.23.160.22 }`, or `none`");
}

}  // namespace aurora::checking
