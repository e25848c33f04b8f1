#include <optional>

#include "gcp/gateway.h"

// An HA VPN gateway has two interfaces, and every connection a tunnel on each: only then is it as available as Google
// says. The other end has one address; its device ends both tunnels ("Single peer VPN gateway with one interface").
// Each tunnel has a /30 of link-local addresses for BGP: the spec gives the other end's in the first, the next /30 is
// the second one's.

namespace aurora::gcp {
namespace {

using Connection = Gateway::Connection;

constexpr int tunnels = 2;
constexpr std::uint64_t block = 4;  ///< addresses of a /30

/// Both ends of one tunnel's BGP session.
struct Ends {
  IpAddress here, there;
};

/// The other end has one of the two middle addresses of a /30; this side has the other one.
std::optional<Ends> ends_of(const IpAddress& there, int tunnel) {
  const auto local = *Prefix::parse("169.254.0.0/16");
  const auto place = there.low % block;
  if (!local.contains(there) || place == 0 || place == block - 1) return std::nullopt;
  Ends ends{there, there};
  ends.there.low += block * static_cast<std::uint64_t>(tunnel);
  ends.here.low = ends.there.low - place + (place == 1 ? 2 : 1);
  if (!local.contains(ends.there)) return std::nullopt;
  return ends;
}

bool is_complete(Stack& stack, const Connection& connection) {
  if (!connection.address) {
    incomplete(stack, connection, "address", "a VPN needs the `address` of the other end");
    return false;
  }
  if (!connection.asn || !connection.bgp_address) {
    stack.diagnostics.report(diag::VpnNeedsBgp, connection.span, connection.name)
        .hint("give the other end's `asn`, and its `bgp_address` from 169.254.0.0/16; `cidrs` are not needed then");
    return false;
  }
  if (ends_of(connection.bgp_address->value, 1)) return true;
  stack.diagnostics
      .report(diag::BgpAddressNotLocal, connection.bgp_address->span, connection.bgp_address->value.to_string(),
              connection.name)
      .hint(
          "write one of the two middle addresses of a /30 in 169.254.0.0/16, as `169.254.10.2`; the next /30 is the "
          "second tunnel's");
  return false;
}

const tf::Resource& lower_other_end(Stack& stack, const Connection& connection) {
  return stack.add_named(
      "google_compute_external_vpn_gateway", connection.name,
      stack.name("local_network_gateway", connection.name, -1, connection.span), connection.span,
      {{"redundancy_type", "SINGLE_IP_INTERNALLY_REDUNDANT"},
       {"interface", tf::object({{"id", 0}, {"ip_address", connection.address->value.to_string()}})}});
}

void lower_session(Stack& stack, const tf::Resource& router, const tf::Resource& tunnel, const Connection& connection,
                   int index) {
  const auto label = connection.name + "-" + std::to_string(index);
  const auto ends = *ends_of(connection.bgp_address->value, index);
  const auto& interface =
      stack.add_named("google_compute_router_interface", label,
                      stack.name("router_interface", connection.name, index, connection.span), connection.span,
                      {{"router", router["name"]},
                       {"region", stack.region()},
                       {"ip_range", ends.here.to_string() + "/30"},
                       {"vpn_tunnel", tunnel["name"]}});
  stack.add_named("google_compute_router_peer", label,
                  stack.name("bgp_connection", connection.name, index, connection.span), connection.span,
                  {{"router", router["name"]},
                   {"region", stack.region()},
                   {"interface", interface["name"]},
                   {"ip_address", ends.here.to_string()},
                   {"peer_ip_address", ends.there.to_string()},
                   {"peer_asn", connection.asn->value}});
}

void lower_connection(Stack& stack, const tf::Resource& gateway, const tf::Resource& router,
                      const Connection& connection) {
  if (!is_complete(stack, connection)) return;
  const auto& other = lower_other_end(stack, connection);
  // The provider keeps the key in the state (6.50; 7.x has an argument that it does not keep): it comes from whoever
  // applies, and no file holds it.
  const auto key = stack.document.variable(tf::label("vpn_shared_key_" + connection.name),
                                           "Shared key of the VPN connection `" + connection.name + "`");
  for (int index = 0; index < tunnels; ++index) {
    const auto& tunnel = stack.add_named(
        "google_compute_vpn_tunnel", connection.name + "-" + std::to_string(index),
        stack.name("virtual_network_gateway_connection", connection.name, index, connection.span), connection.span,
        {{"region", stack.region()},
         {"router", router["id"]},
         {"vpn_gateway", gateway["id"]},
         {"vpn_gateway_interface", index},
         {"peer_external_gateway", other["id"]},
         {"peer_external_gateway_interface", 0},
         {"ike_version", 2},
         {"shared_secret", key}});
    lower_session(stack, router, tunnel, connection, index);
  }
}

}  // namespace

void lower_vpn(Stack& stack, const Gateway& gateway, const tf::Resource& router) {
  auto& made = stack.add_named(
      "google_compute_ha_vpn_gateway", "gateway", stack.name("virtual_network_gateway", {}, -1, gateway.span),
      gateway.span, {{"region", stack.region()}, {"network", stack.network_id()}, {"stack_type", "IPV4_ONLY"}});
  stack.keep(made);
  tf::Object keys;
  for (const auto& connection : gateway.connections) {
    lower_connection(stack, made, router, connection);
    if (connection.shared_key_secret_id) keys.emplace_back(connection.name, connection.shared_key_secret_id->value);
  }
  const auto addresses = tf::Expression::raw(made["vpn_interfaces"].code() + "[*].ip_address");
  stack.document.output("gateway_addresses", addresses, "Addresses of the VPN gateway's two interfaces");
  if (!keys.empty())
    stack.document.output("gateway_shared_key_ids", std::move(keys), "Where the shared key of each connection is kept");
}

}  // namespace aurora::gcp
