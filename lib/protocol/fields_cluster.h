#pragma once

#include "protocol/fields_network.h"

namespace aurora::protocol {

template <typename V>
void fields(V& v, Like<Taint> auto& taint) {
  v.is("taint", "a taint of every node of a pool");
  v("key", taint.key, "before the `=`");
  v("value", taint.value, "behind the `=`");
  v("effect", taint.effect, "`NoSchedule`, `PreferNoSchedule` or `NoExecute`");
  v("span", taint.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Machine> auto& machine) {
  v.is("machine", "a machine, mapped from the neutral form to the cloud's own");
  v("type", machine.type, "the cloud's name of the type");
  v("vcpus", machine.vcpus, "0: the type is not in the backend's table");
  v("memory_gib", machine.memory_gib, "its memory; 0 as with `vcpus`");
  v("gpu", machine.gpu, "whether it has one");
}

template <typename V>
void fields(V& v, Like<NodePool> auto& pool) {
  v.is("node_pool", "machines of one kind in a cluster");
  v("key", pool.key, "its key in the spec: `general`");
  v("machine", pool.machine, "what its nodes are");
  v("min", pool.min, "fewest nodes, over all zones");
  v("max", pool.max, "most nodes, over all zones");
  v("autoscale", pool.autoscale, "whether the number of nodes follows the need");
  v("mode", pool.mode, "`system` or `user`");
  v("max_pods", pool.max_pods, "pods on one node");
  v("zones", pool.zones, "`1`, `2`, ...");
  v("per_zone", pool.per_zone, "one pool a zone; `min` and `max` hold for each");
  v("labels", pool.labels, "Kubernetes labels, those of the platform included");
  v("taints", pool.taints, "Kubernetes taints");
  v("version", pool.version, "Kubernetes version, when not the cluster's");
  v("os", pool.os, "the image family, as the spec calls it; empty: whatever the backend takes");
  v("os_disk_gib", pool.os_disk_gib, "size of the disk of the operating system");
  v("os_disk_type", pool.os_disk_type, "`managed` or `ephemeral`");
  v("spot", pool.spot, "whether machines may be taken away at any time");
  v("spot_max_price", pool.spot_max_price, "an hour; -1: the price of a plain machine");
  v("spot_eviction", pool.spot_eviction, "`delete` or `deallocate`");
  v("gpu", pool.gpu, "whether it has GPUs");
  v("gpu_driver", pool.gpu_driver, "`install` or `none`");
  v("max_surge", pool.max_surge, "nodes on top during an upgrade, a number or a percentage");
  v("drain_timeout_minutes", pool.drain_timeout_minutes, "how long an upgrade waits for pods to go");
  v("soak_minutes", pool.soak_minutes, "how long an upgrade rests behind each node");
  v("host_encryption", pool.host_encryption, "whether caches and temporary disks are encrypted");
  v("fips", pool.fips, "whether the image is one with validated cryptography");
  v("ultra_ssd", pool.ultra_ssd, "whether such disks can be attached");
  v("public_ips", pool.public_ips, "whether nodes have public addresses");
  v("subnet", pool.subnet, "key of the subnet of its nodes");
  v("pod_subnet", pool.pod_subnet, "key of the subnet of its pods; empty: an overlay, or beside the nodes");
  v("tags", pool.tags, "tags of its resources");
  v("renamed_from", pool.renamed_from, "its key before");
  v("span", pool.span, "its place in the spec");
  v("written", pool.written, "the merged mapping of the spec");
}

template <typename V>
void fields(V& v, Like<MaintenanceWindow> auto& window) {
  v.is("maintenance_window", "when the cloud may change a cluster");
  v("day", window.day, "of the week");
  v("start", window.start, "`23:00`, in `utc_offset`");
  v("duration_hours", window.duration_hours, "4 to 24");
  v("utc_offset", window.utc_offset, "`+00:00`");
  v("frequency", window.frequency, "`Weekly`, ...");
  v("interval", window.interval, "every how many weeks");
  v("span", window.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<AutoscalerProfile> auto& profile) {
  v.is("autoscaler_profile", "settings of the cluster autoscaler, by its own names");
  v("balance_similar_node_groups", profile.balance_similar_node_groups, "keep pools of one kind equally large");
  v("skip_nodes_with_system_pods", profile.skip_nodes_with_system_pods, "never remove those nodes");
  v("skip_nodes_with_local_storage", profile.skip_nodes_with_local_storage, "never remove those nodes");
  v("expander", profile.expander, "which pool grows: `random`, `least-waste`, ...");
  v("scan_interval", profile.scan_interval, "how often it looks");
  v("scale_down_delay_after_add", profile.scale_down_delay_after_add, "how long it rests then");
  v("scale_down_delay_after_delete", profile.scale_down_delay_after_delete, "how long it rests then");
  v("scale_down_delay_after_failure", profile.scale_down_delay_after_failure, "how long it rests then");
  v("scale_down_unneeded", profile.scale_down_unneeded, "how long a node must be idle");
  v("scale_down_unready", profile.scale_down_unready, "how long a node must be unready");
  v("new_pod_scale_up_delay", profile.new_pod_scale_up_delay, "how long a pod must wait");
  v("max_node_provisioning_time", profile.max_node_provisioning_time, "how long a node may take");
  v("scale_down_utilization_threshold", profile.scale_down_utilization_threshold, "below which a node is idle");
  v("max_graceful_termination_sec", profile.max_graceful_termination_sec, "how long pods may take to end");
  v("max_unready_nodes", profile.max_unready_nodes, "above which it does nothing");
  v("max_unready_percentage", profile.max_unready_percentage, "above which it does nothing");
  v("empty_bulk_delete_max", profile.empty_bulk_delete_max, "how many empty nodes go at once");
}

template <typename V>
void fields(V& v, Like<Kubernetes> auto& kubernetes) {
  v.is("kubernetes", "the cluster's settings");
  v("version", kubernetes.version, "`1.33`");
  v("tier", kubernetes.tier, "`free`, `standard` or `premium`");
  v("support_plan", kubernetes.support_plan, "`standard` or `long_term`");
  v("private_cluster", kubernetes.private_cluster, "whether the API server has private addresses only");
  v("private_dns_zone", kubernetes.private_dns_zone, "`system`, `none`, or a zone's id");
  v("api_server_vnet_integration", kubernetes.api_server_vnet_integration, "whether the API server is in a subnet");
  v("authorized_ranges", kubernetes.authorized_ranges, "who reaches an API server that is not private");
  v("upgrade_channel", kubernetes.upgrade_channel, "`none`, `patch`, `stable`, `rapid` or `node-image`");
  v("node_os_upgrade_channel", kubernetes.node_os_upgrade_channel, "of the nodes' images");
  v("maintenance", kubernetes.maintenance, "when it may be changed");
  v("network_plugin", kubernetes.network_plugin, "`cloud`, the cloud's own, or `none`");
  v("network_policy", kubernetes.network_policy, "`cilium`, `cloud`, `calico` or `none`");
  v("data_plane", kubernetes.data_plane, "`cilium`, `cloud` or `none`");
  v("pod_network", kubernetes.pod_network, "`overlay`, `pod_subnet` or `node_subnet`");
  v("advanced_networking_observability", kubernetes.advanced_networking_observability, "flows and metrics of pods");
  v("advanced_networking_security", kubernetes.advanced_networking_security, "policies by name and by request");
  v("pod_cidr", kubernetes.pod_cidr, "pinned range of the pods");
  v("service_cidr", kubernetes.service_cidr, "pinned range of the services");
  v("dns_service_ip", kubernetes.dns_service_ip, "pinned address of the cluster's DNS");
  v("outbound_type", kubernetes.outbound_type, "the cloud's name; empty: what fits the egress");
  v("admin_group_ids", kubernetes.admin_group_ids, "groups of administrators");
  v("azure_rbac", kubernetes.azure_rbac, "whether roles of the cloud decide");
  v("local_accounts", kubernetes.local_accounts, "whether there are certificates beside the directory");
  v("run_command", kubernetes.run_command, "whether commands can be run through the cloud");
  v("workload_identity", kubernetes.workload_identity, "whether pods can have identities of the cloud");
  v("custom_ca_certificates", kubernetes.custom_ca_certificates, "base64, at most 10");
  v("ssh_public_key", kubernetes.ssh_public_key, "of the nodes' user");
  v("node_user", kubernetes.node_user, "the nodes' user");
  v("container_insights", kubernetes.container_insights, "an add-on");
  v("defender", kubernetes.defender, "an add-on");
  v("azure_policy", kubernetes.azure_policy, "an add-on");
  v("key_vault_secrets_provider", kubernetes.key_vault_secrets_provider, "an add-on");
  v("secret_rotation", kubernetes.secret_rotation, "of the secrets provider");
  v("image_cleaner", kubernetes.image_cleaner, "an add-on");
  v("blob_driver", kubernetes.blob_driver, "a storage driver");
  v("disk_driver", kubernetes.disk_driver, "a storage driver");
  v("file_driver", kubernetes.file_driver, "a storage driver");
  v("snapshot_controller", kubernetes.snapshot_controller, "an add-on");
  v("keda", kubernetes.keda, "an add-on");
  v("vertical_pod_autoscaler", kubernetes.vertical_pod_autoscaler, "an add-on");
  v("cost_analysis", kubernetes.cost_analysis, "an add-on");
  v("open_service_mesh", kubernetes.open_service_mesh, "an add-on");
  v("addon_versions", kubernetes.addon_versions, "by the cloud's name of the add-on");
  v("secret_rotation_interval", kubernetes.secret_rotation_interval, "`2m`");
  v("image_cleaner_interval_hours", kubernetes.image_cleaner_interval_hours, "how often images are cleaned");
  v("autoscaler", kubernetes.autoscaler, "settings of the cluster autoscaler");
  v("customer_managed_key", kubernetes.customer_managed_key, "whether disks are encrypted with a key of one's own");
  v("disk_encryption_set_id", kubernetes.disk_encryption_set_id, "an existing one");
  v("key_officer_object_ids", kubernetes.key_officer_object_ids, "principals that administer the key");
  v("diagnostics", kubernetes.diagnostics, "whether the control plane's logs are kept");
  v("log_analytics_workspace_id", kubernetes.log_analytics_workspace_id, "instead of the hub's");
  v("log_categories", kubernetes.log_categories, "which logs");
  v("metrics", kubernetes.metrics, "whether metrics are kept too");
  v("span", kubernetes.span, "its place in the spec");
  v("written", kubernetes.written, "the merged mapping of the spec");
}

template <typename V>
void fields(V& v, Like<PrivateEndpoint> auto& endpoint) {
  v.is("private_endpoint", "a service of the cloud with an address in the cluster's network");
  v("key", endpoint.key, "its key in the spec");
  v("service", endpoint.service, "neutral: `secrets`, `object_storage`, `registry`, ...");
  v("target_id", endpoint.target_id, "an existing resource; none: the one that is made for the cluster");
  v("subresource", endpoint.subresource, "the cloud's name of the part");
  v("dns_zone_id", endpoint.dns_zone_id, "instead of the hub's zone");
  v("subnet", endpoint.subnet, "key of its subnet; none: `infrastructure`");
  v("renamed_from", endpoint.renamed_from, "its key before");
  v("span", endpoint.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<WorkloadIdentity::Role> auto& role) {
  v.is("workload_role", "a role that a workload identity has");
  v("name", role.name, "a built-in role's name");
  v("scope", role.scope, "an id, or `cluster`, `network`, `registry`, `storage`, `vault`, ...");
}

template <typename V>
void fields(V& v, Like<WorkloadIdentity> auto& identity) {
  v.is("workload_identity", "a workload's identity in the cloud, federated with Kubernetes service accounts");
  v("key", identity.key, "its key in the spec");
  v("service_accounts", identity.service_accounts, "`namespace/name`");
  v("roles", identity.roles, "what it may do");
  v("renamed_from", identity.renamed_from, "its key before");
  v("span", identity.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Cluster> auto& cluster) {
  v.is("cluster", "one managed Kubernetes cluster in its own network: one stack");
  v("identity", cluster.identity, "what its names are made from; `id` is its stack");
  v("key", cluster.key, "`gen-dev-cc-00`");
  v("region", cluster.region, "the cloud's name of the region");
  v("zones", cluster.zones, "`1`, `2`, ...");
  v("kubernetes", cluster.kubernetes, "its settings");
  v("network", cluster.network, "its network");
  v("node_pools", cluster.node_pools, "by key");
  v("private_endpoints", cluster.private_endpoints, "by key");
  v("workload_identities", cluster.workload_identities, "by key");
  v("route_server", cluster.route_server, "the route server of its network");
  v("egress", cluster.egress, "the hub's, unless the cluster has its own");
  v("tags", cluster.tags, "tags of its resources");
  v("protect", cluster.protect, "whether `prevent_destroy` is wanted for what must outlive a mistake");
  v("renamed_from", cluster.renamed_from, "its key before");
  v("former", cluster.former, "the identity that it had; `id` is empty when it had no other");
  v("span", cluster.span, "its place in the spec");
  v("written", cluster.written, "the merged mapping of the spec");
}

}  // namespace aurora::protocol
