#include <algorithm>
#include <array>

#include "azure/blocks.h"

// How packets leave the network: a route table with the default route to an appliance or the hub's firewall, or a NAT
// gateway; and the route server with its sessions.

namespace aurora::azure {
namespace {

/// Azure's own subnets find their way themselves, and a default route breaks them.
constexpr std::array<std::string_view, 5> self_routed{"route_server", "vpn", "firewall", "firewall_management",
                                                      "bastion"};
/// Nothing in these opens connections to the internet.
constexpr std::array<std::string_view, 3> silent{"apiserver", "loadbalancer", "infrastructure"};
/// Azure gives a firewall the first usable address of its subnet.
constexpr std::uint64_t first_usable = 4;

template <typename Roles>
bool is_one_of(const Roles& roles, const Subnet& subnet) {
  return std::find(roles.begin(), roles.end(), subnet.role.value) != roles.end();
}

std::string firewall_address(const Stack& stack) {
  if (stack.hub == nullptr) return {};
  if (const auto* fixed = stack.addresses().find(stack.hub->identity.id, "static/firewall"))
    return fixed->prefix.address.to_string();
  for (const auto& subnet : stack.hub->network.subnets) {
    if (subnet.role.value != "firewall") continue;
    const auto* range = stack.addresses().find(stack.hub->identity.id, "subnet/" + subnet.key);
    if (range != nullptr) return range->prefix.nth(first_usable).to_string();
  }
  return {};
}

std::string default_next_hop(const Stack& stack) {
  if (stack.egress.kind == Egress::Kind::NextHop && stack.egress.next_hop)
    return stack.egress.next_hop->value.to_string();
  return stack.egress.kind == Egress::Kind::Firewall ? firewall_address(stack) : std::string();
}

std::string_view hop_type(std::string_view neutral) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types{{{"appliance", "VirtualAppliance"},
                                                                                {"internet", "Internet"},
                                                                                {"gateway", "VirtualNetworkGateway"},
                                                                                {"network", "VnetLocal"},
                                                                                {"none", "None"}}};
  for (const auto& [ours, azures] : types)
    if (ours == neutral) return azures;
  return "None";
}

void add_route(Stack& stack, const tf::Resource& table, std::string_view label, std::string name, Span span,
               const std::string& prefix, std::string_view type, const std::string& next_hop) {
  stack.add("azurerm_route", label, span,
            {{"name", std::move(name)},
             {"resource_group_name", stack.group("network")["name"]},
             {"route_table_name", table["name"]},
             {"address_prefix", prefix},
             {"next_hop_type", type},
             {"next_hop_in_ip_address", next_hop.empty() ? tf::Value{} : tf::Value(next_hop)}});
}

/// With an appliance between the networks, routes that gateways announce would lead around it; a route server of the
/// cluster's own is there to be listened to.
bool learns_routes(const Stack& stack, const std::string& next_hop) {
  return next_hop.empty() || stack.is_hub() || stack.cluster->route_server.has_value();
}

void lower_route_table(Stack& stack) {
  const std::string next_hop = default_next_hop(stack);
  if (next_hop.empty() && stack.network.routes.empty()) return;
  const auto& table =
      stack.add("azurerm_route_table", "main", stack.group("network"), stack.name("route_table"), stack.network.span,
                {{"bgp_route_propagation_enabled", learns_routes(stack, next_hop)}});
  if (!next_hop.empty())
    add_route(stack, table, "default", stack.name("default_route"), stack.egress.span, "0.0.0.0/0", "VirtualAppliance",
              next_hop);
  for (const auto& route : stack.network.routes)
    add_route(stack, table, "route_" + route.name, route.name, route.span, route.prefix.value.to_string(),
              hop_type(route.next_hop_type), route.next_hop);
  for (const auto& subnet : stack.network.subnets) {
    const auto* fact = stack.subnet_fact(subnet);
    if (!subnet.route_table || (fact != nullptr && !fact->route_table) || is_one_of(self_routed, subnet)) continue;
    auto& association = stack.add("azurerm_subnet_route_table_association", subnet.key, subnet.span,
                                  {{"subnet_id", stack.subnet_id(subnet.key)}, {"route_table_id", table["id"]}});
    if (const auto* route = stack.document.find("azurerm_route.default")) association.depends_on(*route);
  }
}

tf::Resource& add_public_ip(Stack& stack, std::string_view label, std::string name) {
  return stack.add("azurerm_public_ip", label, stack.group("network"), std::move(name), stack.egress.span,
                   {{"allocation_method", "Static"}, {"sku", "Standard"}, {"zones", stack.address_zones()}});
}

void lower_nat_gateway(Stack& stack) {
  const auto needs = [](const Subnet& subnet) { return !is_one_of(self_routed, subnet) && !is_one_of(silent, subnet); };
  const auto& subnets = stack.network.subnets;
  if (stack.egress.kind != Egress::Kind::Nat || std::none_of(subnets.begin(), subnets.end(), needs)) return;
  const auto& address = add_public_ip(stack, "nat", stack.name("public_ip", "nat"));
  const auto& gateway =
      stack.add("azurerm_nat_gateway", "main", stack.group("network"), stack.name("nat_gateway"), stack.egress.span,
                {{"sku_name", "Standard"}, {"idle_timeout_in_minutes", stack.egress.nat_idle_timeout_minutes}});
  const auto& bound = stack.add("azurerm_nat_gateway_public_ip_association", "main", stack.egress.span,
                                {{"nat_gateway_id", gateway["id"]}, {"public_ip_address_id", address["id"]}});
  for (const auto& subnet : subnets) {
    if (!needs(subnet)) continue;
    stack
        .add("azurerm_subnet_nat_gateway_association", subnet.key, subnet.span,
             {{"subnet_id", stack.subnet_id(subnet.key)}, {"nat_gateway_id", gateway["id"]}})
        .depends_on(bound);
  }
}

void add_session(Stack& stack, const tf::Resource& server, const std::string& name, std::int64_t asn,
                 const std::string& address, Span span) {
  stack.add("azurerm_route_server_bgp_connection", name, span,
            {{"name", name}, {"route_server_id", server["id"]}, {"peer_asn", asn}, {"peer_ip", address}});
}

/// The other end of each session that a reflector has with this route server, by name and never by position.
void add_reflector_sessions(Stack& stack, const tf::Resource& server) {
  const auto slash = stack.identity.id.find('/');
  const std::string peer = "route-server-" + stack.environment.key + "-" + stack.identity.id.substr(slash + 1) + "-0";
  for (const auto& session : stack.plan.connectivity.sessions) {
    if (session.peer != peer) continue;
    const auto index = std::to_string(session.reflector);
    const auto* address = stack.addresses().find(session.hub, "static/route_reflector/" + index);
    const auto asn = stack.plan.connectivity.asns.find(session.hub);
    if (address == nullptr || asn == stack.plan.connectivity.asns.end()) continue;
    add_session(stack, server, session.hub.substr(0, session.hub.find('/')) + "-reflector-" + index, asn->second,
                address->prefix.address.to_string(), stack.identity.span);
  }
}

void lower_route_server(Stack& stack) {
  const auto& asked = stack.is_hub() ? stack.hub->route_server : stack.cluster->route_server;
  const auto* subnet = stack.subnet_of_role("route_server");
  if (!asked || subnet == nullptr) return;
  const auto& address = add_public_ip(stack, "route_server", stack.name("public_ip_route_server", "", -1, asked->span));
  const auto& server =
      stack.add("azurerm_route_server", "main", stack.group("network"), stack.name("route_server"), asked->span,
                {{"sku", asked->sku},
                 {"subnet_id", stack.subnet_id(subnet->key)},
                 {"public_ip_address_id", address["id"]},
                 {"branch_to_branch_traffic_enabled", asked->branch_to_branch}});
  add_reflector_sessions(stack, server);
  for (const auto& peer : asked->peers)
    add_session(stack, server, peer.name, peer.asn.value, peer.address.value.to_string(), peer.span);
  stack.document.output("route_server_ips", server["virtual_router_ips"], "addresses to open BGP sessions with");
}

}  // namespace

void lower_routing(Stack& stack) {
  stack.document.file = "routing";
  if (stack.existing_network()) return;
  lower_route_table(stack);
  lower_nat_gateway(stack);
  lower_route_server(stack);
}

}  // namespace aurora::azure
