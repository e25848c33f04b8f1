#include "address/shapes.h"

#include <tuple>
#include <utility>

#include "address/need.h"
#include "address/networks.h"

namespace aurora {
namespace {

Network without_pins(Network network) {
  network.cidrs.clear();
  for (auto& subnet : network.subnets) subnet.cidrs.clear();
  return network;
}

/// The lengths of the network that the allocator itself makes, in pools with nothing else in them, and of its part for
/// pods; 0: none.
std::pair<int, int> network_lengths(Site site, bool pod_pools) {
  const auto network = without_pins(*site.network);
  site.network = &network;
  Platform empty;
  empty.addresses.pools = {{Prefix::parse(pod_pools ? "0.0.0.0/1" : "0.0.0.0/0").value(), {}}};
  if (pod_pools) empty.addresses.pod_pools = {{Prefix::parse("128.0.0.0/1").value(), {}}};
  Diagnostics ignored;
  const LockedRanges nothing({}, {}, false, ignored);
  Ground ground(empty, {}, nothing, ignored);
  AddressPlan plan;
  place_networks({site}, nothing, ground, plan, ignored);
  const auto length = [&](std::string_view name) {
    const auto* made = plan.find(site.owner, name);
    return made == nullptr ? 0 : made->prefix.length;
  };
  return {length("network"), length("network/1")};
}

/// Pods that clusters share take nothing once one has them.
int pods_length(const Site& site, const AddressSettings& settings) {
  auto cluster = *site.cluster;
  cluster.kubernetes.pod_cidr.reset();
  const bool shared = settings.share_pod_range && !settings.pod_pools.empty() && !site.facts->secondary_ranges;
  if (shared || !has_pod_range(cluster)) return 0;
  const auto need = pods_need(cluster, *site.facts);
  return need.addresses == 0 ? 0 : need.length;
}

}  // namespace

Shape shape_of(const Site& site, const AddressSettings& settings, const AddressPlan& plan) {
  Shape shape;
  shape.example = site.owner;
  shape.hub = site.hub != nullptr;
  shape.least_network = site.facts->shortest_network;
  const bool apart = site.facts->pod_subnets_from_pod_pools && !settings.pod_pools.empty();
  const auto [network, pods_part] = site.existing() ? std::pair(0, 0) : network_lengths(site, apart);
  shape.network = network;
  if (const auto* ipv6 = plan.find(site.owner, "network6")) shape.ipv6 = ipv6->prefix.length;
  if (shape.hub) return shape;
  shape.pods = apart && pods_part > 0 ? pods_part : pods_length(site, settings);
  shape.pods_beside = settings.pod_pools.empty();
  const bool shared = settings.share_service_range || settings.service_pools.empty();
  shape.own_services = site.facts->secondary_ranges || !shared;
  return shape;
}

bool same_shape(const Shape& a, const Shape& b) {
  const auto key = [](const Shape& s) {
    return std::tie(s.hub, s.network, s.pods, s.own_services, s.ipv6, s.pods_beside, s.least_network);
  };
  return key(a) == key(b);
}

}  // namespace aurora
