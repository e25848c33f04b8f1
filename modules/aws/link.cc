#include "aws/link.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/facts.h"
#include "aws/gateway_numbers.h"
#include "aws/provider.h"
#include "aws/transit.h"

// AWS gives a VPN connection its addresses and keys when it is made, and makes it towards one address of the other end:
// so this end waits for the other one's addresses, and offers two tunnels for each.

namespace aurora::aws {
namespace {

constexpr int tunnels_of_connection = 2;

Stack stack_of(const LinkScope& scope) {
  return Stack({scope.plan, facts(), scope.environment, scope.names, scope.elsewhere, scope.diagnostics}, nullptr,
               scope.document);
}

const Transit* transit_of(const LinkScope& scope) {
  return scope.plan.connectivity.transit_of(scope.environment.hub->identity.id);
}

/// The number on AWS's side is that of the gateway that the tunnels end at: the transit gateway's, whose hub may be
/// another one.
std::int64_t asn_of(const LinkScope& scope) {
  const auto* transit = transit_of(scope);
  return transit == nullptr ? side_asn(*scope.environment.hub) : transit_asn(scope.plan.platform, *transit);
}

/// Who has the gateway makes what ends at it.
tf::Resource& put(Stack& stack, const LinkScope& scope, tf::Resource& resource) {
  const auto* transit = transit_of(scope);
  if (auto provider = transit == nullptr ? tf::Value{} : transit_provider(stack, *transit); !provider.is_null())
    resource.set("provider", std::move(provider));
  return resource;
}

const tf::Resource& other_end(Stack& stack, const LinkScope& scope, const LinkEnd& peer, std::size_t address) {
  const auto purpose = fmt::format("link-{}-{}", scope.peer.key, address);
  constexpr std::int64_t largest_short = 2147483647;  // the provider's rule for `bgp_asn`
  return put(stack, scope,
             stack.add_tagged("aws_customer_gateway", fmt::format("peer_{}", address),
                              stack.name("local_network_gateway", purpose, -1, scope.link.span), scope.link.span,
                              {{"type", "ipsec.1"},
                               {"ip_address", peer.addresses[address]},
                               {peer.asn > largest_short ? "bgp_asn_extended" : "bgp_asn", std::to_string(peer.asn)}}));
}

/// What Azure and Google Cloud have too; only what both ends of such a tunnel are asked for.
tf::Object tunnel_options(int tunnel, const Prefix& inside) {
  const auto name = [&](std::string_view what) { return fmt::format("tunnel{}_{}", tunnel, what); };
  tf::Object options = tf::object({{name("inside_cidr"), inside.to_string()},
                                   {name("ike_versions"), tf::list({"ikev2"})},
                                   {name("phase1_encryption_algorithms"), tf::list({"AES256", "AES256-GCM-16"})},
                                   {name("phase2_encryption_algorithms"), tf::list({"AES256-GCM-16"})}});
  for (const auto* phase : {"phase1", "phase2"}) {
    options.emplace_back(name(fmt::format("{}_integrity_algorithms", phase)), tf::list({"SHA2-384"}));
    options.emplace_back(name(fmt::format("{}_dh_group_numbers", phase)), tf::list({20}));
  }
  options.emplace_back(name("startup_action"), "start");
  options.emplace_back(name("dpd_timeout_action"), "restart");
  return options;
}

tf::Value private_gateway_id(Stack& stack, const LinkScope& scope) {
  if (const auto* found = stack.document.find("data.aws_vpn_gateway.gateway")) return (*found)["id"];
  const auto name = scope.elsewhere.of(scope.environment.hub->identity, {.kind = "virtual_network_gateway"});
  return stack.document.data("aws_vpn_gateway", "gateway", scope.link.span,
                             {{"filter", tf::object({{"name", "tag:Name"}, {"values", tf::list({name})}})}})["id"];
}

const tf::Resource& lower_connection(Stack& stack, const LinkScope& scope, const LinkEnd& peer, std::size_t address) {
  tf::Object arguments = tf::object({{"type", "ipsec.1"},
                                     {"customer_gateway_id", other_end(stack, scope, peer, address)["id"]},
                                     {"static_routes_only", false}});
  if (transit_of(scope) != nullptr)
    arguments.emplace_back("transit_gateway_id", transit_gateway_id(stack));
  else
    arguments.emplace_back("vpn_gateway_id", private_gateway_id(stack, scope));
  for (int tunnel = 1; tunnel <= tunnels_of_connection; ++tunnel) {
    const auto number = address + static_cast<std::size_t>(tunnel - 1) * peer.addresses.size();
    for (auto& option : tunnel_options(tunnel, scope.link.inside[number])) arguments.push_back(std::move(option));
  }
  const auto purpose = fmt::format("link-{}-{}", scope.peer.key, address);
  return put(stack, scope,
             stack.add_tagged("aws_vpn_connection", fmt::format("peer_{}", address),
                              stack.name("virtual_network_gateway_connection", purpose, -1, scope.link.span),
                              scope.link.span, std::move(arguments)));
}

/// The tables of the networks that exchange routes with the hub learn what comes by the link; the link finds networks
/// and no other gateway.
void join_tables(Stack& stack, const LinkScope& scope, const Transit& transit, const tf::Resource& connection) {
  const auto& hub = scope.environment.hub->identity.id;
  const auto entry = [&](std::string_view type, const std::string& label, const Transit::Table& table) {
    put(stack, scope,
        stack.add(type, label, scope.link.span,
                  {{"transit_gateway_attachment_id", connection["transit_gateway_attachment_id"]},
                   {"transit_gateway_route_table_id", transit_table_id(stack, transit, table.name)}}));
  };
  for (const auto& table : transit.tables) {
    if (table.gateway == hub) entry("aws_ec2_transit_gateway_route_table_association", connection.label, table);
    if (std::find(table.gateways.begin(), table.gateways.end(), hub) != table.gateways.end())
      entry("aws_ec2_transit_gateway_route_table_propagation", connection.label + "_" + table.name, table);
  }
}

}  // namespace

LinkEnd open_link(const LinkScope& scope) {
  auto stack = stack_of(scope);
  lower_provider(stack);
  return {asn_of(scope), {}};
}

std::vector<LinkTunnel> offer_tunnels(const LinkScope& scope, const LinkEnd& peer) {
  auto stack = stack_of(scope);
  stack.document.file = "link";
  std::vector<LinkTunnel> offered(peer.addresses.size() * tunnels_of_connection);
  for (std::size_t address = 0; address < peer.addresses.size(); ++address) {
    const auto& made = lower_connection(stack, scope, peer, address);
    for (int tunnel = 1; tunnel <= tunnels_of_connection; ++tunnel) {
      const auto number = address + static_cast<std::size_t>(tunnel - 1) * peer.addresses.size();
      auto& offer = offered[number];
      offer.number = static_cast<int>(number);
      offer.peer_address = made[fmt::format("tunnel{}_address", tunnel)];
      offer.shared_key = made[fmt::format("tunnel{}_preshared_key", tunnel)];
    }
  }
  return offered;
}

void lower_link(const LinkScope& scope, const LinkEnd&, const std::vector<LinkTunnel>&) {
  auto stack = stack_of(scope);
  stack.document.file = "link";
  const auto* transit = transit_of(scope);
  if (transit == nullptr) return;  // what the hub's own gateway learns, its network is told by route propagation
  std::vector<const tf::Resource*> connections;
  for (const auto& resource : stack.document.resources)
    if (resource.type == "aws_vpn_connection") connections.push_back(&resource);
  for (const auto* connection : connections) join_tables(stack, scope, *transit, *connection);
}

}  // namespace aurora::aws
