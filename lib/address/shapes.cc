#include "address/shapes.h"

#include <tuple>

#include "address/need.h"
#include "address/networks.h"

namespace aurora {
namespace {

Network without_pins(Network network) {
  network.cidrs.clear();
  for (auto& subnet : network.subnets) subnet.cidrs.clear();
  return network;
}

/// The length of the network that the allocator itself makes, in a pool with nothing else in it.
int network_length(Site site) {
  const auto network = without_pins(*site.network);
  site.network = &network;
  Platform empty;
  empty.addresses.pools = {{Prefix::parse("0.0.0.0/0").value(), {}}};
  Diagnostics ignored;
  const LockedRanges nothing({}, {}, false, ignored);
  Ground ground(empty, {}, nothing, ignored);
  AddressPlan plan;
  place_networks({site}, nothing, ground, plan, ignored);
  const auto* made = plan.find(site.owner, "network");
  return made == nullptr ? 0 : made->prefix.length;
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
  if (!site.existing()) shape.network = network_length(site);
  if (const auto* ipv6 = plan.find(site.owner, "network6")) shape.ipv6 = ipv6->prefix.length;
  if (shape.hub) return shape;
  shape.pods = pods_length(site, settings);
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
