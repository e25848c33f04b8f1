#include "gcp/link.h"

#include <algorithm>

#include "gcp/facts.h"
#include "gcp/provider.h"
#include "gcp/stack.h"
#include "terraform/function.h"

namespace aurora::gcp {
namespace {

constexpr int interfaces = 2;  // of every HA VPN gateway

Stack stack_of(const LinkScope& scope) {
  return Stack({scope.plan, facts(), scope.environment, scope.names, scope.elsewhere, scope.diagnostics}, nullptr,
               scope.document);
}

const Identity& hub_of(const LinkScope& scope) { return scope.environment.hub->identity; }

/// The gateway as its hub's stack named it.
const tf::Resource& gateway_of(Stack& stack, const LinkScope& scope) {
  if (const auto* found = scope.document.find("data.google_compute_ha_vpn_gateway.gateway")) return *found;
  return scope.document.data(
      "google_compute_ha_vpn_gateway", "gateway", scope.link.span,
      {{"name", scope.elsewhere.of(hub_of(scope), {.kind = "virtual_network_gateway"})}, {"region", stack.region()}});
}

std::string router_of(const LinkScope& scope) {
  return scope.elsewhere.of(hub_of(scope), {.kind = "router", .purpose = "gateway"});
}

/// What Google calls a far end of so many addresses: google_compute_external_vpn_gateway, `redundancy_type`.
std::string_view redundancy(std::size_t addresses) {
  return addresses == 1   ? "SINGLE_IP_INTERNALLY_REDUNDANT"
         : addresses == 2 ? "TWO_IPS_REDUNDANCY"
                          : "FOUR_IPS_REDUNDANCY";
}

/// The far end's addresses, each once, in the order of the tunnels.
std::vector<tf::Value> far_addresses(const std::vector<LinkTunnel>& tunnels) {
  std::vector<tf::Value> all;
  for (const auto& tunnel : tunnels)
    if (std::find(all.begin(), all.end(), tunnel.peer_address) == all.end()) all.push_back(tunnel.peer_address);
  return all;
}

const tf::Resource& lower_far_end(Stack& stack, const LinkScope& scope, const std::vector<tf::Value>& addresses) {
  tf::List blocks;
  for (std::size_t i = 0; i < addresses.size(); ++i)
    blocks.emplace_back(tf::object({{"id", static_cast<std::int64_t>(i)}, {"ip_address", addresses[i]}}));
  return stack.add_named("google_compute_external_vpn_gateway", "peer",
                         stack.name("local_network_gateway", "link-" + scope.peer.key, -1, scope.link.span),
                         scope.link.span,
                         {{"redundancy_type", redundancy(addresses.size())}, {"interface", std::move(blocks)}});
}

void lower_session(Stack& stack, const LinkScope& scope, const LinkEnd& peer, const LinkTunnel& tunnel,
                   const tf::Resource& made, const std::string& purpose) {
  const auto label = "tunnel_" + std::to_string(tunnel.number);
  const auto span = scope.link.span;
  const auto router = router_of(scope);
  const auto& interface =
      stack.add_named("google_compute_router_interface", label, stack.name("router_interface", purpose, -1, span), span,
                      {{"router", router},
                       {"region", stack.region()},
                       {"ip_range", tunnel.own.to_string() + "/30"},
                       {"vpn_tunnel", made["name"]}});
  stack.add_named("google_compute_router_peer", label, stack.name("bgp_connection", purpose, -1, span), span,
                  {{"router", router},
                   {"region", stack.region()},
                   {"interface", interface["name"]},
                   {"ip_address", tunnel.own.to_string()},
                   {"peer_ip_address", tunnel.other.to_string()},
                   {"peer_asn", peer.asn}});
}

void lower_tunnel(Stack& stack, const LinkScope& scope, const LinkEnd& peer, const LinkTunnel& tunnel,
                  const tf::Resource& far, std::size_t far_interface) {
  const auto purpose = "link-" + scope.peer.key + "-" + std::to_string(tunnel.number);
  const auto span = scope.link.span;
  const auto& made = stack.add_named("google_compute_vpn_tunnel", "tunnel_" + std::to_string(tunnel.number),
                                     stack.name("virtual_network_gateway_connection", purpose, -1, span), span,
                                     {{"region", stack.region()},
                                      {"router", router_of(scope)},
                                      {"vpn_gateway", gateway_of(stack, scope)["id"]},
                                      {"vpn_gateway_interface", static_cast<std::int64_t>(tunnel.address)},
                                      {"peer_external_gateway", far["id"]},
                                      {"peer_external_gateway_interface", static_cast<std::int64_t>(far_interface)},
                                      {"ike_version", 2},
                                      {"shared_secret", tunnel.shared_key}});
  lower_session(stack, scope, peer, tunnel, made, purpose);
}

}  // namespace

LinkEnd open_link(const LinkScope& scope) {
  auto stack = stack_of(scope);
  lower_provider(stack);
  LinkEnd end;
  if (const auto& asn = scope.environment.hub->gateway->asn) end.asn = asn->value;
  const auto& gateway = gateway_of(stack, scope);
  for (int i = 0; i < interfaces; ++i)
    end.addresses.emplace_back(
        tf::call("element", {gateway["vpn_interfaces"], tf::Expression::raw(std::to_string(i))})["ip_address"]);
  return end;
}

void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) {
  auto stack = stack_of(scope);
  stack.document.file = "link";
  const auto addresses = far_addresses(tunnels);
  if (addresses.empty()) return;
  const auto& far = lower_far_end(stack, scope, addresses);
  for (const auto& tunnel : tunnels) {
    const auto at = std::find(addresses.begin(), addresses.end(), tunnel.peer_address);
    lower_tunnel(stack, scope, peer, tunnel, far, static_cast<std::size_t>(at - addresses.begin()));
  }
}

}  // namespace aurora::gcp
