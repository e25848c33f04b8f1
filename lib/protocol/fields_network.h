#pragma once

#include "model/model.h"
#include "protocol/visit.h"

namespace aurora::protocol {

template <typename V>
void fields(V& v, Like<Identity> auto& identity) {
  v.is("identity", "what the names of a hub or a cluster are made from");
  v("id", identity.id, "`nonprod/gen-dev-cc-00` or `nonprod/hub`: also the stack");
  v("environment", identity.environment, "key of the environment");
  v("account", identity.account, "the environment's account, project or subscription");
  v("project", identity.project, "`gen` of `gen-dev-cc-00`");
  v("stage", identity.stage, "`dev` of `gen-dev-cc-00`");
  v("region", identity.region, "the cloud's name of the region");
  v("instance", identity.instance, "0 of `gen-dev-cc-00`");
  v("user_defined", identity.user_defined, "the gc convention's user-defined part");
  v("gc_project", identity.gc_project, "the gc convention's project");
  v("span", identity.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Subnet> auto& subnet) {
  v.is("subnet", "a subnet of a hub or a cluster; its addresses are in `addresses`, its rules in `connectivity`");
  v("key", subnet.key, "`system`; of one zone, `system-1`");
  v("base", subnet.base, "its key in the spec, when it is one of several");
  v("zone", subnet.zone, "where subnets lie in one zone: which");
  v("role", subnet.role, "a built-in role or the user's own");
  v("further_roles", subnet.further_roles, "roles that it plays besides, where they share one subnet");
  v("size", subnet.size, "prefix length asked for");
  v("cidrs", subnet.cidrs, "pinned ranges");
  v("from", subnet.from, "roles of the same network that may open connections to it");
  v("to", subnet.to, "roles of the same network that it may open connections to");
  v("service_endpoints", subnet.service_endpoints, "the cloud's names of services");
  v("service_endpoint_policies", subnet.service_endpoint_policies, "ids of policies, or of what to allow");
  v("delegation", subnet.delegation, "the service that the subnet is handed to");
  v("security_group", subnet.security_group, "whether it has a group of rules of its own");
  v("security_group_id", subnet.security_group_id, "an existing group instead");
  v("route_table", subnet.route_table, "whether it has a table of routes");
  v("private_endpoint_policies", subnet.private_endpoint_policies,
    "whether network policies hold for private endpoints");
  v("private_link_service_policies", subnet.private_link_service_policies,
    "whether network policies hold for private link services");
  v("built_in", subnet.built_in, "made by aurora-iac, not written in the spec");
  v("renamed_from", subnet.renamed_from, "its key before");
  v("span", subnet.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<ExternalPeer> auto& peer) {
  v.is("external_peer", "a network to peer with that the spec does not describe");
  v("name", peer.name, "its key in the spec");
  v("id", peer.id, "the network's id");
  v("allow_forwarded_traffic", peer.allow_forwarded_traffic, "whether traffic of third networks is taken");
  v("use_remote_gateways", peer.use_remote_gateways, "whether its gateway is used");
  v("span", peer.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Route> auto& route) {
  v.is("route", "a route besides the default one");
  v("name", route.name, "its key in the spec");
  v("prefix", route.prefix, "where to");
  v("next_hop_type", route.next_hop_type, "`appliance`, `internet`, `gateway`, `network` or `none`");
  v("next_hop", route.next_hop, "the appliance's address");
  v("span", route.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Network> auto& network) {
  v.is("network", "the network of a hub or a cluster");
  v("cidrs", network.cidrs, "pinned address space");
  v("size", network.size, "prefix length asked for");
  v("existing_id", network.existing_id, "an existing network: none is made");
  v("existing_subnet_ids", network.existing_subnet_ids, "ids of its subnets, by key");
  v("existing_cidrs", network.existing_cidrs, "what the existing network holds, where stated");
  v("dns_servers", network.dns_servers, "addresses of name servers");
  v("ddos_protection_plan_id", network.ddos_protection_plan_id, "a plan against denial of service");
  v("peers", network.peers, "networks outside the spec");
  v("routes", network.routes, "besides the default route");
  v("subnets", network.subnets, "by key, built-in ones included");
  v("flow_logs", network.flow_logs, "whether what passes is logged, where the cloud can");
  v("span", network.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<BgpPeer> auto& peer) {
  v.is("bgp_peer", "a static BGP neighbour");
  v("name", peer.name, "its key in the spec");
  v("asn", peer.asn, "its autonomous system number");
  v("address", peer.address, "its address");
  v("span", peer.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<RouteServer> auto& server) {
  v.is("route_server", "the cloud's route server in a network");
  v("sku", server.sku, "the cloud's name of its size");
  v("branch_to_branch", server.branch_to_branch, "whether it passes routes between gateways");
  v("peer_with_reflectors", server.peer_with_reflectors, "whether it has sessions to the hub's route reflectors");
  v("peers", server.peers, "further neighbours");
  v("span", server.span, "its place in the spec");
}

template <>
inline constexpr std::array<std::string_view, 6> words<Egress::Kind>{"none",     "next_hop",      "nat",
                                                                     "firewall", "load_balancer", "hub"};

template <typename V>
void fields(V& v, Like<Egress> auto& egress) {
  v.is("egress", "how traffic leaves a network");
  v("kind", egress.kind, "by which means");
  v("next_hop", egress.next_hop, "the appliance's address, of kind `next_hop`");
  v("firewall_sku", egress.firewall_sku, "`Basic`, `Standard` or `Premium`");
  v("allowed_fqdns", egress.allowed_fqdns, "through a firewall, besides what clusters need");
  v("nat_per_zone", egress.nat_per_zone, "whether there is a NAT gateway in each zone, where they are a zone's");
  v("nat_idle_timeout_minutes", egress.nat_idle_timeout_minutes, "after which a NAT gateway forgets a connection");
  v("span", egress.span, "its place in the spec");
}

}  // namespace aurora::protocol
