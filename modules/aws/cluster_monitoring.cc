#include <algorithm>
#include <array>

#include "aws/cluster.h"
#include "aws/cluster_profiles.h"
#include "aws/monitoring.h"
#include "model/check_parts.h"

// Logs of a cluster, in CloudWatch: the control plane's, which EKS writes, and those of containers and nodes, which
// the agent of Container Insights writes. The groups are made before either.

namespace aurora::aws {
namespace {

/// The spec's categories in the words of EKS, which are taken too. Empty: part of what a cluster's owner runs on EKS,
/// with logs of its own. docs.aws.amazon.com, "Send control plane logs to CloudWatch Logs".
struct LogType {
  std::string_view category, type;
};
constexpr std::array log_types{
    LogType{"kube-apiserver", "api"},
    LogType{"kube-audit", "audit"},
    LogType{"kube-audit-admin", "audit"},
    LogType{"guard", "authenticator"},
    LogType{"kube-controller-manager", "controllerManager"},
    LogType{"kube-scheduler", "scheduler"},
    LogType{"cloud-controller-manager", ""},
    LogType{"cluster-autoscaler", ""},
    LogType{"csi-azuredisk-controller", ""},
    LogType{"csi-azurefile-controller", ""},
    LogType{"csi-snapshot-controller", ""},
};
/// Unless the spec chooses: who did what, and who came in, first of all.
constexpr std::array<std::string_view, 5> every_type{"api", "audit", "authenticator", "controllerManager", "scheduler"};

constexpr std::array<std::string_view, 4> container_logs{"application", "dataplane", "host", "performance"};

checking::Place place_of(const Kubernetes& kubernetes) { return {kubernetes.written, kubernetes.span}; }

bool chooses_categories(const Kubernetes& kubernetes) {
  const auto* diagnostics = kubernetes.written == nullptr ? nullptr : kubernetes.written->find("diagnostics");
  return diagnostics != nullptr && diagnostics->find("categories") != nullptr;
}

std::string_view type_of(Stack& stack, const std::string& category) {
  for (const auto& row : log_types)
    if (row.category == category) return row.type;
  if (const auto* own = std::find(every_type.begin(), every_type.end(), category); own != every_type.end()) return *own;
  std::string list;
  for (const auto& row : log_types)
    if (!row.type.empty()) list += (list.empty() ? "`" : ", `") + std::string(row.category) + "`";
  stack.diagnostics
      .report(diag::LogCategory, place_of(stack.cluster->kubernetes).at({"diagnostics", "categories"}), category)
      .hint("there are " + list);
  return {};
}

/// A log group whose name EKS or its agent decides. Whoever writes to one that is not there makes it: without an end,
/// and without a key of ours.
void lower_group(Stack& stack, const std::string& label, const std::string& called) {
  stack.add("aws_cloudwatch_log_group", label, stack.cluster->kubernetes.span,
            {{"name", called}, {"retention_in_days", log_retention(stack)}, {"kms_key_id", data_key(stack)}});
}

}  // namespace

std::vector<std::string_view> control_plane_log_types(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  if (!kubernetes.diagnostics) return {};
  if (!chooses_categories(kubernetes)) return {every_type.begin(), every_type.end()};
  std::vector<std::string_view> types;
  for (const auto& category : kubernetes.log_categories) {
    const auto type = type_of(stack, category);
    if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  return types;
}

std::string control_plane_log_group(Stack& stack) { return "/aws/eks/" + cluster_name(stack) + "/cluster"; }

std::string container_log_group(Stack& stack, std::string_view part) {
  return "/aws/containerinsights/" + cluster_name(stack) + "/" + std::string(part);
}

void lower_cluster_logs(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  stack.document.file = "monitoring";
  if (kubernetes.diagnostics) lower_group(stack, "control-plane", control_plane_log_group(stack));
  if (!kubernetes.container_insights) return;
  for (const auto part : container_logs)
    lower_group(stack, "containers-" + std::string(part), container_log_group(stack, part));
}

}  // namespace aurora::aws
