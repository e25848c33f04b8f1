#include "connect/sites.h"

#include <algorithm>
#include <set>

#include "connect/roles.h"

namespace aurora::connect_detail {
namespace {

bool cloud_takes_security_group(const CloudFacts* facts, std::string_view role) {
  if (facts == nullptr) return true;
  for (const auto& fact : facts->subnets)
    if (fact.role == role) return fact.security_group;
  return true;
}

bool holds_nodes(const Site& site, const Subnet& subnet) {
  if (is_node_role(subnet.role.value)) return true;
  if (site.cluster == nullptr) return false;
  return std::any_of(site.cluster->node_pools.begin(), site.cluster->node_pools.end(),
                     [&](const NodePool& pool) { return subnet.is(pool.subnet) || subnet.is(pool.pod_subnet); });
}

Spot spot_of(const Site& site, const Subnet& subnet, const AddressPlan& addresses, const CloudFacts* facts) {
  Spot spot;
  spot.subnet = &subnet;
  spot.prefixes = addresses.prefixes(site.id(), "subnet/" + subnet.key);
  // Of an existing network only the whole may be known: its rules are then wider, never narrower.
  if (spot.prefixes.empty() && site.network->existing_id) spot.prefixes = site.addresses;
  spot.node = holds_nodes(site, subnet);
  spot.guarded = !site.network->existing_id && subnet.security_group && !subnet.security_group_id &&
                 cloud_takes_security_group(facts, subnet.role.value);
  return spot;
}

/// Pods of a secondary range keep their addresses wherever they go, so they stand beside their nodes in every rule.
void add_routed_pods(const std::vector<Prefix>& pods, Site& site) {
  for (auto& spot : site.spots) {
    if (!spot.node || spot.prefixes.empty()) continue;
    spot.routed_pods = pods;
    spot.prefixes.insert(spot.prefixes.end(), pods.begin(), pods.end());
  }
}

Site site_of(const Environment& environment, const Hub* hub, const Cluster* cluster, const AddressPlan& addresses,
             const CloudFacts* facts) {
  Site site;
  site.environment = &environment;
  site.hub = hub;
  site.cluster = cluster;
  site.identity = cluster != nullptr ? &cluster->identity : &hub->identity;
  site.network = cluster != nullptr ? &cluster->network : &hub->network;
  site.egress = cluster != nullptr ? &cluster->egress : &hub->egress;
  site.facts = facts;
  site.addresses = addresses.prefixes(site.id(), "network");
  const bool routed = facts != nullptr && facts->secondary_ranges;
  if (cluster != nullptr && cluster->kubernetes.pod_network == "overlay" && !routed)
    site.overlay_pods = addresses.prefixes(site.id(), "pods");
  for (const auto& subnet : site.network->subnets) site.spots.push_back(spot_of(site, subnet, addresses, facts));
  if (cluster != nullptr && routed) add_routed_pods(addresses.prefixes(site.id(), "pods"), site);
  return site;
}

/// Networks need a hub of their cloud that makes the router. What is in an existing network is its owner's.
void settle_transits(std::vector<Site>& sites) {
  std::set<std::string> clouds;
  for (const auto& site : sites)
    if (site.hub != nullptr && site.facts != nullptr && site.facts->transit_hub) clouds.insert(site.environment->cloud);
  for (auto& site : sites)
    site.transit = clouds.count(site.environment->cloud) != 0 && !site.network->existing_id && !site.network->absent();
}

}  // namespace

bool Site::has_role(std::string_view role) const {
  return std::any_of(spots.begin(), spots.end(), [&](const Spot& spot) { return spot.subnet->plays(role); });
}

std::vector<Site> sites_of(const Platform& platform, const AddressPlan& addresses, const FactsOf& facts) {
  std::vector<Site> sites;
  for (const auto& environment : platform.environments) {
    const auto* table = facts(environment.cloud);
    if (environment.hub) sites.push_back(site_of(environment, &*environment.hub, nullptr, addresses, table));
    for (const auto& cluster : environment.clusters)
      sites.push_back(site_of(environment, nullptr, &cluster, addresses, table));
  }
  settle_transits(sites);
  for (auto& site : sites)
    for (auto& spot : site.spots) spot.site = &site;
  return sites;
}

std::vector<const Spot*> pod_spots_of(const Spot& nodes) {
  std::vector<const Spot*> found;
  if (nodes.site->cluster == nullptr) return found;
  for (const auto& pool : nodes.site->cluster->node_pools) {
    if (pool.pod_subnet.empty() || !nodes.subnet->is(pool.subnet)) continue;
    for (const auto& spot : nodes.site->spots)
      if (spot.subnet->is(pool.pod_subnet)) found.push_back(&spot);
  }
  return found;
}

std::vector<Prefix> prefixes_of(const std::vector<const Spot*>& spots) {
  std::vector<Prefix> all;
  for (const auto* spot : spots) all.insert(all.end(), spot->prefixes.begin(), spot->prefixes.end());
  return aggregate(std::move(all));
}

}  // namespace aurora::connect_detail
