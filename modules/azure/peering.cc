#include <algorithm>

#include "azure/blocks.h"
#include "azure/provider.h"

// Both halves of every peering whose `second` is this stack. The other network is made by a stack that is applied
// before; its group, name and id are computed. The half over there goes through a provider of its subscription.

namespace aurora::azure {
namespace {

struct Other {
  const Environment* environment;
  const Identity* identity;
  const Network* network;
};

Other find_other(const Platform& platform, const std::string& id) {
  for (const auto& environment : platform.environments) {
    if (environment.hub && environment.hub->identity.id == id)
      return {&environment, &environment.hub->identity, &environment.hub->network};
    for (const auto& cluster : environment.clusters)
      if (cluster.identity.id == id) return {&environment, &cluster.identity, &cluster.network};
  }
  return {};
}

/// `nonprod/gen-dev-cc-00` -> `nonprod-gen-dev-cc-00`
std::string peering_name(std::string id) {
  std::replace(id.begin(), id.end(), '/', '-');
  return id;
}

/// A peering copies the other side's address space when it is made; a change here makes it look again.
tf::Value remote_addresses(const Stack& stack, const std::string& owner) {
  std::string text;
  for (const auto& prefix : stack.addresses().prefixes(owner, "network"))
    text += (text.empty() ? "" : ",") + prefix.to_string();
  if (text.empty()) return {};
  return tf::object({{"remote_address_space", text}});
}

/// Packets of third networks pass between hubs and their spokes, never between two spokes that a flow joins.
bool forwards(const Peering& peering) { return peering.reason != Peering::Reason::Flow; }

/// The provider is known not to like peerings while subnets of the same network are being made.
void wait_for_subnets(const Stack& stack, tf::Resource& peering) {
  for (const auto& resource : stack.document.resources)
    if (resource.type == "azurerm_subnet") peering.depends_on(resource);
  stack.wait_for_network(peering);
}

/// Each half is named after the network at its far end.
std::string half_name(Stack& stack, const std::string& towards, const std::string& within, Span span) {
  return stack.names.of(stack.identity,
                        {.kind = "virtual_network_peering", .purpose = towards, .parent = within, .span = span});
}

void add_peering(Stack& stack, const tf::Resource& network, const Peering& peering) {
  const auto other = find_other(stack.plan.platform, peering.first);
  if (other.identity == nullptr) return;
  const std::string there = peering_name(peering.first), here = peering_name(peering.second);
  auto& near = stack.add("azurerm_virtual_network_peering", there, peering.span,
                         {{"name", half_name(stack, there, peering.second, peering.span)},
                          {"resource_group_name", stack.group("network")["name"]},
                          {"virtual_network_name", network["name"]},
                          {"remote_virtual_network_id", network_id(stack.elsewhere, *other.identity, *other.network)},
                          {"allow_virtual_network_access", true},
                          {"allow_forwarded_traffic", forwards(peering)},
                          {"allow_gateway_transit", false},
                          {"use_remote_gateways", peering.use_gateway},
                          {"triggers", remote_addresses(stack, peering.first)}});
  auto& far = stack.add("azurerm_virtual_network_peering", there + "_back", peering.span,
                        {{"provider", provider_for(stack, *other.environment)},
                         {"name", half_name(stack, here, peering.first, peering.span)},
                         {"resource_group_name", group_name(stack.elsewhere, *other.identity, "network")},
                         {"virtual_network_name", network_name(stack.elsewhere, *other.identity)},
                         {"remote_virtual_network_id", network["id"]},
                         {"allow_virtual_network_access", true},
                         {"allow_forwarded_traffic", forwards(peering)},
                         {"allow_gateway_transit", peering.use_gateway},
                         {"use_remote_gateways", false},
                         {"triggers", remote_addresses(stack, peering.second)}});
  wait_for_subnets(stack, far);
  wait_for_subnets(stack, near);
  // A network may use another's gateway only once the other offers it.
  near.depends_on(far);
  stack.wait_for(peering.first);
}

void add_external_peer(Stack& stack, const tf::Resource& network, const ExternalPeer& peer) {
  auto& made = stack.add("azurerm_virtual_network_peering", "external_" + peer.name, peer.span,
                         {{"name", peer.name},
                          {"resource_group_name", stack.group("network")["name"]},
                          {"virtual_network_name", network["name"]},
                          {"remote_virtual_network_id", peer.id.value},
                          {"allow_virtual_network_access", true},
                          {"allow_forwarded_traffic", peer.allow_forwarded_traffic},
                          {"use_remote_gateways", peer.use_remote_gateways}});
  wait_for_subnets(stack, made);
}

/// A hub without subnets has no network that could be joined to others.
void check_network(Stack& stack) {
  if (!stack.network.absent()) return;
  for (const auto& peer : stack.network.peers)
    stack.diagnostics
        .report(diag::HubSubnetMissing, peer.span, "network.peers." + peer.name, stack.identity.id, "infrastructure")
        .hint("a network is made for its subnets: `subnets: { infrastructure: { size: 28 } }`, or any other");
}

}  // namespace

void lower_peering(Stack& stack) {
  stack.document.file = "peering";
  check_network(stack);
  const auto* network = stack.document.find("azurerm_virtual_network.network");
  if (network == nullptr) return;
  for (const auto& peering : stack.plan.connectivity.peerings)
    if (peering.second == stack.identity.id) add_peering(stack, *network, peering);
  for (const auto& peer : stack.network.peers) add_external_peer(stack, *network, peer);
}

}  // namespace aurora::azure
