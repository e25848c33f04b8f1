#include "model/resolve_parts.h"
#include "yaml/scalar.h"

namespace aurora::resolving {
namespace {

/// An add-on is a switch, or a mapping of its settings, which switches it on.
Fields read_addon(const Fields& addons, std::string_view key, bool& on) {
  const auto* node = addons.at(key);
  if (node == nullptr) return addons.in(key);
  on = node->is_mapping() ? true : yaml::as_bool(*node).value_or(on);
  return addons.in(key);
}

/// What the spec says of a choice. The cloud's own name in it means `cloud`.
std::string choice(const Fields& fields, std::string_view key, const CloudFacts& facts) {
  std::string text;
  fields.read(key, text);
  return text == facts.cloud ? "cloud" : text;
}

/// The first of the cloud's combinations that agrees with what is given, else what is given.
void settle_choices(const ContainerNetworkFact& given, const CloudFacts& facts, Kubernetes& made) {
  const auto agrees = [](std::string_view wanted, std::string_view has) { return wanted.empty() || wanted == has; };
  const ContainerNetworkFact* found = nullptr;
  for (const auto& row : facts.container_networks)
    if (found == nullptr && agrees(given.plugin, row.plugin) && agrees(given.data_plane, row.data_plane) &&
        agrees(given.policy, row.policy) && agrees(given.pods, row.pods))
      found = &row;
  const auto settle = [&](std::string& field, std::string_view wanted, std::string_view has) {
    if (!wanted.empty() || found != nullptr) field = wanted.empty() ? has : wanted;
  };
  const auto& row = found != nullptr ? *found : given;
  settle(made.network_plugin, given.plugin, row.plugin);
  // Without a plugin the cluster's owner installs one: none of the cloud's choices apply unless they are given.
  if (made.network_plugin == "none") made.network_policy = made.data_plane = "none";
  settle(made.data_plane, given.data_plane, row.data_plane);
  if (made.data_plane != "cilium") made.network_policy = made.network_plugin == "none" ? "none" : "cloud";
  settle(made.network_policy, given.policy, row.policy);
  settle(made.pod_network, given.pods, row.pods);
}

void read_network(const Fields& fields, const CloudFacts& facts, Kubernetes& made) {
  const auto plugin = choice(fields, "plugin", facts), data_plane = choice(fields, "data_plane", facts),
             policy = choice(fields, "policy", facts), pods = choice(fields, "pods", facts);
  settle_choices({plugin, data_plane, policy, pods}, facts, made);
  if (made.data_plane != "cilium") made.advanced_networking_observability = made.advanced_networking_security = false;
  fields.read("pod_cidr", made.pod_cidr);
  fields.read("service_cidr", made.service_cidr);
  fields.read("dns_service_ip", made.dns_service_ip);
  fields.read("observability", made.advanced_networking_observability);
  fields.read("security", made.advanced_networking_security);
  fields.read("outbound_type", made.outbound_type);
}

void read_access(const Fields& fields, Kubernetes& made) {
  fields.read("admin_groups", made.admin_group_ids);
  fields.read("azure_rbac", made.azure_rbac);
  fields.read("local_accounts", made.local_accounts);
  fields.read("run_command", made.run_command);
}

void read_addons(const Fields& fields, Kubernetes& made) {
  fields.read("container_insights", made.container_insights);
  fields.read("defender", made.defender);
  fields.read("azure_policy", made.azure_policy);
  fields.read("keda", made.keda);
  fields.read("vertical_pod_autoscaler", made.vertical_pod_autoscaler);
  fields.read("cost_analysis", made.cost_analysis);
  fields.read("open_service_mesh", made.open_service_mesh);
  if (const auto* versions = fields.at("versions"))
    for (const auto& entry : versions->entries)
      made.addon_versions[std::string(entry.key)] = {std::string(entry.value->text), entry.value->span};
  const auto secrets = read_addon(fields, "key_vault_secrets_provider", made.key_vault_secrets_provider);
  secrets.read("rotation", made.secret_rotation);
  secrets.read("rotation_interval", made.secret_rotation_interval);
  read_addon(fields, "image_cleaner", made.image_cleaner).read("interval_hours", made.image_cleaner_interval_hours);
}

void read_autoscaler(const Fields& fields, AutoscalerProfile& made) {
  fields.read("balance_similar_node_groups", made.balance_similar_node_groups);
  fields.read("skip_nodes_with_system_pods", made.skip_nodes_with_system_pods);
  fields.read("skip_nodes_with_local_storage", made.skip_nodes_with_local_storage);
  fields.read("expander", made.expander);
  fields.read("scan_interval", made.scan_interval);
  fields.read("scale_down_delay_after_add", made.scale_down_delay_after_add);
  fields.read("scale_down_delay_after_delete", made.scale_down_delay_after_delete);
  fields.read("scale_down_delay_after_failure", made.scale_down_delay_after_failure);
  fields.read("scale_down_unneeded", made.scale_down_unneeded);
  fields.read("scale_down_unready", made.scale_down_unready);
  fields.read("new_pod_scale_up_delay", made.new_pod_scale_up_delay);
  fields.read("max_node_provisioning_time", made.max_node_provisioning_time);
  fields.read("scale_down_utilization_threshold", made.scale_down_utilization_threshold);
  fields.read("max_graceful_termination_sec", made.max_graceful_termination_sec);
  fields.read("max_unready_nodes", made.max_unready_nodes);
  fields.read("max_unready_percentage", made.max_unready_percentage);
  fields.read("empty_bulk_delete_max", made.empty_bulk_delete_max);
}

void read_maintenance(const Fields& fields, MaintenanceWindow& made) {
  made.span = fields.span();
  fields.read("day", made.day);
  fields.read("start", made.start);
  fields.read("duration_hours", made.duration_hours);
  fields.read("utc_offset", made.utc_offset);
  fields.read("frequency", made.frequency);
  fields.read("interval", made.interval);
}

void read_storage_and_keys(const Fields& fields, Kubernetes& made) {
  const auto storage = fields.in("storage");
  storage.read("blob", made.blob_driver);
  storage.read("disk", made.disk_driver);
  storage.read("file", made.file_driver);
  storage.read("snapshot", made.snapshot_controller);
  const auto encryption = fields.in("encryption");
  encryption.read("customer_managed_key", made.customer_managed_key);
  encryption.read("disk_encryption_set_id", made.disk_encryption_set_id);
  encryption.read("key_officers", made.key_officer_object_ids);
  const auto diagnostics = fields.in("diagnostics");
  diagnostics.read("enabled", made.diagnostics);
  diagnostics.read("workspace_id", made.log_analytics_workspace_id);
  diagnostics.read("categories", made.log_categories);
  diagnostics.read("metrics", made.metrics);
}

}  // namespace

Kubernetes kubernetes(const Fields& fields, const Identity& identity, const CloudFacts& facts) {
  Kubernetes made;
  made.span = fields.span();
  made.written = fields.node();
  if (identity.stage == "prod") made.maintenance.day = "Wednesday";
  fields.read("version", made.version);
  fields.read("tier", made.tier);
  fields.read("support_plan", made.support_plan);
  fields.read("private", made.private_cluster);
  fields.read("private_dns_zone", made.private_dns_zone);
  fields.read("api_server_vnet_integration", made.api_server_vnet_integration);
  fields.read("authorized_ranges", made.authorized_ranges);
  fields.read("upgrade_channel", made.upgrade_channel);
  fields.read("node_os_upgrade_channel", made.node_os_upgrade_channel);
  fields.read("workload_identity", made.workload_identity);
  fields.read("custom_ca_certificates", made.custom_ca_certificates);
  fields.read("ssh_public_key", made.ssh_public_key);
  fields.read("node_user", made.node_user);
  read_maintenance(fields.in("maintenance"), made.maintenance);
  read_network(fields.in("network"), facts, made);
  read_access(fields.in("access"), made);
  read_addons(fields.in("addons"), made);
  read_autoscaler(fields.in("autoscaler"), made.autoscaler);
  read_storage_and_keys(fields, made);
  return made;
}

}  // namespace aurora::resolving
