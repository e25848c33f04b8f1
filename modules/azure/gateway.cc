#include "azure/facts.h"
#include "azure/hub.h"

namespace aurora::azure {
namespace {

using Connection = Gateway::Connection;

/// What the two kinds of gateway differ in.
struct GatewayKind {
  std::string_view kind, type, connection, sku;  ///< `sku`: the smallest that is spread over zones
};
constexpr GatewayKind kinds[] = {{"vpn", "Vpn", "IPsec", "VpnGw1AZ"},
                                 {"expressroute", "ExpressRoute", "ExpressRoute", "ErGw1AZ"}};

const GatewayKind* kind_of(Stack& stack, const Gateway& gateway) {
  for (const auto& row : kinds)
    if (row.kind == gateway.kind.value) return &row;
  stack.diagnostics.report(diag::GatewayKindUnknown, gateway.kind.span, gateway.kind.value)
      .hint("write `vpn` or `expressroute`");
  return nullptr;
}

tf::Object ip_configuration(Stack& stack, const Subnet& subnet, std::string_view purpose, Span span) {
  const auto& address = lower_public_ip(stack, purpose, span);
  return tf::object({{"name", purpose},
                     {"subnet_id", stack.subnet_id(subnet.key)},
                     {"private_ip_address_allocation", "Dynamic"},
                     {"public_ip_address_id", address["id"]}});
}

/// The gateway's addresses inside the tunnels to other clouds: those of the tunnels that its address `index` has.
tf::List inside_addresses(const Stack& stack, std::size_t index, std::size_t count) {
  tf::List addresses;
  for (const auto& link : stack.plan.connectivity.links) {
    const bool first = link.first == stack.identity.id;
    if (!first && link.second != stack.identity.id) continue;
    for (std::size_t tunnel = index; tunnel < link.inside.size(); tunnel += count)
      addresses.emplace_back(link.inside[tunnel].nth(first ? 1 : 2).to_string());
  }
  return addresses;
}

tf::Value bgp_settings(const Stack& stack, const Gateway& gateway) {
  const std::size_t count = gateway.active_active ? 2 : 1;
  tf::List peering;
  for (std::size_t i = 0; i < count; ++i)
    if (auto addresses = inside_addresses(stack, i, count); !addresses.empty())
      peering.push_back(tf::object({{"ip_configuration_name", i == 0 ? "gateway" : "gateway-second"},
                                    {"apipa_addresses", std::move(addresses)}}));
  if (!gateway.asn && peering.empty()) return {};
  tf::Object settings = tf::object({{"asn", gateway_asn(gateway)}});
  if (!peering.empty()) settings.emplace_back("peering_addresses", std::move(peering));
  return settings;
}

tf::Resource& lower_vpn_or_expressroute(Stack& stack, const Gateway& gateway, const GatewayKind& kind,
                                        const Subnet& subnet) {
  tf::List configurations{ip_configuration(stack, subnet, "gateway", gateway.span)};
  const bool vpn = kind.kind == "vpn";
  const bool both_active = vpn && gateway.active_active;
  if (both_active) configurations.emplace_back(ip_configuration(stack, subnet, "gateway-second", gateway.span));
  tf::Object more = tf::object({{"type", kind.type},
                                {"sku", gateway.sku.empty() ? std::string(kind.sku) : gateway.sku},
                                {"ip_configuration", std::move(configurations)}});
  if (vpn) more.insert(more.begin() + 1, {{"vpn_type", "RouteBased"}, {"active_active", both_active}});
  if (auto bgp = vpn ? bgp_settings(stack, gateway) : tf::Value{}; !bgp.is_null()) {
    more.emplace_back(bgp_switch(stack), true);
    more.emplace_back("bgp_settings", std::move(bgp));
  }
  auto& made = stack.add("azurerm_virtual_network_gateway", "gateway", stack.group("network"),
                         stack.name("virtual_network_gateway", {}, -1, gateway.span), gateway.span, std::move(more));
  stack.keep(made);
  return made;
}

/// The other end of a VPN, as Azure sees it.
const tf::Resource* lower_other_end(Stack& stack, const Connection& connection) {
  const bool bgp = connection.asn && connection.bgp_address;
  const char* missing = !connection.address ? "address" : !bgp && connection.cidrs.empty() ? "cidrs" : nullptr;
  if (missing != nullptr) {
    stack.diagnostics.report(diag::ConnectionIncomplete, connection.span, connection.name, missing)
        .hint("a VPN needs `address`, and either `cidrs` or `asn` with `bgp_address`");
    return nullptr;
  }
  tf::Object more = tf::object({{"gateway_address", connection.address->value.to_string()}});
  tf::List behind;
  for (const auto& cidr : connection.cidrs) behind.emplace_back(cidr.value.to_string());
  if (!behind.empty()) more.emplace_back("address_space", std::move(behind));
  if (bgp)
    more.emplace_back("bgp_settings", tf::object({{"asn", connection.asn->value},
                                                  {"bgp_peering_address", connection.bgp_address->value.to_string()}}));
  return &stack.add("azurerm_local_network_gateway", connection.name, stack.group("network"),
                    stack.name("local_network_gateway", connection.name, -1, connection.span), connection.span,
                    std::move(more));
}

void lower_vpn_connection(Stack& stack, const tf::Resource& gateway, const Connection& connection) {
  const auto* other = lower_other_end(stack, connection);
  if (other == nullptr) return;
  auto& made =
      stack.add("azurerm_virtual_network_gateway_connection", connection.name, stack.group("network"),
                stack.name("virtual_network_gateway_connection", connection.name, -1, connection.span), connection.span,
                {{"type", "IPsec"},
                 {"virtual_network_gateway_id", gateway["id"]},
                 {"local_network_gateway_id", (*other)["id"]},
                 {"connection_protocol", "IKEv2"},
                 {"dpd_timeout_seconds", 45},
                 {bgp_switch(stack), connection.asn && connection.bgp_address},
                 {"ipsec_policy", ipsec_policy()}});
  // The provider has no write-only argument for the key (4.81, 5.2): given here it would be in every plan and commit.
  stack.keep(made, {"shared_key"});
  auto note = stack.diagnostics.report(diag::SharedKeySetOutside, connection.span, connection.name);
  note.hint("`az network vpn-connection shared-key update` sets it; the emitted files never hold it");
}

void lower_circuit_connection(Stack& stack, const tf::Resource& gateway, const Connection& connection) {
  if (!connection.circuit_id) {
    stack.diagnostics.report(diag::ConnectionIncomplete, connection.span, connection.name, "circuit_id")
        .hint("give the id of the ExpressRoute circuit");
    return;
  }
  auto& made =
      stack.add("azurerm_virtual_network_gateway_connection", connection.name, stack.group("network"),
                stack.name("virtual_network_gateway_connection", connection.name, -1, connection.span), connection.span,
                {{"type", "ExpressRoute"},
                 {"virtual_network_gateway_id", gateway["id"]},
                 {"express_route_circuit_id", connection.circuit_id->value}});
  // A circuit of another subscription is redeemed with a key, which is a secret: it is set outside, once.
  stack.keep(made, {"authorization_key"});
}

}  // namespace

/// The strongest that both IKEv2 and Azure's gateways have in common with usual devices; Azure's own default offers
/// SHA-1 and 1024-bit groups. `overrides` changes it for a device that has less.
tf::Object ipsec_policy() {
  return tf::object({{"ike_encryption", "AES256"},
                     {"ike_integrity", "SHA384"},
                     {"dh_group", "ECP384"},
                     {"ipsec_encryption", "GCMAES256"},
                     {"ipsec_integrity", "GCMAES256"},
                     {"pfs_group", "ECP384"},
                     {"sa_lifetime", 27000}});
}

const char* bgp_switch(const Stack& stack) { return stack.major >= 5 ? "bgp_enabled" : "enable_bgp"; }

std::int64_t gateway_asn(const Gateway& gateway) { return gateway.asn ? gateway.asn->value : facts().gateway_asn; }

void lower_gateway(Stack& stack) {
  if (!stack.hub->gateway) return;
  const auto& gateway = *stack.hub->gateway;
  stack.document.file = "gateway";
  const auto* kind = kind_of(stack, gateway);
  const auto* subnet = required_subnet(stack, "gateway", "vpn", gateway.span);
  if (kind == nullptr || subnet == nullptr) return;
  const auto& made = lower_vpn_or_expressroute(stack, gateway, *kind, *subnet);
  tf::Object keys;
  for (const auto& connection : gateway.connections) {
    if (kind->kind == "vpn")
      lower_vpn_connection(stack, made, connection);
    else
      lower_circuit_connection(stack, made, connection);
    if (connection.shared_key_secret_id) keys.emplace_back(connection.name, connection.shared_key_secret_id->value);
  }
  stack.document.output("gateway_id", made["id"], "The VPN or ExpressRoute gateway");
  if (!keys.empty())
    stack.document.output("gateway_shared_key_ids", std::move(keys),
                          "Where the shared key of each connection is kept; it is set outside Terraform");
}

}  // namespace aurora::azure
