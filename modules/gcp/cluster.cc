#include "gcp/cluster.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "gcp/cluster_profiles.h"
#include "gcp/node_pools.h"

// The cluster: regional, private, and without nodes of its own. GKE makes it with a pool that Terraform takes off again
// at once; what its nodes are for those minutes is as hard as the rest. Nested blocks are in cluster_profiles.cc,
// cluster_access.cc, cluster_monitoring.cc and maintenance.cc.

namespace aurora::gcp {
namespace {

tf::Value given(bool wanted, tf::Value value) { return wanted ? std::move(value) : tf::Value{}; }
tf::Value enabled(bool on) { return tf::object({{"enabled", on}}); }

/// cloud.google.com, "Hardening your cluster": the first minor version that lets nobody but health checks in without a
/// name.
constexpr int limits_anonymous = 32;

/// 33 of `1.33` and `1.33.2`, which the spec's own checks want.
int minor(const Kubernetes& kubernetes) { return std::atoi(kubernetes.version.value.c_str() + 2); }

/// The subnet that all nodes are in.
tf::Value node_subnet(const Stack& stack) {
  for (const auto* role : {"system", "general", "gateway"})
    if (const auto* subnet = stack.subnet_of_role(role)) return stack.subnet_id(subnet->key);
  return {};
}

/// Where the cluster is, its address ranges, and who reaches its API from where.
tf::Object network_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto zones = zone_names(stack, stack.cluster->zones);
  const bool cilium = kubernetes.data_plane == "cilium", calico = kubernetes.network_policy == "calico";
  return tf::object(
      {{"location", stack.region()},
       {"node_locations", given(!zones.empty(), tf::list(zones))},
       {"network", stack.network_id()},
       {"subnetwork", node_subnet(stack)},
       {"networking_mode", "VPC_NATIVE"},
       {"ip_allocation_policy", address_ranges(stack)},
       {"private_cluster_config", control_plane_endpoint(stack)},
       {"master_authorized_networks_config", authorized_networks(stack)},
       {"control_plane_endpoints_config", control_plane_endpoints(stack)},
       {"datapath_provider", cilium ? "ADVANCED_DATAPATH" : "LEGACY_DATAPATH"},
       {"network_policy", given(calico, tf::object({{"enabled", true}, {"provider", "CALICO"}}))},
       {"enable_cilium_clusterwide_network_policy", given(cilium, kubernetes.advanced_networking_security)},
       // Packets between pods of one node pass the network, its rules and its flow logs as all others do.
       {"enable_intranode_visibility", stack.network.flow_logs},
       {"enable_l4_ilb_subsetting", true},
       // Rules are the plan's; those that GKE adds for load balancers come after a policy that denies the rest.
       {"disable_l4_lb_firewall_reconciliation", !stack.existing_network()}});
}

/// Identities, secrets, and what is off.
tf::Object security_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  return tf::object(
      {{"enable_shielded_nodes", true},
       {"enable_legacy_abac", false},
       {"workload_identity_config",
        given(kubernetes.workload_identity, tf::object({{"workload_pool", stack.project() + ".svc.id.goog"}}))},
       {"database_encryption", database_encryption(stack)},
       {"master_auth", tf::object({{"client_certificate_config",
                                    tf::object({{"issue_client_certificate", kubernetes.local_accounts}})}})},
       {"anonymous_authentication_config",
        given(minor(kubernetes) >= limits_anonymous, tf::object({{"mode", "LIMITED"}}))},
       {"rbac_binding_config", tf::object({{"enable_insecure_binding_system_authenticated", false},
                                           {"enable_insecure_binding_system_unauthenticated", false}})},
       {"authenticator_groups_config", groups(stack)},
       {"security_posture_config", tf::object({{"mode", "BASIC"}, {"vulnerability_mode", "VULNERABILITY_DISABLED"}})},
       {"service_external_ips_config", enabled(false)},
       {"secret_manager_config", enabled(kubernetes.key_vault_secrets_provider && kubernetes.workload_identity)}});
}

/// Versions and upkeep, add-ons, and what is told of it all.
tf::Object platform_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  return tf::object({{"min_master_version", kubernetes.version.value},
                     {"release_channel", release_channel(kubernetes)},
                     {"maintenance_policy", maintenance_policy(stack)},
                     {"addons_config", addons(kubernetes)},
                     {"gateway_api_config", tf::object({{"channel", "CHANNEL_STANDARD"}})},
                     {"cluster_autoscaling", tf::object({{"enabled", false}, {"autoscaling_profile", "BALANCED"}})},
                     {"vertical_pod_autoscaling", enabled(kubernetes.vertical_pod_autoscaler)},
                     {"cost_management_config", enabled(kubernetes.cost_analysis)},
                     {"logging_config", logging(stack)},
                     {"monitoring_config", monitoring(kubernetes)}});
}

/// The pool that is there while the cluster is made.
tf::Object first_pool(Stack& stack, const NodePool& pool) {
  const tf::Object kubelet = tf::object({{"insecure_kubelet_readonly_port_enabled", "FALSE"}});
  return tf::object({{"remove_default_node_pool", true},
                     {"initial_node_count", 1},
                     {"default_max_pods_per_node", pool.max_pods.value},
                     {"node_config", block(hardened_node(stack, pool))},
                     {"node_pool_defaults", tf::object({{"node_config_defaults", kubelet}})}});
}

void append(tf::Object& arguments, tf::Object more) {
  for (auto& argument : more) arguments.push_back(std::move(argument));
}

/// What nodes need besides the network: rights, and keys that they may be made with.
constexpr std::array<std::string_view, 3> before_nodes{"google_artifact_registry_repository_iam_member",
                                                       "google_kms_crypto_key_iam_member", "google_project_iam_member"};

void wait_for_rights(const Stack& stack, tf::Resource& cluster) {
  for (const auto& other : stack.document.resources)
    if (std::find(before_nodes.begin(), before_nodes.end(), other.type) != before_nodes.end())
      cluster.depends_on(other);
}

}  // namespace

std::vector<std::string> zone_names(const Stack& stack, const std::vector<std::string>& zones) {
  std::vector<std::string> names;
  for (const auto& zone : zones)
    if (auto name = stack.zone(zone); !name.empty()) names.push_back(std::move(name));
  return names;
}

std::string is_this_cluster(Stack& stack) {
  const auto name = stack.name("kubernetes_cluster");
  return "resource.name.endsWith(\"/locations/" + stack.region() + "/clusters/" + name + "\")";
}

void lower_cluster(Stack& stack) {
  stack.document.file = "cluster";
  const auto& spec = *stack.cluster;
  const auto* pool = system_pool(spec);
  if (pool == nullptr) {
    stack.diagnostics.report(diag::SystemPoolMissing, spec.span, spec.key)
        .hint("GKE runs its own pods on the cluster's nodes: add `system` to `node_pools`");
    return;
  }
  tf::Object arguments = network_arguments(stack);
  append(arguments, security_arguments(stack));
  append(arguments, platform_arguments(stack));
  append(arguments, first_pool(stack, *pool));
  arguments.emplace_back("deletion_protection", stack.protect);
  auto& made = stack.add_named("google_container_cluster", "main", stack.name("kubernetes_cluster"),
                               spec.kubernetes.span, std::move(arguments));
  stack.wait_for_network(made);
  wait_for_rights(stack, made);
  // What the pool was that is gone, the provider reads from another, and would make the cluster anew for it.
  stack.keep(made, {"initial_node_count", "node_config"});
}

}  // namespace aurora::gcp
