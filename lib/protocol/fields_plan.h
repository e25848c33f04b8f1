#pragma once

#include "address/plan.h"
#include "connect/plan.h"
#include "protocol/fields_platform.h"

namespace aurora::protocol {

template <>
inline constexpr std::array<std::string_view, 4> words<Allocation::Origin>{"pinned", "locked", "new", "external"};

template <typename V>
void fields(V& v, Like<Allocation> auto& allocation) {
  v.is("allocation", "one range or address that has an owner");
  v("owner", allocation.owner, "`nonprod/gen-dev-cc-00`");
  v("name", allocation.name, "`network`, `subnet/system`, `pods`, `services`, `static/jumpbox`, ...");
  v("prefix", allocation.prefix, "the range; a single address ends in /32 or /128");
  v("origin", allocation.origin, "who decided it");
  v("needed", allocation.needed, "addresses that the need adds up to");
  v("reason", allocation.reason, "the sum in words");
  v("span", allocation.span, "its place in the spec");
}

template <>
inline constexpr std::array<std::string_view, 6> words<RuleSide::Kind>{
    "prefixes", "any", "internet", "load_balancer_probe", "network", "control_plane"};

template <typename V>
void fields(V& v, Like<RuleSide> auto& side) {
  v.is("rule_side", "one side of a rule: ranges, or what every cloud has its own word for");
  v("kind", side.kind, "which of these");
  v("prefixes", side.prefixes, "of kind `prefixes`: sorted, none within another");
}

template <>
inline constexpr std::array<std::string_view, 2> words<Rule::Direction>{"inbound", "outbound"};
template <>
inline constexpr std::array<std::string_view, 2> words<Rule::Access>{"allow", "deny"};

template <typename V>
void fields(V& v, Like<Rule> auto& rule) {
  v.is("rule", "one rule at the edge of one subnet");
  v("id", rule.id, "stable: from the flow's name or the roles");
  v("direction", rule.direction, "as the subnet sees it");
  v("access", rule.access, "what happens to what fits");
  v("protocol", rule.protocol, "`tcp`, `udp`, `icmp` or `any`");
  v("ports", rule.ports, "destination ports; none: any");
  v("from", rule.from, "who sends");
  v("to", rule.to, "who receives");
  v("priority", rule.priority, "lower wins; unique per subnet and direction");
  v("why", rule.why, "the reason");
  v("span", rule.span, "the flow, or the subnet, in the spec");
}

template <typename V>
void fields(V& v, Like<SubnetRules> auto& rules) {
  v.is("subnet_rules", "the rules of one subnet");
  v("owner", rules.owner, "`nonprod/gen-dev-cc-00`");
  v("subnet", rules.subnet, "the subnet's key");
  v("part", rules.part, "where a cloud has one list of rules for a whole network: which part of it is this subnet's");
  v("rules", rules.rules, "inbound ones first, by priority");
}

template <>
inline constexpr std::array<std::string_view, 3> words<Peering::Reason>{"hub_and_spoke", "route_domain", "flow"};

template <typename V>
void fields(V& v, Like<Peering> auto& peering) {
  v.is("peering", "two networks of the spec that are joined; the stack of `second` makes both halves");
  v("first", peering.first, "owner of the one that is applied before");
  v("second", peering.second, "owner of the other");
  v("reason", peering.reason, "what for");
  v("use_gateway", peering.use_gateway, "`second` uses the gateway of `first`");
  v("span", peering.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<BgpSession> auto& session) {
  v.is("bgp_session", "one BGP session of a route reflector");
  v("hub", session.hub, "owner of the reflector");
  v("reflector", session.reflector, "its number");
  v("peer", session.peer, "name in the daemon's configuration");
  v("address", session.address, "the peer's");
  v("asn", session.asn, "the peer's");
  v("import_routes", session.import_routes, "whether its routes are taken");
  v("client", session.client, "a client of the reflector");
  v("no_advertise", session.no_advertise, "what it is told, it must not tell on");
  v("accepts", session.accepts, "what may be learned from it; none: what `import_routes` says");
  v("next_hops", session.next_hops, "it is told only what leads through these; none: everything");
  v("listen_range", session.listen_range, "`range` is a subnet of dynamic neighbours");
  v("range", session.range, "of the dynamic neighbours");
}

template <typename V>
void fields(V& v, Like<CloudLink> auto& link) {
  v.is("cloud_link", "a VPN between the hubs of two clouds: a stack of its own, which aurora-iac makes");
  v("stack", link.stack, "its stack");
  v("first", link.first, "owner of the hub that has the first address in a tunnel");
  v("second", link.second, "owner of the other hub");
  v("inside", link.inside, "a /30 for each tunnel");
  v("behind_first", link.behind_first, "what the first end tells the other of");
  v("behind_second", link.behind_second, "what the second end tells the other of");
  v("span", link.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Transit::Route> auto& route) {
  v.is("transit_route", "where a table of a shared router leads");
  v("network", route.network, "owner of the network at the end");
  v("via", route.via, "owner of the network that packets are handed to: the same, or a hub with a firewall");
}

template <typename V>
void fields(V& v, Like<Transit::Table> auto& table) {
  v.is("transit_table", "what some networks are told by a shared router");
  v("name", table.name, "`domain-nonprod`, `environment-mgmt`, `firewall-dev`, ...");
  v("networks", table.networks, "owners of those that look routes up here");
  v("gateway", table.gateway, "the hub whose gateway looks routes up here; empty: none");
  v("regions", table.regions, "whether what comes from other regions looks routes up here");
  v("routes", table.routes, "by network");
  v("way_out", table.way_out, "the hub that everything else is handed to; empty: it is dropped");
  v("gateways", table.gateways, "hubs whose gateways tell their routes here");
}

template <typename V>
void fields(V& v, Like<Transit> auto& transit) {
  v.is("transit", "a router that all networks of one region share, where the cloud joins networks so");
  v("cloud", transit.cloud, "whose");
  v("region", transit.region, "where");
  v("owner", transit.owner, "id of the hub whose stack makes it");
  v("networks", transit.networks, "owners of those that are attached");
  v("tables", transit.tables, "by name");
}

template <typename V>
void fields(V& v, Like<SubnetEdge::Entry> auto& entry) {
  v.is("subnet_edge_entry", "one entry: the first that holds the other side decides");
  v("number", entry.number, "lower wins; the same for a range everywhere");
  v("allow", entry.allow, "whether it may pass");
  v("prefix", entry.prefix, "the other side");
}

template <typename V>
void fields(V& v, Like<SubnetEdge> auto& edge) {
  v.is("subnet_edge", "what may pass the edge of a subnet, where groups of rules can only allow");
  v("owner", edge.owner, "`nonprod/gen-dev-cc1-00`");
  v("subnet", edge.subnet, "its key in the spec: one for all zones");
  v("entries", edge.entries, "by number; what none holds passes");
  v("span", edge.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<ConnectivityPlan> auto& plan) {
  v.is("connectivity", "who may talk to whom, decided");
  v("subnets", plan.subnets, "rules, by owner and subnet");
  v("peerings", plan.peerings, "networks that are joined");
  v("links", plan.links, "VPNs between clouds");
  v("sessions", plan.sessions, "of the route reflectors");
  v("asns", plan.asns, "of the route reflectors, by owner of the hub");
  v("transits", plan.transits, "shared routers");
  v("edges", plan.edges, "edges of subnets");
}

}  // namespace aurora::protocol
