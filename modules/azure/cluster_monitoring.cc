#include "azure/cluster.h"

// Where a cluster's logs go: audit and control plane logs by a diagnostic setting, container logs by a data
// collection rule that the agent on each node follows.

namespace aurora::azure {
namespace {

constexpr std::string_view insights_stream = "Microsoft-ContainerInsights-Group-Default";
constexpr std::string_view insights_settings =
    R"({"dataCollectionSettings":{"interval":"1m","namespaceFilteringMode":"Off","enableContainerLogV2":true}})";

bool needs_workspace(const Kubernetes& kubernetes) {
  return kubernetes.container_insights || kubernetes.defender || kubernetes.diagnostics;
}

void lower_diagnostics(Stack& stack, const tf::Resource& cluster) {
  const auto& kubernetes = stack.cluster->kubernetes;
  if (!kubernetes.diagnostics || (kubernetes.log_categories.empty() && !kubernetes.metrics)) return;
  tf::List logs;
  for (const auto& category : kubernetes.log_categories) logs.push_back(tf::object({{"category", category}}));
  const tf::List metrics{tf::object({{"category", "AllMetrics"}})};
  stack.add("azurerm_monitor_diagnostic_setting", "cluster", kubernetes.span,
            {{"name", stack.names.of(stack.identity, {.kind = "diagnostic_setting",
                                                      .parent = stack.identity.id + "/cluster",
                                                      .span = kubernetes.span})},
             {"target_resource_id", cluster["id"]},
             {"log_analytics_workspace_id", workspace_id(stack)},
             // A table for each category, which costs less to ask than one for all of Azure's.
             {"log_analytics_destination_type", "Dedicated"},
             {"enabled_log", logs.empty() ? tf::Value{} : tf::Value(std::move(logs))},
             {"enabled_metric", kubernetes.metrics ? tf::Value(metrics) : tf::Value{}}});
}

void lower_insights(Stack& stack, const tf::Resource& cluster) {
  const auto& kubernetes = stack.cluster->kubernetes;
  if (!kubernetes.container_insights) return;
  const tf::List streams{insights_stream};
  const tf::Object source = tf::object({{"name", "ContainerInsightsExtension"},
                                        {"extension_name", "ContainerInsights"},
                                        {"streams", streams},
                                        {"extension_json", insights_settings}});
  const tf::Object destination = tf::object({{"name", "workspace"}, {"workspace_resource_id", workspace_id(stack)}});
  const tf::Object flow = tf::object({{"streams", streams}, {"destinations", tf::list({"workspace"})}});
  const auto& rule = stack.add("azurerm_monitor_data_collection_rule", "insights", stack.group(),
                               stack.name("data_collection_rule"), kubernetes.span,
                               {{"kind", "Linux"},
                                {"data_sources", tf::object({{"extension", tf::List{source}}})},
                                {"destinations", tf::object({{"log_analytics", tf::List{destination}}})},
                                {"data_flow", tf::List{flow}}});
  // The agent looks for an association of this name.
  stack.add("azurerm_monitor_data_collection_rule_association", "insights", kubernetes.span,
            {{"name", "ContainerInsightsExtension"},
             {"target_resource_id", cluster["id"]},
             {"data_collection_rule_id", rule["id"]}});
}

}  // namespace

bool workspace_is_given(const Stack& stack) {
  return stack.cluster->kubernetes.log_analytics_workspace_id || (stack.hub != nullptr && stack.hub->logs);
}

tf::Value workspace_id(Stack& stack) {
  if (const auto& given = stack.cluster->kubernetes.log_analytics_workspace_id) return given->value;
  if (stack.hub != nullptr && stack.hub->logs) return log_workspace_id(stack.elsewhere, *stack.hub);
  const auto* made = stack.document.find("azurerm_log_analytics_workspace.main");
  return made == nullptr ? tf::Value{} : tf::Value((*made)["id"]);
}

void lower_workspace(Stack& stack) {
  if (workspace_is_given(stack) || !needs_workspace(stack.cluster->kubernetes)) return;
  stack.document.file = "monitoring";
  const Logs defaults;
  auto& made = stack.add("azurerm_log_analytics_workspace", "main", stack.group(),
                         log_workspace_name(stack.names, stack.identity), stack.identity.span,
                         {{"sku", defaults.sku},
                          {"retention_in_days", defaults.retention_days},
                          {"daily_quota_gb", defaults.daily_quota_gb},
                          {"local_authentication_enabled", false},
                          {"allow_resource_only_permissions", true}});
  stack.keep(made);
}

void lower_cluster_monitoring(Stack& stack) {
  stack.document.file = "monitoring";
  const auto* cluster = stack.document.find("azurerm_kubernetes_cluster.main");
  if (cluster == nullptr) return;
  lower_diagnostics(stack, *cluster);
  lower_insights(stack, *cluster);
}

}  // namespace aurora::azure
