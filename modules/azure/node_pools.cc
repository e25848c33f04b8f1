#include "azure/node_pools.h"

#include <algorithm>

#include "azure/cluster.h"
#include "source/digest.h"

// Node pools. The cluster carries one itself, the default pool, which takes fewer arguments than the others and is
// named first in its own way: it cannot be removed without removing the cluster.

namespace aurora::azure {
namespace {

constexpr std::string_view critical_addons = "CriticalAddonsOnly=true:NoSchedule";
constexpr std::string_view rotation_name = "temporary";
/// AKS marks spot nodes itself; what it sets and the configuration does not would be taken off again.
constexpr std::string_view spot_key = "kubernetes.azure.com/scalesetpriority";
constexpr std::size_t name_max = 12;

/// The pool `system`, else the first of mode `system`.
const NodePool* default_pool(const Cluster& cluster) {
  const NodePool* first = nullptr;
  for (const auto& pool : cluster.node_pools) {
    if (pool.mode != "system") continue;
    if (pool.key == "system") return &pool;
    if (first == nullptr) first = &pool;
  }
  return first;
}

void add_instances(const NodePool& pool, std::vector<PoolInstance>& instances) {
  if (!pool.per_zone || pool.zones.empty()) {
    instances.push_back({&pool, pool.key, pool.zones});
    return;
  }
  for (const auto& zone : pool.zones) instances.push_back({&pool, pool.key + zone, {zone}});
}

/// While a pool is replaced its nodes move to one of this name.
std::string temporary_name(const std::string& name) {
  const std::string temporary = "tmp" + name;
  return temporary.size() <= name_max ? temporary : "tmp" + sha256(name).substr(0, 8);
}

tf::Value labels(const NodePool& pool) {
  tf::Object map;
  for (const auto& [key, value] : pool.labels) map.emplace_back(key, value);
  if (pool.spot && pool.labels.count(std::string(spot_key)) == 0) map.emplace_back(std::string(spot_key), "spot");
  return map.empty() ? tf::Value{} : tf::Value(std::move(map));
}

tf::Value taints(const NodePool& pool) {
  std::vector<std::string> texts;
  for (const auto& taint : pool.taints) texts.push_back(taint.to_string());
  const std::string spot = std::string(spot_key) + "=spot:NoSchedule";
  if (pool.spot && std::find(texts.begin(), texts.end(), spot) == texts.end()) texts.push_back(spot);
  return texts.empty() ? tf::Value{} : tf::list(texts);
}

tf::Value tags(const Stack& stack, const NodePool& pool) {
  Tags all = pool.tags;
  all.insert(stack.tags.begin(), stack.tags.end());
  if (all.empty()) return {};
  tf::Object map;
  for (const auto& [key, value] : all) map.emplace_back(key, value);
  return map;
}

tf::Value upgrade_settings(const NodePool& pool) {
  return tf::object({{"max_surge", pool.max_surge},
                     {"drain_timeout_in_minutes", pool.drain_timeout_minutes},
                     {"node_soak_duration_in_minutes", pool.soak_minutes}});
}

/// AKS owns the count of a pool that it scales; for one that it does not, the count is ours.
void add_counts(const NodePool& pool, tf::Object& arguments) {
  arguments.emplace_back("auto_scaling_enabled", pool.autoscale);
  if (pool.autoscale) {
    arguments.emplace_back("min_count", pool.min.value);
    arguments.emplace_back("max_count", pool.max.value);
  } else {
    arguments.emplace_back("node_count", pool.max.value);
  }
}

tf::Value pod_subnet(const Stack& stack, const NodePool& pool) {
  if (stack.cluster->kubernetes.pod_network != "pod_subnet" || pool.pod_subnet.empty()) return {};
  return stack.subnet_id(pool.pod_subnet);
}

const Text& version_of(const Stack& stack, const NodePool& pool) {
  return pool.version ? *pool.version : stack.cluster->kubernetes.version;
}

std::string pool_name(Stack& stack, const PoolInstance& instance) {
  return stack.names.of(
      stack.identity,
      {.kind = "node_pool", .purpose = instance.name, .parent = stack.identity.id, .span = instance.pool->span});
}

/// What the default pool and all others have in common.
tf::Object common(Stack& stack, const PoolInstance& instance) {
  const auto& pool = *instance.pool;
  tf::Object arguments =
      tf::object({{"name", pool_name(stack, instance)},
                  {"vm_size", pool.machine.value.type},
                  {"zones", stack.zone_list(instance.zones)},
                  {"orchestrator_version", version_of(stack, pool).value},
                  {"vnet_subnet_id", stack.subnet_id(pool.subnet)},
                  {"pod_subnet_id", pod_subnet(stack, pool)},
                  {"max_pods", pool.max_pods.value},
                  {"os_sku", pool.os},
                  {"os_disk_size_gb", pool.os_disk_gib},
                  {"os_disk_type", pool.os_disk_type == "ephemeral" ? "Ephemeral" : "Managed"},
                  {"host_encryption_enabled", pool.host_encryption},
                  {"fips_enabled", pool.fips},
                  {"ultra_ssd_enabled", pool.ultra_ssd},
                  {"node_public_ip_enabled", pool.public_ips},
                  {"gpu_driver", pool.gpu ? tf::Value(pool.gpu_driver == "none" ? "None" : "Install") : tf::Value{}},
                  {"node_labels", labels(pool)},
                  {"tags", tags(stack, pool)}});
  add_counts(pool, arguments);
  return arguments;
}

void add_priority(const NodePool& pool, tf::Object& arguments) {
  if (!pool.spot) {
    arguments.emplace_back("priority", "Regular");
    arguments.emplace_back("upgrade_settings", upgrade_settings(pool));
    return;
  }
  arguments.emplace_back("priority", "Spot");
  arguments.emplace_back("eviction_policy", pool.spot_eviction == "deallocate" ? "Deallocate" : "Delete");
  arguments.emplace_back("spot_max_price", pool.spot_max_price);
}

/// learn.microsoft.com, "Add an Azure Spot node pool": such a pool has no surge nodes.
void report_upgrade(Stack& stack, const NodePool& pool) {
  const auto* upgrade = pool.written == nullptr ? nullptr : pool.written->find_entry("upgrade");
  if (pool.spot && upgrade != nullptr && !upgrade->value->is_null())
    stack.diagnostics.report(diag::NoEffect, upgrade->key_span, "node_pool.upgrade", stack.facts.cloud, "")
        .hint("AKS upgrades spot pools without surge nodes: leave it out of pool `" + pool.key + "`");
}

void report_taints(Stack& stack, const NodePool& pool) {
  for (const auto& taint : pool.taints)
    if (taint.to_string() != critical_addons)
      stack.diagnostics.report(diag::DefaultPoolTaint, pool.span, pool.key, taint.to_string())
          .hint(
              "the only taint AKS gives this pool is `CriticalAddonsOnly=true:NoSchedule`: take another pool for "
              "yours");
}

}  // namespace

std::vector<PoolInstance> pool_instances(const Cluster& cluster) {
  std::vector<PoolInstance> instances;
  const auto* chosen = default_pool(cluster);
  if (chosen == nullptr) return instances;
  add_instances(*chosen, instances);
  for (const auto& pool : cluster.node_pools)
    if (&pool != chosen) add_instances(pool, instances);
  return instances;
}

tf::Value default_node_pool(Stack& stack, const std::vector<PoolInstance>& instances) {
  const auto& pool = *instances.front().pool;
  report_taints(stack, pool);
  const bool tainted = std::any_of(pool.taints.begin(), pool.taints.end(),
                                   [](const Taint& taint) { return taint.to_string() == critical_addons; });
  tf::Object arguments = common(stack, instances.front());
  arguments.emplace_back("type", "VirtualMachineScaleSets");
  // Its own taints alone decide: a rule over the other pools would replace these nodes when a pool comes or goes.
  arguments.emplace_back("only_critical_addons_enabled", tainted);
  arguments.emplace_back("temporary_name_for_rotation", rotation_name);
  arguments.emplace_back("upgrade_settings", upgrade_settings(pool));
  std::erase_if(arguments, [](const auto& argument) { return argument.second.is_null(); });
  return arguments;
}

bool version_moves(const Kubernetes& kubernetes, const Text& version) {
  const auto& channel = kubernetes.upgrade_channel;
  const bool exact = std::count(version.value.begin(), version.value.end(), '.') > 1;
  return channel == "stable" || channel == "rapid" || (channel == "patch" && exact);
}

void lower_node_pools(Stack& stack) {
  stack.document.file = "node_pools";
  const auto* cluster = stack.document.find("azurerm_kubernetes_cluster.main");
  if (cluster == nullptr) return;
  const auto instances = pool_instances(*stack.cluster);
  for (auto instance = std::next(instances.begin()); instance != instances.end(); ++instance) {
    const auto& pool = *instance->pool;
    tf::Object arguments = common(stack, *instance);
    arguments.emplace_back("kubernetes_cluster_id", (*cluster)["id"]);
    arguments.emplace_back("mode", pool.mode == "system" ? "System" : "User");
    arguments.emplace_back("node_taints", taints(pool));
    arguments.emplace_back("temporary_name_for_rotation", temporary_name(pool_name(stack, *instance)));
    add_priority(pool, arguments);
    report_upgrade(stack, pool);
    auto& made = stack.add("azurerm_kubernetes_cluster_node_pool", instance->name, pool.span, std::move(arguments));
    if (version_moves(stack.cluster->kubernetes, version_of(stack, pool))) stack.keep(made, {"orchestrator_version"});
  }
}

}  // namespace aurora::azure
