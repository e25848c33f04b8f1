#include "azure/hub.h"

namespace aurora::azure {

void lower_monitoring(Stack& stack) {
  if (!stack.hub->logs) return;
  const auto& logs = *stack.hub->logs;
  stack.document.file = "monitoring";
  if (logs.workspace_id) {
    stack.document.output("log_analytics_workspace_id", logs.workspace_id->value, "The workspace that logs go to");
    return;
  }
  // Agents and diagnostic settings come in with their identities, so the workspace's shared keys stay off.
  auto& workspace = stack.add("azurerm_log_analytics_workspace", "main", stack.group(),
                              log_workspace_name(stack.names, stack.identity), logs.span,
                              {{"sku", logs.sku},
                               {"retention_in_days", logs.retention_days},
                               {"daily_quota_gb", logs.daily_quota_gb},
                               {"local_authentication_enabled", false},
                               {"allow_resource_only_permissions", true}});
  stack.keep(workspace);
  stack.document.output("log_analytics_workspace_id", workspace["id"], "The workspace that logs go to");
}

}  // namespace aurora::azure
