#include "gcp/node_pools.h"

#include <algorithm>
#include <cstdint>

#include "address/need.h"
#include "gcp/cluster.h"

// Node pools; what their nodes are is in node_config.cc. GKE counts nodes by zone where a pool is in several, but for
// the bounds of autoscaling: the spec's numbers are over all zones.

namespace aurora::gcp {
namespace {

/// cloud.google.com, "Node upgrade strategies": nodes that are upgraded at a time.
constexpr int most_surge = 20;

void add_instances(const NodePool& pool, std::vector<PoolInstance>& instances) {
  if (pool.per_zone && !pool.zones.empty()) {
    for (const auto& zone : pool.zones) instances.push_back({&pool, pool.key + zone, {zone}});
    return;
  }
  auto zones = pool.zones;
  // Fewer nodes than zones are in the first of them.
  const auto nodes = static_cast<std::size_t>(std::max(pool.max.value, 1));
  if (!pool.autoscale && nodes < zones.size()) zones.resize(nodes);
  instances.push_back({&pool, pool.key, std::move(zones)});
}

std::size_t zone_count(const PoolInstance& instance) { return std::max<std::size_t>(instance.zones.size(), 1); }

int up(int nodes, int zones) { return (nodes + zones - 1) / zones; }

/// In each zone at first: what the least adds up to, but never more than there may be.
int first_nodes(const NodePool& pool, int zones) { return std::min(up(pool.min.value, zones), pool.max.value / zones); }

void check_even(Stack& stack, const PoolInstance& instance) {
  const auto& pool = *instance.pool;
  const auto zones = zone_count(instance);
  if (static_cast<std::size_t>(pool.max.value) % zones == 0) return;
  stack.diagnostics
      .report(diag::PoolUneven, pool.max.span.known() ? pool.max.span : pool.span, pool.max.value, pool.key, zones)
      .hint("take a multiple of the zones, fewer `zones`, or a `min` and a `max` that differ");
}

/// One policy spreads nodes over zones, the other takes whatever there is: which is what spot machines and GPUs want.
std::string_view location_policy(const Stack& stack, const NodePool& pool) {
  const bool scarce = pool.spot || pool.gpu || !stack.cluster->kubernetes.autoscaler.balance_similar_node_groups;
  return scarce ? "ANY" : "BALANCED";
}

void add_counts(Stack& stack, const PoolInstance& instance, tf::Object& arguments) {
  const auto& pool = *instance.pool;
  const int zones = static_cast<int>(zone_count(instance));
  if (pool.autoscale) {
    arguments.emplace_back("initial_node_count", first_nodes(pool, zones));
    arguments.emplace_back("autoscaling", tf::object({{"total_min_node_count", pool.min.value},
                                                      {"total_max_node_count", pool.max.value},
                                                      {"location_policy", location_policy(stack, pool)}}));
    return;
  }
  check_even(stack, instance);
  arguments.emplace_back("node_count", pool.max.value / zones);
}

/// Zones are upgraded one after the other; what is added meanwhile is planned for (address/need.h).
tf::Value upgrade_settings(const PoolInstance& instance) {
  const int zones = static_cast<int>(zone_count(instance));
  const int surge = up(static_cast<int>(surge_nodes(*instance.pool)), zones);
  return tf::object({{"strategy", "SURGE"}, {"max_surge", std::clamp(surge, 1, most_surge)}, {"max_unavailable", 0}});
}

std::string pool_name(Stack& stack, const PoolInstance& instance) {
  return stack.names.of(
      stack.identity,
      {.kind = "node_pool", .purpose = instance.name, .parent = stack.identity.id, .span = instance.pool->span});
}

void lower_pool(Stack& stack, const PoolInstance& instance, const tf::Resource& cluster) {
  const auto& pool = *instance.pool;
  const auto zones = zone_names(stack, instance.zones);
  tf::Object arguments = tf::object(
      {{"cluster", cluster["id"]},
       {"node_locations", zones.empty() ? tf::Value{} : tf::list(zones)},
       {"max_pods_per_node", pool.max_pods.value},
       {"network_config", tf::object({{"enable_private_nodes", !pool.public_ips}})},
       // In a release channel GKE upgrades nodes, to the control plane's version: they have none of their own.
       {"management", tf::object({{"auto_repair", true}, {"auto_upgrade", true}})},
       {"upgrade_settings", upgrade_settings(instance)},
       {"node_config", node_config(stack, pool)}});
  add_counts(stack, instance, arguments);
  auto& made =
      stack.add_named("google_container_node_pool", instance.name, pool_name(stack, instance), pool.span, arguments);
  // What the pool began with is history; a change of it would make the pool anew.
  if (pool.autoscale) stack.keep(made, {"initial_node_count"});
}

}  // namespace

std::vector<PoolInstance> pool_instances(const Cluster& cluster) {
  std::vector<PoolInstance> instances;
  for (const auto& pool : cluster.node_pools) add_instances(pool, instances);
  return instances;
}

const NodePool* system_pool(const Cluster& cluster) {
  const auto& pools = cluster.node_pools;
  const auto found = std::find_if(pools.begin(), pools.end(), [](const auto& pool) { return pool.mode == "system"; });
  if (found != pools.end()) return &*found;
  return pools.empty() ? nullptr : &pools.front();
}

void lower_node_pools(Stack& stack) {
  stack.document.file = "node_pools";
  const auto* cluster = stack.document.find("google_container_cluster.main");
  if (cluster == nullptr) return;
  for (const auto& instance : pool_instances(*stack.cluster)) lower_pool(stack, instance, *cluster);
}

}  // namespace aurora::gcp
