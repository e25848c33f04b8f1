#include "connect/role_rules.h"

#include <algorithm>
#include <set>

#include "connect/roles.h"

namespace aurora::connect_detail {
namespace {

/// A grant between words (roles, keys of subnets, `nodes`), and the ids of its rules at either end.
struct Grant {
  std::string from, to, id_in, id_out, why;
  PortRange ports{0, 65535, "any"};
  Span span;
  bool pods = false;  ///< pods that have a subnet of their own may do what their nodes' subnet may
};

bool matches(const Spot& spot, std::string_view word) {
  return word == "nodes" ? spot.node : spot.subnet->plays(word) || spot.subnet->is(word);
}

Grant grant_of(const RoleGrant& row) {
  return {std::string(row.from),
          std::string(row.to),
          "role-" + std::string(row.from),
          "role-" + std::string(row.to),
          std::string(row.why),
          row.ports,
          {}};
}

/// Where a cluster has no gateway nodes, its front ends lead to the others.
void add_front_end_grants(const Site& site, std::vector<Grant>& grants) {
  if (site.has_role("gateway")) return;
  for (const std::string to : {"system", "general"})
    grants.push_back(
        {"loadbalancer", to, "role-loadbalancer", "role-" + to, "front ends to the nodes", {0, 65535, "any"}, {}});
}

/// Kubelets pull images from every node, whatever else private endpoints are closed to.
void add_registry_grants(const Site& site, std::vector<Grant>& grants) {
  if (site.cluster == nullptr || (site.facts != nullptr && site.facts->endpoints_for_all)) return;
  for (const auto& endpoint : site.cluster->private_endpoints) {
    if (endpoint.service != "registry") continue;
    const std::string to = endpoint.subnet ? endpoint.subnet->value : "infrastructure";
    grants.push_back(
        {"nodes", to, "registry", "registry-" + to, "every node pulls images", {443, 443, "tcp"}, endpoint.span});
  }
}

/// Where endpoints stand for the services' own names, whatever asks a service of the cloud goes through them.
void add_endpoint_grants(const Site& site, std::vector<Grant>& grants) {
  if (site.facts == nullptr || !site.facts->endpoints_for_all) return;
  for (const std::string from : {"nodes", "jumpbox", "route_reflector"})
    grants.push_back({from,
                      "infrastructure",
                      "endpoints-" + from,
                      "endpoints-infrastructure",
                      "the cloud's services, by private endpoint",
                      {443, 443, "tcp"},
                      {}});
}

void add_declared_grants(const Site& site, std::vector<Grant>& grants) {
  const PortRange any{0, 65535, "any"};
  std::set<std::string> done;  // what the spec says once stands at the subnet of every zone
  for (const auto& subnet : site.network->subnets) {
    const auto& key = subnet.base.empty() ? subnet.key : subnet.base;
    if (!done.insert(key).second) continue;
    for (const auto& from : subnet.from)
      grants.push_back(
          {from.value, key, "from-" + from.value, "to-" + key, "`from` of the subnet " + key, any, from.span, true});
    for (const auto& to : subnet.to)
      grants.push_back(
          {key, to.value, "from-" + key, "to-" + to.value, "`to` of the subnet " + key, any, to.span, true});
  }
}

std::vector<Grant> grants_of(const Site& site) {
  std::vector<Grant> grants;
  for (const auto& row : role_grants()) grants.push_back(grant_of(row));
  add_front_end_grants(site, grants);
  add_registry_grants(site, grants);
  add_endpoint_grants(site, grants);
  add_declared_grants(site, grants);
  return grants;
}

/// Overlay pods keep their addresses towards nodes, other pods and the control plane; everywhere else the node's
/// address stands for them.
bool sees_pods(const Spot& spot) { return spot.node || spot.subnet->role.value == "apiserver"; }

std::vector<Prefix> with_pods(const std::vector<const Spot*>& spots, const Spot& other) {
  auto prefixes = prefixes_of(spots);
  const auto& pods = spots.front()->site->overlay_pods;
  const bool nodes = std::any_of(spots.begin(), spots.end(), [](const Spot* spot) { return spot->node; });
  if (nodes && sees_pods(other)) prefixes.insert(prefixes.end(), pods.begin(), pods.end());
  return prefixes;
}

Rule rule_of(const Grant& grant, Rule::Direction direction, RuleSide from, RuleSide to, const Spot& at) {
  Rule rule;
  rule.id = direction == Rule::Direction::Inbound ? grant.id_in : grant.id_out;
  rule.direction = direction;
  rule.protocol = grant.ports.protocol;
  if (grant.ports.protocol != "any") rule.ports = {grant.ports};
  rule.from = std::move(from);
  rule.to = std::move(to);
  rule.why = grant.why;
  rule.span = grant.span.known() ? grant.span : at.subnet->span;
  return rule;
}

void add_grant(const Grant& grant, const std::vector<const Spot*>& from, const std::vector<const Spot*>& to,
               RuleBook& book) {
  for (const auto* spot : from)
    book.add(*spot, Band::Role,
             rule_of(grant, Rule::Direction::Outbound, side(with_pods({spot}, *to.front())), side(with_pods(to, *spot)),
                     *spot));
  for (const auto* spot : to)
    book.add(*spot, Band::Role,
             rule_of(grant, Rule::Direction::Inbound, side(with_pods(from, *spot)),
                     side(with_pods({spot}, *from.front())), *spot));
}

void add_pod_subnets(std::vector<const Spot*>& spots) {
  const auto nodes = spots;
  for (const auto* node : nodes)
    for (const auto* pods : pod_spots_of(*node))
      if (!pods->prefixes.empty() && std::find(spots.begin(), spots.end(), pods) == spots.end()) spots.push_back(pods);
}

}  // namespace

void add_role_rules(const Site& site, RuleBook& book) {
  for (const auto& grant : grants_of(site)) {
    std::vector<const Spot*> from, to;
    for (const auto& spot : site.spots) {
      if (spot.prefixes.empty()) continue;
      if (matches(spot, grant.from)) from.push_back(&spot);
      if (matches(spot, grant.to)) to.push_back(&spot);
    }
    if (grant.pods) add_pod_subnets(from);
    if (!from.empty() && !to.empty()) add_grant(grant, from, to, book);
  }
}

}  // namespace aurora::connect_detail
