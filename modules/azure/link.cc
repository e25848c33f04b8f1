#include "azure/link.h"

#include "azure/facts.h"
#include "azure/hub.h"
#include "azure/ids.h"
#include "azure/provider.h"

namespace aurora::azure {
namespace {

Stack stack_of(const LinkScope& scope) {
  return Stack({scope.plan, facts(), scope.environment, scope.names, scope.elsewhere, scope.diagnostics}, nullptr,
               scope.document);
}

std::string network_group(const LinkScope& scope) {
  return group_name(scope.elsewhere, scope.environment.hub->identity, "network");
}

tf::Value address_of(const LinkScope& scope, std::string_view purpose) {
  auto& found = scope.document.data(
      "azurerm_public_ip", tf::label(purpose), scope.link.span,
      {{"name", scope.elsewhere.of(scope.environment.hub->identity, {.kind = "public_ip", .purpose = purpose})},
       {"resource_group_name", network_group(scope)}});
  return found["ip_address"];
}

std::string gateway_id(const LinkScope& scope) {
  const auto& identity = scope.environment.hub->identity;
  return resource_id(identity.account, network_group(scope), "Microsoft.Network/virtualNetworkGateways",
                     scope.elsewhere.of(identity, {.kind = "virtual_network_gateway"}));
}

/// Which of the gateway's own link-local addresses the tunnel has. One that is active on two addresses wants one of
/// each; the other one is not used (learn.microsoft.com, "Connect AWS and Azure using a BGP-enabled VPN gateway").
tf::Object custom_addresses(const LinkScope& scope, const LinkTunnel& tunnel) {
  if (!scope.environment.hub->gateway->active_active) return tf::object({{"primary", tunnel.own.to_string()}});
  const auto& other = scope.link.inside[static_cast<std::size_t>(tunnel.number) ^ 1U];
  const auto partner = other.nth(tunnel.own == tunnel.inside.nth(1) ? 1 : 2);
  const bool first = tunnel.address == 0;
  return tf::object({{"primary", (first ? tunnel.own : partner).to_string()},
                     {"secondary", (first ? partner : tunnel.own).to_string()}});
}

void lower_tunnel(Stack& stack, const LinkScope& scope, const LinkEnd& peer, const LinkTunnel& tunnel) {
  const auto logical = "tunnel_" + std::to_string(tunnel.number);
  const auto purpose = scope.peer.key + "-" + std::to_string(tunnel.number);
  const auto span = scope.link.span;
  const auto place = [&](std::string_view kind) {
    return tf::object({{"name", stack.name(kind, purpose, -1, span)},
                       {"resource_group_name", network_group(scope)},
                       {"location", stack.location()},
                       {"tags", stack.tag_map()}});
  };
  auto far = place("local_network_gateway");
  far.emplace_back("gateway_address", tunnel.peer_address);
  far.emplace_back("bgp_settings", tf::object({{"asn", peer.asn}, {"bgp_peering_address", tunnel.other.to_string()}}));
  const auto& other_end = stack.add("azurerm_local_network_gateway", logical, span, std::move(far));
  auto connection = place("virtual_network_gateway_connection");
  for (auto& argument : tf::object({{"type", "IPsec"},
                                    {"virtual_network_gateway_id", gateway_id(scope)},
                                    {"local_network_gateway_id", other_end["id"]},
                                    {"shared_key", tunnel.shared_key},
                                    {"connection_protocol", "IKEv2"},
                                    {"dpd_timeout_seconds", 45},
                                    {bgp_switch(stack), true},
                                    {"custom_bgp_addresses", custom_addresses(scope, tunnel)},
                                    {"ipsec_policy", ipsec_policy()}}))
    connection.push_back(std::move(argument));
  stack.add("azurerm_virtual_network_gateway_connection", logical, span, std::move(connection));
}

}  // namespace

LinkEnd open_link(const LinkScope& scope) {
  auto stack = stack_of(scope);
  lower_provider(stack);
  LinkEnd end;
  end.asn = gateway_asn(*scope.environment.hub->gateway);
  end.addresses.push_back(address_of(scope, "gateway"));
  if (scope.environment.hub->gateway->active_active) end.addresses.push_back(address_of(scope, "gateway-second"));
  return end;
}

void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) {
  auto stack = stack_of(scope);
  stack.document.file = "link";
  for (const auto& tunnel : tunnels) lower_tunnel(stack, scope, peer, tunnel);
}

}  // namespace aurora::azure
