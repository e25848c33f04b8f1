#include "gcp/cluster_profiles.h"

#include <algorithm>

#include "gcp/cluster.h"
#include "gcp/encryption.h"

namespace aurora::gcp {
namespace {

/// cloud.google.com, "VPC-native clusters": the largest range of services.
constexpr int largest_services = 16;

void check_services(Stack& stack) {
  const auto* services = stack.addresses().find(stack.identity.id, "services");
  if (services == nullptr || services->prefix.length >= largest_services) return;
  stack.diagnostics
      .report(diag::ServiceRangeTooLarge, services->span.known() ? services->span : stack.identity.span,
              services->prefix.to_string(), stack.identity.id, largest_services)
      .hint("a /20 has room for 4096 services");
}

tf::Value enabled(bool on) { return tf::object({{"enabled", on}}); }

}  // namespace

tf::Object block(tf::Object arguments) {
  std::erase_if(arguments, [](const auto& argument) { return argument.second.is_null(); });
  return arguments;
}

/// The ranges are those of the subnet of the nodes, by the names that they have there.
tf::Value address_ranges(Stack& stack) {
  check_services(stack);
  return tf::object({{"cluster_secondary_range_name", stack.name("secondary_range", "pods")},
                     {"services_secondary_range_name", stack.name("secondary_range", "services")},
                     {"stack_type", "IPV4"}});
}

tf::Value addons(const Kubernetes& kubernetes) {
  const bool calico = kubernetes.network_policy == "calico";
  return block({{"gce_persistent_disk_csi_driver_config", enabled(kubernetes.disk_driver)},
                {"gcp_filestore_csi_driver_config", enabled(kubernetes.file_driver)},
                {"gcs_fuse_csi_driver_config", enabled(kubernetes.blob_driver)},
                {"horizontal_pod_autoscaling", tf::object({{"disabled", false}})},
                // The Gateway API is served by the same controller.
                {"http_load_balancing", tf::object({{"disabled", false}})},
                {"dns_cache_config", enabled(true)},
                {"network_policy_config", calico ? tf::Value(tf::object({{"disabled", false}})) : tf::Value{}}});
}

tf::Value database_encryption(const Stack& stack) {
  const auto* key = stack.document.find(key_address("database"));
  if (key == nullptr) return tf::object({{"state", "DECRYPTED"}});
  return tf::object({{"state", "ENCRYPTED"}, {"key_name", (*key)["id"]}});
}

}  // namespace aurora::gcp
