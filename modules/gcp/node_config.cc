#include "gcp/cluster.h"
#include "gcp/encryption.h"
#include "gcp/node_machines.h"
#include "gcp/node_pools.h"

// What a node is, whatever its pool, and what its pool adds to it.

namespace aurora::gcp {
namespace {

std::string_view image_type(const NodePool& pool) {
  return pool.os == "Ubuntu" ? "UBUNTU_CONTAINERD" : "COS_CONTAINERD";
}

std::string_view effect(const Taint& taint) {
  if (taint.effect == "NoExecute") return "NO_EXECUTE";
  return taint.effect == "PreferNoSchedule" ? "PREFER_NO_SCHEDULE" : "NO_SCHEDULE";
}

tf::Value taints(const NodePool& pool) {
  tf::List list;
  for (const auto& taint : pool.taints)
    list.push_back(tf::object({{"key", taint.key}, {"value", taint.value}, {"effect", effect(taint)}}));
  return list.empty() ? tf::Value{} : tf::Value(std::move(list));
}

template <typename Map>
tf::Value map_of(const Map& map) {
  tf::Object entries;
  for (const auto& [key, value] : map) entries.emplace_back(key, value);
  return entries.empty() ? tf::Value{} : tf::Value(std::move(entries));
}

/// The provider's labels reach the pool, but not its machines and disks.
tf::Value resource_labels(const Stack& stack, const NodePool& pool) {
  Tags all = pool.tags;
  all.insert(stack.tags.begin(), stack.tags.end());
  return map_of(all);
}

tf::Value guest_accelerators(Stack& stack, const NodePool& pool) {
  const auto& type = pool.machine.value.type;
  const auto built_in = accelerators(type);
  if (!built_in) {
    if (pool.gpu)
      stack.diagnostics
          .report(diag::AcceleratorsUnknown, pool.machine.span.known() ? pool.machine.span : pool.span, type, pool.key)
          .hint("take a type that has them built in, as `g2-standard-8`");
    return {};
  }
  const auto* driver = pool.gpu_driver == "none" ? "INSTALLATION_DISABLED" : "DEFAULT";
  return tf::List{tf::object({{"type", built_in->type},
                              {"count", built_in->count},
                              {"gpu_driver_installation_config", tf::object({{"gpu_driver_version", driver}})}})};
}

/// Ubuntu builds the GPU's modules on the node and cannot sign them.
bool secure_boot(const NodePool& pool) { return !(pool.os == "Ubuntu" && accelerators(pool.machine.value.type)); }

}  // namespace

tf::Object hardened_node(Stack& stack, const NodePool& pool) {
  const auto& machine = pool.machine.value.type;
  const auto* account = node_account(stack, pool.key);
  return tf::object(
      {{"machine_type", machine},
       {"image_type", image_type(pool)},
       {"disk_type", boot_disk(machine)},
       {"disk_size_gb", pool.os_disk_gib},
       {"boot_disk_kms_key", disk_key(stack)},
       {"service_account", account == nullptr ? tf::Value{} : tf::Value((*account)["email"])},
       // What an account may do is for its roles to say: scopes only narrow what they allow.
       {"oauth_scopes", tf::list({"https://www.googleapis.com/auth/cloud-platform"})},
       {"metadata", tf::object({{"disable-legacy-endpoints", "true"}})},
       {"workload_metadata_config",
        tf::object({{"mode", stack.cluster->kubernetes.workload_identity ? "GKE_METADATA" : "GCE_METADATA"}})},
       {"shielded_instance_config",
        tf::object({{"enable_secure_boot", secure_boot(pool)}, {"enable_integrity_monitoring", true}})},
       {"kubelet_config", tf::object({{"insecure_kubelet_readonly_port_enabled", "FALSE"}})},
       {"gvnic", tf::object({{"enabled", true}})}});
}

tf::Value node_config(Stack& stack, const NodePool& pool) {
  auto made = hardened_node(stack, pool);
  if (pool.spot) made.emplace_back("spot", true);
  made.emplace_back("labels", map_of(pool.labels));
  made.emplace_back("taint", taints(pool));
  made.emplace_back("resource_labels", resource_labels(stack, pool));
  made.emplace_back("guest_accelerator", guest_accelerators(stack, pool));
  return block(std::move(made));
}

}  // namespace aurora::gcp
