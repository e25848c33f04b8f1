#include "azure/dns.h"
#include "azure/hub.h"

namespace aurora::azure {
namespace {

/// azurerm 5 renamed the argument and requires it: pulls by the common name go to the nearest replica.
const char* nearest_replica(const Stack& stack) {
  return stack.major >= 5 ? "global_endpoint_routing_enabled" : "regional_endpoint_enabled";
}

tf::Value replicas(const Stack& stack, const Registry& registry) {
  tf::List list;
  for (const auto& region : registry.replicas) {
    if (region.value == stack.location()) continue;  // the home region is no replica
    tf::Object replica = tf::object({{"location", region.value},
                                     {"zone_redundancy_enabled", registry.zone_redundant},
                                     {nearest_replica(stack), true}});
    if (const auto tags = stack.tag_map(); !tags.is_null()) replica.emplace_back("tags", tags);
    list.emplace_back(std::move(replica));
  }
  return list.empty() ? tf::Value{} : tf::Value(std::move(list));
}

void lower_endpoint(Stack& stack, const tf::Resource& registry, const Subnet& subnet, Span span) {
  const auto connection = stack.name("private_service_connection", "registry", -1, span);
  auto& endpoint = stack.add(
      "azurerm_private_endpoint", "registry", stack.group(), stack.name("private_endpoint", "registry", -1, span), span,
      {{"subnet_id", stack.subnet_id(subnet.key)},
       {"private_service_connection", tf::object({{"name", connection},
                                                  {"private_connection_resource_id", registry["id"]},
                                                  {"subresource_names", tf::list({"registry"})},
                                                  {"is_manual_connection", false}})}});
  auto zones = service_zone_ids(stack, "registry", {});
  if (!zones.empty())
    endpoint.set("private_dns_zone_group",
                 tf::object({{"name", "default"}, {"private_dns_zone_ids", std::move(zones)}}));
  else
    stack.keep(endpoint, {"private_dns_zone_group"});  // a policy of the organisation attaches it
}

}  // namespace

void lower_registry(Stack& stack) {
  if (!stack.hub->registry) return;
  const auto& registry = *stack.hub->registry;
  stack.document.file = "registry";
  if (registry.sku != "Premium") {
    stack.diagnostics.report(diag::RegistryNotPremium, registry.span, registry.sku)
        .hint("a registry is never public here: take `Premium`");
    return;
  }
  const auto* subnet = required_subnet(stack, "registry", "infrastructure", registry.span);
  if (subnet == nullptr) return;
  auto& made = stack.add("azurerm_container_registry", "main", stack.group(),
                         registry_name(stack.names, stack.identity), registry.span,
                         {{"sku", registry.sku},
                          {"admin_enabled", false},
                          {"anonymous_pull_enabled", false},
                          {"public_network_access_enabled", false},
                          {"network_rule_bypass_option", "AzureServices"},
                          {"data_endpoint_enabled", true},
                          {"zone_redundancy_enabled", registry.zone_redundant && !stack.hub->zones.empty()},
                          {"retention_policy_in_days", registry.retention_days},
                          {"georeplications", replicas(stack, registry)}});
  stack.keep(made);
  lower_endpoint(stack, made, *subnet, registry.span);
  stack.document.output("container_registry_id", made["id"], "The environment's container registry");
  stack.document.output("container_registry_login_server", made["login_server"], "Where images are pulled from");
}

}  // namespace aurora::azure
