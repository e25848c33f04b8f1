#include "azure/cluster.h"

#include "azure/cluster_profiles.h"
#include "azure/dns.h"
#include "azure/node_pools.h"

// The managed cluster. Its nested blocks are in cluster_profiles.cc, its default pool in node_pools.cc.

namespace aurora::azure {
namespace {

bool is_none(const std::optional<Text>& zone) { return zone && zone->value == "none"; }

std::string_view tier(const Kubernetes& kubernetes) {
  if (kubernetes.tier == "premium") return "Premium";
  return kubernetes.tier == "free" ? "Free" : "Standard";
}

tf::Value given(bool wanted, tf::Value value) { return wanted ? std::move(value) : tf::Value{}; }

tf::Value certificates(const Kubernetes& kubernetes) {
  tf::List texts;
  for (const auto& text : kubernetes.custom_ca_certificates) texts.emplace_back(text.value);
  return texts.empty() ? tf::Value{} : tf::Value(std::move(texts));
}

tf::Value kubelet_identity(const Stack& stack) {
  const auto& kubelet = *stack.document.find("azurerm_user_assigned_identity.kubelet");
  return tf::object({{"client_id", kubelet["client_id"]},
                     {"object_id", kubelet["principal_id"]},
                     {"user_assigned_identity_id", kubelet["id"]}});
}

tf::Value disk_encryption_set(const Stack& stack) {
  const auto& given_set = stack.cluster->kubernetes.disk_encryption_set_id;
  if (given_set) return given_set->value;
  const auto* made = stack.document.find("azurerm_disk_encryption_set.main");
  return made == nullptr ? tf::Value{} : tf::Value((*made)["id"]);
}

/// Names and version of the cluster, who may call its API, and from where.
tf::Object access_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  return tf::object(
      {{"dns_prefix", stack.name("dns_prefix")},
       {"node_resource_group", stack.name("resource_group_kubernetes")},
       {"kubernetes_version", kubernetes.version.value},
       {"sku_tier", tier(kubernetes)},
       {"support_plan", kubernetes.support_plan == "long_term" ? "AKSLongTermSupport" : "KubernetesOfficial"},
       {"private_cluster_enabled", kubernetes.private_cluster},
       // Without a private zone the public name is the only one that there is.
       {"private_cluster_public_fqdn_enabled", kubernetes.private_cluster && is_none(kubernetes.private_dns_zone)},
       {"private_dns_zone_id", given(kubernetes.private_cluster, control_plane_zone_value(stack))},
       {"api_server_access_profile", api_server_access_profile(stack)},
       {"role_based_access_control_enabled", true},
       {"azure_active_directory_role_based_access_control", directory_profile(stack)},
       {"local_account_disabled", !kubernetes.local_accounts},
       {"run_command_enabled", kubernetes.run_command},
       {"oidc_issuer_enabled", true},
       {"workload_identity_enabled", kubernetes.workload_identity}});
}

/// Identities, disks, network and upkeep.
tf::Object platform_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const bool upgrades = kubernetes.upgrade_channel != "none";
  const bool node_upgrades = kubernetes.node_os_upgrade_channel != "None";
  const bool isolated = kubernetes.outbound_type == "none" ||
                        (kubernetes.outbound_type.empty() && stack.egress.kind == Egress::Kind::None);
  const auto& control_plane = *stack.document.find("azurerm_user_assigned_identity.aks");
  return tf::object(
      {{"identity", tf::object({{"type", "UserAssigned"}, {"identity_ids", tf::list({control_plane["id"]})}})},
       {"kubelet_identity", kubelet_identity(stack)},
       {"disk_encryption_set_id", disk_encryption_set(stack)},
       {"network_profile", network_profile(stack)},
       // Nodes without a way out take AKS's own images from a cache.
       {"bootstrap_profile", given(isolated, tf::object({{"artifact_source", "Cache"}}))},
       // azurerm 5 wants it said that nodes come from the pools below only.
       {"node_provisioning_profile", given(stack.major >= 5, tf::object({{"mode", "Manual"}}))},
       {"auto_scaler_profile", autoscaler_profile(kubernetes)},
       {"automatic_upgrade_channel", given(upgrades, kubernetes.upgrade_channel)},
       {"maintenance_window_auto_upgrade", given(upgrades, maintenance_window(kubernetes.maintenance))},
       {"node_os_upgrade_channel", kubernetes.node_os_upgrade_channel},
       {"maintenance_window_node_os", given(node_upgrades, maintenance_window(kubernetes.maintenance))},
       {"storage_profile", storage_profile(kubernetes)},
       {"linux_profile", linux_profile(kubernetes)},
       {"custom_ca_trust_certificates_base64", certificates(kubernetes)}});
}

