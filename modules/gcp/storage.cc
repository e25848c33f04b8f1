#include <algorithm>

#include "gcp/cluster.h"
#include "gcp/encryption.h"
#include "gcp/services.h"

// The cluster's bucket, where a private endpoint for object storage names none: backups, and what workloads keep.
// Access is by roles alone. The names of Google's services, this one's among them, lead to the network's endpoint.

namespace aurora::gcp {
namespace {

constexpr int deleted_days = 30;
constexpr int seconds_a_day = 24 * 60 * 60;
constexpr std::string_view purpose = "data";

const PrivateEndpoint* wanting_bucket(const Cluster& cluster) {
  const auto& all = cluster.private_endpoints;
  const auto found = std::find_if(all.begin(), all.end(), [](const PrivateEndpoint& endpoint) {
    return endpoint.service == "object_storage" && !endpoint.target_id;
  });
  return found == all.end() ? nullptr : &*found;
}

/// Google's own account of Cloud Storage, which asking for it makes.
ServiceAgent storage_agent(Stack& stack, Span span) {
  const auto& enabled = service(stack.document, "storage");
  auto& agent =
      stack.document.data("google_storage_project_service_account", "current", span, {{"project", stack.project()}});
  agent.depends_on(enabled);
  return {tf::join({"serviceAccount:", agent["email_address"]}), "storage"};
}

tf::Value encryption(Stack& stack, Span span) {
  if (!stack.cluster->kubernetes.customer_managed_key) return {};
  const auto& key = lower_key(stack, "storage", storage_agent(stack, span), span);
  return tf::object({{"default_kms_key_name", key["id"]}});
}

/// Versions that were replaced or deleted go after a while.
tf::Value old_versions() {
  return tf::List{tf::object(
      {{"action", tf::object({{"type", "Delete"}})},
       {"condition", tf::object({{"with_state", "ARCHIVED"}, {"days_since_noncurrent_time", deleted_days}})}})};
}

}  // namespace

void lower_storage(Stack& stack) {
  const auto* endpoint = wanting_bucket(*stack.cluster);
  if (endpoint == nullptr) return;
  const auto span = endpoint->span;
  stack.document.file = "storage";
  auto encrypted = encryption(stack, span);
  auto& bucket = stack.add_named(
      "google_storage_bucket", "main", stack.name("storage_bucket", purpose, -1, span), span,
      {{"location", stack.region()},
       {"storage_class", "STANDARD"},
       {"uniform_bucket_level_access", true},
       {"public_access_prevention", "enforced"},
       {"force_destroy", false},
       {"versioning", tf::object({{"enabled", true}})},
       {"soft_delete_policy", tf::object({{"retention_duration_seconds", deleted_days * seconds_a_day}})},
       {"lifecycle_rule", old_versions()},
       {"encryption", std::move(encrypted)}});
  wait_for_keys(stack, bucket);
  stack.keep(bucket);
  stack.document.output("storage_bucket_name", bucket["name"], "The cluster's bucket");
}

}  // namespace aurora::gcp
