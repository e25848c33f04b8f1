#include "azure/cluster_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "azure/cluster.h"

namespace aurora::azure {
namespace {

/// A nested block without the arguments that are not set.
tf::Object block(tf::Object arguments) {
  std::erase_if(arguments, [](const auto& argument) { return argument.second.is_null(); });
  return arguments;
}

std::string or_empty(const Allocation* allocation) {
  return allocation == nullptr ? std::string() : allocation->prefix.to_string();
}

tf::Value text_or_null(std::string text) { return text.empty() ? tf::Value{} : tf::Value(std::move(text)); }

/// AKS takes any address of the service range but the first, which is the API server's.
constexpr std::uint64_t dns_service_index = 10;

std::string dns_service_ip(const Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  if (kubernetes.dns_service_ip) return kubernetes.dns_service_ip->value.to_string();
  const auto* services = stack.addresses().find(stack.identity.id, "services");
  return services == nullptr ? std::string() : services->prefix.nth(dns_service_index).to_string();
}

struct Way {
  Egress::Kind egress;
  std::string_view outbound_type;
};
/// How packets leave, in AKS's words, by the egress of the cluster.
constexpr Way ways[] = {{Egress::Kind::NextHop, "userDefinedRouting"},
                        {Egress::Kind::Firewall, "userDefinedRouting"},
                        {Egress::Kind::Nat, "userAssignedNATGateway"},
                        {Egress::Kind::LoadBalancer, "loadBalancer"},
                        {Egress::Kind::None, "none"}};

Span place_of_outbound_type(const Kubernetes& kubernetes) {
  const auto* network = kubernetes.written == nullptr ? nullptr : kubernetes.written->find("network");
  const auto* value = network == nullptr ? nullptr : network->find("outbound_type");
  return value == nullptr ? kubernetes.span : value->span;
}

/// What the spec says, if the network has that way out: AKS refuses user-defined routing without a default route, and a
/// gateway that nobody attached. What an existing network has is its owner's to know.
std::string outbound_type(Stack& stack) {
  const auto& given = stack.cluster->kubernetes.outbound_type;
  const auto* way =
      std::find_if(std::begin(ways), std::end(ways), [&](const Way& one) { return one.egress == stack.egress.kind; });
  if (given.empty()) return std::string(way->outbound_type);
  if (given != way->outbound_type && given != "loadBalancer" && !stack.existing_network())
    stack.diagnostics
        .report(diag::OutboundType, place_of_outbound_type(stack.cluster->kubernetes), given, stack.identity.id,
                way->outbound_type)
        .hint("leave `outbound_type` out, or change `egress`")
        .related(stack.egress.span, "the egress");
  return given;
}

/// The spec says `cloud` of what is Azure's own.
std::string azures_word(const std::string& choice) { return choice == "cloud" ? "azure" : choice; }

bool cilium(const Kubernetes& kubernetes) {
  return kubernetes.network_plugin == "cloud" && kubernetes.data_plane == "cilium";
}

/// Only Cilium's data plane observes and filters; a block without either is refused.
tf::Value advanced_networking(const Kubernetes& kubernetes) {
  const bool observe = kubernetes.advanced_networking_observability, secure = kubernetes.advanced_networking_security;
  if (!cilium(kubernetes) || (!observe && !secure)) return {};
  return block({{"observability_enabled", observe}, {"security_enabled", secure}});
}

}  // namespace

tf::Value api_server_access_profile(const Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  tf::Object profile;
  if (kubernetes.api_server_vnet_integration) {
    if (const auto* subnet = stack.subnet_of_role("apiserver")) {
      profile.emplace_back("virtual_network_integration_enabled", true);
      profile.emplace_back("subnet_id", stack.subnet_id(subnet->key));
    }
  }
  if (!kubernetes.private_cluster && !kubernetes.authorized_ranges.empty()) {
    tf::List ranges;
    for (const auto& range : kubernetes.authorized_ranges) ranges.emplace_back(range.value.to_string());
    profile.emplace_back("authorized_ip_ranges", std::move(ranges));
  }
  return profile.empty() ? tf::Value{} : tf::Value(std::move(profile));
}

tf::Value network_profile(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const bool plugin = kubernetes.network_plugin == "cloud";
  const bool overlay = plugin && kubernetes.pod_network == "overlay";
  const auto find = [&](std::string_view name) { return or_empty(stack.addresses().find(stack.identity.id, name)); };
  const bool policy = plugin && kubernetes.network_policy != "none";
  return block({{"network_plugin", azures_word(kubernetes.network_plugin)},
                {"network_plugin_mode", overlay ? tf::Value("overlay") : tf::Value{}},
                {"network_policy", policy ? tf::Value(azures_word(kubernetes.network_policy)) : tf::Value{}},
                {"network_data_plane", cilium(kubernetes) ? tf::Value("cilium") : tf::Value{}},
                {"pod_cidr", overlay ? text_or_null(find("pods")) : tf::Value{}},
                {"service_cidr", text_or_null(find("services"))},
                {"dns_service_ip", text_or_null(dns_service_ip(stack))},
                {"load_balancer_sku", "standard"},
                {"outbound_type", outbound_type(stack)},
                {"advanced_networking", advanced_networking(kubernetes)}});
}

tf::Value directory_profile(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  tf::List groups;
  for (const auto& group : kubernetes.admin_group_ids) groups.emplace_back(group.value);
  return block({{"tenant_id", tenant_id(stack)},
                {"azure_rbac_enabled", kubernetes.azure_rbac},
                {"admin_group_object_ids", groups.empty() ? tf::Value{} : tf::Value(std::move(groups))}});
}

tf::Value autoscaler_profile(const Kubernetes& kubernetes) {
  const auto& own = kubernetes.autoscaler;
  return block({{"balance_similar_node_groups", own.balance_similar_node_groups},
                {"expander", own.expander},
                {"max_graceful_termination_sec", std::to_string(own.max_graceful_termination_sec)},
                {"max_node_provisioning_time", own.max_node_provisioning_time},
                {"max_unready_nodes", own.max_unready_nodes},
                {"max_unready_percentage", own.max_unready_percentage},
                {"new_pod_scale_up_delay", own.new_pod_scale_up_delay},
                {"scale_down_delay_after_add", own.scale_down_delay_after_add},
                {"scale_down_delay_after_delete", own.scale_down_delay_after_delete},
                {"scale_down_delay_after_failure", own.scale_down_delay_after_failure},
                {"scan_interval", own.scan_interval},
                {"scale_down_unneeded", own.scale_down_unneeded},
                {"scale_down_unready", own.scale_down_unready},
                {"scale_down_utilization_threshold", fmt::format("{}", own.scale_down_utilization_threshold)},
                {"empty_bulk_delete_max", std::to_string(own.empty_bulk_delete_max)},
                {"skip_nodes_with_local_storage", own.skip_nodes_with_local_storage},
                {"skip_nodes_with_system_pods", own.skip_nodes_with_system_pods}});
}

tf::Value maintenance_window(const MaintenanceWindow& window) {
  return block({{"frequency", window.frequency},
                {"interval", window.interval},
                {"duration", window.duration_hours},
                {"day_of_week", window.frequency == "Weekly" ? tf::Value(window.day) : tf::Value{}},
                {"start_time", window.start},
                {"utc_offset", window.utc_offset}});
}

tf::Value storage_profile(const Kubernetes& kubernetes) {
  return block({{"blob_driver_enabled", kubernetes.blob_driver},
                {"disk_driver_enabled", kubernetes.disk_driver},
                {"file_driver_enabled", kubernetes.file_driver},
                {"snapshot_controller_enabled", kubernetes.snapshot_controller}});
}

tf::Value secrets_provider(const Kubernetes& kubernetes) {
  if (!kubernetes.key_vault_secrets_provider) return {};
  const bool rotate = kubernetes.secret_rotation;
  return block({{"secret_rotation_enabled", rotate},
                {"secret_rotation_interval", rotate ? tf::Value(kubernetes.secret_rotation_interval) : tf::Value{}}});
}

tf::Value workload_autoscalers(const Kubernetes& kubernetes) {
  if (!kubernetes.keda && !kubernetes.vertical_pod_autoscaler) return {};
  return block(
      {{"keda_enabled", kubernetes.keda}, {"vertical_pod_autoscaler_enabled", kubernetes.vertical_pod_autoscaler}});
}

/// Without a key of the spec's nobody logs in to nodes; a generated one would lie in the state.
tf::Value linux_profile(const Kubernetes& kubernetes) {
  if (!kubernetes.ssh_public_key) return {};
  return block({{"admin_username", kubernetes.node_user},
                {"ssh_key", tf::object({{"key_data", kubernetes.ssh_public_key->value}})}});
}

}  // namespace aurora::azure
