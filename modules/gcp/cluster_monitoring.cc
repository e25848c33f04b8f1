#include <algorithm>
#include <array>
#include <iterator>

#include "gcp/cluster.h"
#include "gcp/cluster_profiles.h"

// What a cluster tells Cloud Logging and Cloud Monitoring. Logs go to the buckets of the project, whose retention is
// the hub's; Kubernetes' audit logs are Cloud Audit Logs, which nobody switches off.

namespace aurora::gcp {
namespace {

struct LogRow {
  std::string_view category;   ///< in the words of the spec
  std::string_view component;  ///< empty: it is always kept
};
/// cloud.google.com, "About GKE logs: control plane logs"; "Cluster autoscaler visibility".
constexpr LogRow log_rows[] = {{"kube-apiserver", "APISERVER"}, {"kube-controller-manager", "CONTROLLER_MANAGER"},
                               {"kube-scheduler", "SCHEDULER"}, {"kube-audit", ""},
                               {"kube-audit-admin", ""},        {"cluster-autoscaler", ""}};

/// Metrics of what runs in the cluster, as `container_insights` is for.
constexpr std::array<std::string_view, 8> workload_metrics{"STORAGE",    "HPA",         "POD",      "DAEMONSET",
                                                           "DEPLOYMENT", "STATEFULSET", "CADVISOR", "KUBELET"};
constexpr std::array<std::string_view, 3> control_plane_metrics{"APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"};

void report_unknown(Stack& stack, const std::string& category) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto* diagnostics = kubernetes.written == nullptr ? nullptr : kubernetes.written->find("diagnostics");
  const auto* categories = diagnostics == nullptr ? nullptr : diagnostics->find("categories");
  Span span = categories == nullptr ? kubernetes.span : categories->span;
  if (categories != nullptr)
    for (const auto* item : categories->items)
      if (item->text == category) span = item->span;
  stack.diagnostics.report(diag::LogsUnknown, span, category)
      .hint("there are `kube-apiserver`, `kube-controller-manager` and `kube-scheduler`");
}

void add_control_plane(Stack& stack, tf::List& components) {
  for (const auto& category : stack.cluster->kubernetes.log_categories) {
    const auto* row = std::find_if(std::begin(log_rows), std::end(log_rows),
                                   [&](const LogRow& one) { return one.category == category; });
    if (row == std::end(log_rows))
      report_unknown(stack, category);
    else if (!row->component.empty())
      components.emplace_back(row->component);
  }
}

}  // namespace

tf::Value logging(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  tf::List components{"SYSTEM_COMPONENTS"};
  if (kubernetes.container_insights) components.emplace_back("WORKLOADS");
  if (kubernetes.diagnostics) add_control_plane(stack, components);
  return tf::object({{"enable_components", std::move(components)}});
}

tf::Value monitoring(const Kubernetes& kubernetes) {
  tf::List components{"SYSTEM_COMPONENTS"};
  const auto add = [&](const auto& names) {
    for (const auto name : names) components.emplace_back(name);
  };
  if (kubernetes.diagnostics && kubernetes.metrics) add(control_plane_metrics);
  if (kubernetes.container_insights) add(workload_metrics);
  const bool observed = kubernetes.data_plane == "cilium" && kubernetes.advanced_networking_observability;
  const tf::Object flows = tf::object({{"enable_metrics", true}, {"enable_relay", true}});
  return block({{"enable_components", std::move(components)},
                {"managed_prometheus", tf::object({{"enabled", kubernetes.container_insights}})},
                {"advanced_datapath_observability_config", observed ? tf::Value(flows) : tf::Value{}}});
}

}  // namespace aurora::gcp
