#include <algorithm>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"
#include "model/roles.h"

namespace aurora::checking {
namespace {

/// `from` and `to` of subnets name roles or subnets.
void subnet_grants(const Network& network, const std::string& owner, Diagnostics& diagnostics) {
  std::vector<std::string_view> words;
  for (const auto& subnet : network.subnets) words.insert(words.end(), {subnet.key, subnet.role.value});
  words.emplace_back("nodes");
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
  for (const auto& fact : facts.services) names.push_back(fact.service);
  if (std::find(names.begin(), names.end(), endpoint.service) != names.end()) return;
  auto report = diagnostics.report(diag::UnknownService, endpoint.span, endpoint.service, facts.cloud);
  if (const auto near = nearest(endpoint.service, names); !near.empty()) report.hint("did you mean `" + near + "`?");
}

void connection(const Gateway& gateway, const Gateway::Connection& one, Diagnostics& diagnostics) {
  const auto report = [&](const char* text) { diagnostics.report(diag::GatewayConnection, one.span, one.name, text); };
  if (one.asn) asn(*one.asn, diagnostics);
  if (gateway.kind.value == "expressroute" && !one.circuit_id) report("`circuit_id` is missing");
  if (gateway.kind.value != "vpn") return;
  if (!one.address) report("`address` of the other end is missing");
  if (one.cidrs.empty() && !one.asn) report("give `cidrs` that are behind it, or `asn` and `bgp_address`");
  if (one.asn && !one.bgp_address) report("`asn` without `bgp_address`");
}

}  // namespace

void asn(const Located<std::int64_t>& number, Diagnostics& diagnostics) {
  // Azure Route Server FAQ, "Can I use my own public or private ASN": Azure's own and IANA's reserved numbers.
  static const std::vector<std::int64_t> azure{8074, 8075, 12076, 65515, 65517, 65518, 65519, 65520};
  static const std::vector<std::int64_t> iana{23456, 65535, 4294967295};
  const auto is_in = [&](const auto& list) { return std::find(list.begin(), list.end(), number.value) != list.end(); };
  if (number.value < 1 || number.value > 4294967295)
    diagnostics.report(diag::BadAsn, number.span, number.value, "is not between 1 and 4294967295");
  else if (is_in(azure))
    diagnostics.report(diag::BadAsn, number.span, number.value, "is the cloud's own").hint("take one from 64512 on");
  else if (is_in(iana) || (number.value >= 64496 && number.value <= 64511) ||
           (number.value >= 65536 && number.value <= 65551))
    diagnostics.report(diag::BadAsn, number.span, number.value, "is reserved").hint("take one from 64512 on");
}

void hub(const Hub& hub, const CloudFacts& facts, Diagnostics& diagnostics) {
  region_and_zones(hub.region, hub.zones, hub.span, facts, diagnostics);
  tags(hub.tags, hub.identity.id, hub.span, diagnostics);
  subnet_grants(hub.network, hub.identity.id, diagnostics);
  if (hub.route_reflectors) {
    const auto& reflectors = *hub.route_reflectors;
    asn(reflectors.asn, diagnostics);
    const auto pins = reflectors.addresses.size();
    if (pins != 0 && pins != static_cast<std::size_t>(reflectors.count.value))
      diagnostics.report(diag::ReflectorPins, reflectors.addresses.front().span, pins, reflectors.count.value)
          .related(reflectors.count.span, "how many there are");
    for (const auto& peer : reflectors.peers) asn(peer.asn, diagnostics);
  }
  if (!hub.gateway) return;
  if (hub.gateway->asn && hub.gateway->asn->value != 65515) asn(*hub.gateway->asn, diagnostics);
  for (const auto& one : hub.gateway->connections) connection(*hub.gateway, one, diagnostics);
}

void cluster(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics) {
  region_and_zones(cluster.region, cluster.zones, cluster.span, facts, diagnostics);
  tags(cluster.tags, cluster.identity.id, cluster.span, diagnostics);
  subnet_grants(cluster.network, cluster.identity.id, diagnostics);
  for (const auto& endpoint : cluster.private_endpoints) {
    service(endpoint, facts, diagnostics);
    if (endpoint.subnet && cluster.network.find(endpoint.subnet->value) == nullptr)
      diagnostics.report(diag::UnknownSubnet, endpoint.subnet->span, endpoint.subnet->value, cluster.identity.id);
  }
  if (cluster.route_server)
    for (const auto& peer : cluster.route_server->peers) asn(peer.asn, diagnostics);
  if (cluster.network.existing_id && cluster.egress.kind == Egress::Kind::None && cluster.egress.span == cluster.span)
    diagnostics.report(diag::EgressOfExistingNetwork, cluster.span, cluster.key)
        .hint("say how that network reaches the internet: `egress: { next_hop: 172.23.160.22 }`, or `none`");
}

}  // namespace aurora::checking
