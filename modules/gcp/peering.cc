#include <algorithm>

#include "gcp/blocks.h"
#include "gcp/ids.h"
#include "gcp/provider.h"

// Both halves of every peering whose `second` is this stack. The other network is made by a stack that is applied
// before; its id is made of names. The half over there goes through a provider of its project. Subnets' routes, pods
// among them, are always exchanged; routes that a gateway or a route server learned, only where a network is meant to
// use them: a spoke those of its hub, and hubs of a route domain each other's.

namespace aurora::gcp {
namespace {

/// Peerings of one network: cloud.google.com, "VPC quotas", unless raised.
constexpr std::size_t most_peerings = 25;

bool learns_routes(const Hub* hub) { return hub != nullptr && (hub->gateway || hub->route_server); }

/// With an appliance between the networks, routes that gateways learn would lead around it.
bool listens(const Egress& egress) { return egress.kind != Egress::Kind::NextHop; }

/// Whether `first` tells `second` the routes that it learned, and the other way round.
struct Exchange {
  bool first_tells, second_tells;
};
Exchange exchange_of(const Stack& stack, const Peering& peering, const Owner& first) {
  const bool hubs = stack.is_hub() && first.hub != nullptr && peering.reason == Peering::Reason::RouteDomain;
  const bool told = (hubs || peering.use_gateway) && learns_routes(first.hub) && listens(stack.egress);
  return {told, hubs && learns_routes(stack.hub) && listens(first.hub->egress)};
}

/// Each half is named after the network at its far end: `nonprod/gen-dev-nane1-00` -> `nonprod-gen-dev-nane1-00`.
std::string half_name(Stack& stack, std::string towards, const std::string& within, Span span) {
  std::replace(towards.begin(), towards.end(), '/', '-');
  return stack.names.of(stack.identity,
                        {.kind = "virtual_network_peering", .purpose = towards, .parent = within, .span = span});
}

bool has_ipv6(const Stack& stack, const std::string& owner) {
  return stack.addresses().find(owner, "network6") != nullptr;
}

tf::Object half(std::string name, tf::Value network, tf::Value peer, bool tells, bool listens, bool both_families) {
  return tf::object({{"name", std::move(name)},
                     {"network", std::move(network)},
                     {"peer_network", std::move(peer)},
                     {"export_custom_routes", tells},
                     {"import_custom_routes", listens},
                     {"export_subnet_routes_with_public_ip", false},
                     {"import_subnet_routes_with_public_ip", false},
                     {"stack_type", both_families ? "IPV4_IPV6" : "IPV4_ONLY"}});
}

void add_peering(Stack& stack, const tf::Resource& network, const Peering& peering) {
  const auto other = find_owner(stack.plan.platform, peering.first);
  if (other.environment == nullptr) return;
  std::string there = peering.first;
  std::replace(there.begin(), there.end(), '/', '-');
  const auto [first_tells, second_tells] = exchange_of(stack, peering, other);
  const bool both = has_ipv6(stack, peering.first) && has_ipv6(stack, peering.second);
  const auto far_id = network_id(stack.elsewhere, *other.identity, *other.network);
  auto& near = stack.add("google_compute_network_peering", there, peering.span,
                         half(half_name(stack, peering.first, peering.second, peering.span), network["id"], far_id,
                              second_tells, first_tells, both));
  auto& far = stack.add("google_compute_network_peering", there + "_back", peering.span,
                        half(half_name(stack, peering.second, peering.first, peering.span), far_id, network["id"],
                             first_tells, second_tells, both));
  far.set("provider", provider_for(stack, *other.environment));
  // A network takes one change of its peerings at a time.
  near.depends_on(far);
  stack.wait_for(peering.first);
}

void add_external_peer(Stack& stack, const tf::Resource& network, const ExternalPeer& peer) {
  const auto parsed = peer.id.value.find("/global/networks/");
  if (!peer.id.value.starts_with("projects/") || parsed == std::string::npos) {
    stack.diagnostics.report(diag::BadId, peer.id.span, peer.id.value, "a network")
        .hint("write `" + std::string(stack.facts.network_id_example) + "`");
    return;
  }
  stack.add("google_compute_network_peering", "external_" + peer.name, peer.span,
            half(half_name(stack, peer.name, stack.identity.id, peer.span), network["id"], peer.id.value, false,
                 peer.use_remote_gateways, false));
}

void check_number(Stack& stack) {
  const auto& peerings = stack.plan.connectivity.peerings;
  const auto ours = [&](const Peering& peering) {
    return peering.first == stack.identity.id || peering.second == stack.identity.id;
  };
  const auto number =
      static_cast<std::size_t>(std::count_if(peerings.begin(), peerings.end(), ours)) + stack.network.peers.size();
  if (number <= most_peerings) return;
  stack.diagnostics.report(diag::TooManyPeerings, stack.identity.span, stack.identity.id, number, most_peerings)
      .hint("ask for more `Peerings per VPC network` before applying, or give environments fewer clusters");
}

}  // namespace

void lower_peering(Stack& stack) {
  stack.document.file = "peering";
  const auto* network = stack.document.find("google_compute_network.network");
  if (network == nullptr) return;
  check_number(stack);
  for (const auto& peering : stack.plan.connectivity.peerings)
    if (peering.second == stack.identity.id) add_peering(stack, *network, peering);
  for (const auto& peer : stack.network.peers) add_external_peer(stack, *network, peer);
}

}  // namespace aurora::gcp