tf::Object addon_arguments(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto workspace = [&](bool wanted, tf::Object more) {
    if (!wanted) return tf::Value{};
    more.emplace(more.begin(), "log_analytics_workspace_id", workspace_id(stack));
    return tf::Value(std::move(more));
  };
  const bool cleans = kubernetes.image_cleaner;
  return tf::object(
      {{"oms_agent", workspace(kubernetes.container_insights, {{"msi_auth_for_monitoring_enabled", true}})},
       {"microsoft_defender", workspace(kubernetes.defender, {})},
       {"azure_policy_enabled", kubernetes.azure_policy},
       {"key_vault_secrets_provider", secrets_provider(kubernetes)},
       {"image_cleaner_enabled", cleans},
       {"image_cleaner_interval_hours", given(cleans, kubernetes.image_cleaner_interval_hours)},
       {"open_service_mesh_enabled", given(kubernetes.open_service_mesh, true)},
       {"workload_autoscaler_profile", workload_autoscalers(kubernetes)},
       {"cost_analysis_enabled", given(kubernetes.cost_analysis, true)}});
}

void append(tf::Object& arguments, tf::Object more) {
  for (auto& argument : more) arguments.push_back(std::move(argument));
}

/// AKS joins networks, reads keys and writes DNS as soon as it is made: every role comes first.
void wait_for_roles(const Stack& stack, tf::Resource& cluster) {
  for (const auto& other : stack.document.resources)
    if (other.type == "azurerm_role_assignment") cluster.depends_on(other);
}

}  // namespace

tf::Value control_plane_zone_value(Stack& stack) {
  const auto& asked = stack.cluster->kubernetes.private_dns_zone;
  if (asked) {
    if (asked->value == "system") return "System";
    if (asked->value == "none") return "None";
    return asked->value;
  }
  auto zone = stack.private_dns_zone_id("control_plane", control_plane_zone(stack.location()));
  return zone.is_null() ? tf::Value("System") : zone;
}

void lower_cluster(Stack& stack) {
  stack.document.file = "cluster";
  const auto& spec = *stack.cluster;
  const auto instances = pool_instances(spec);
  if (instances.empty()) {
    stack.diagnostics.report(diag::SystemPoolMissing, spec.span, spec.key)
        .hint("AKS runs its own pods on a pool of mode `system`: add `system` to `node_pools`");
    return;
  }
  tf::Object arguments = access_arguments(stack);
  append(arguments, platform_arguments(stack));
  append(arguments, addon_arguments(stack));
  arguments.emplace_back("default_node_pool", default_node_pool(stack, instances));
  auto& made = stack.add("azurerm_kubernetes_cluster", "main", stack.group(), stack.name("kubernetes_cluster"),
                         spec.kubernetes.span, std::move(arguments));
  wait_for_roles(stack, made);
  stack.wait_for_network(made);
  if (version_moves(spec.kubernetes, spec.kubernetes.version))
    stack.keep(made, {"kubernetes_version", "default_node_pool[0].orchestrator_version"});
  else
    stack.keep(made);
}

}  // namespace aurora::azure
