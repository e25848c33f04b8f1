#include "azure/endpoints.h"

#include "azure/cluster.h"
#include "azure/dns.h"

// Private endpoints of a cluster. A service with a `target_id` is somebody else's; `secrets` and `object_storage`
// without one are made here; the registry is the hub's, which has its own endpoint: a second one would fight
// over the same DNS record.

namespace aurora::azure {
namespace {

constexpr std::string_view vault_purpose = "SECR";
constexpr std::string_view storage_purpose = "DATA";
constexpr int deleted_days = 30;

/// Storage that knows no keys: who reads it has a role.
tf::Resource& lower_storage(Stack& stack, Span span) {
  const tf::Object retention = tf::object({{"days", deleted_days}});
  auto& account =
      stack.add("azurerm_storage_account", "main", stack.group("secrets"),
                stack.name("storage_account", storage_purpose, -1, span), span,
                {{"account_kind", "StorageV2"},
                 {"account_tier", "Standard"},
                 {"account_replication_type", stack.cluster->zones.empty() ? "LRS" : "ZRS"},
                 {"min_tls_version", "TLS1_2"},
                 {"https_traffic_only_enabled", true},
                 {"public_network_access_enabled", false},
                 {"allow_nested_items_to_be_public", false},
                 {"shared_access_key_enabled", false},
                 {"default_to_oauth_authentication", true},
                 {"local_user_enabled", false},
                 {"cross_tenant_replication_enabled", false},
                 {"infrastructure_encryption_enabled", true},
                 {"network_rules", tf::object({{"default_action", "Deny"}, {"bypass", tf::list({"AzureServices"})}})},
                 {"blob_properties", tf::object({{"versioning_enabled", true},
                                                 {"delete_retention_policy", retention},
                                                 {"container_delete_retention_policy", retention}})}});
  stack.keep(account);
  return account;
}

bool is_hub_registry(const Stack& stack, const PrivateEndpoint& endpoint) {
  return endpoint.service == "registry" && !endpoint.target_id && stack.hub != nullptr && stack.hub->registry;
}

/// Null, and reported, when nobody says what the endpoint stands for.
tf::Value target_of(Stack& stack, const PrivateEndpoint& endpoint) {
  if (endpoint.target_id) return endpoint.target_id->value;
  if (endpoint.service == "secrets") {
    if (const auto* made = stack.document.find("azurerm_key_vault.secrets")) return (*made)["id"];
    const auto& vault = lower_vault(stack, "secrets", vault_purpose, endpoint.span);
    stack.document.output("key_vault_name", vault["name"], "Vault of the cluster's secrets");
    return vault["id"];
  }
  if (endpoint.service == "object_storage") {
    if (const auto* made = stack.document.find("azurerm_storage_account.main")) return (*made)["id"];
    const auto& account = lower_storage(stack, endpoint.span);
    stack.document.output("storage_account_name", account["name"], "Storage account of the cluster");
    return account["id"];
  }
  stack.diagnostics.report(diag::EndpointNeedsTarget, endpoint.span, endpoint.key, endpoint.service)
      .hint("write the resource's id as `target_id`");
  return {};
}

std::string subresource_of(Stack& stack, const PrivateEndpoint& endpoint) {
  if (endpoint.subresource) return endpoint.subresource->value;
  for (const auto& fact : stack.facts.services)
    if (fact.service == endpoint.service) return std::string(fact.subresource);
  stack.diagnostics.report(diag::EndpointSubresourceUnknown, endpoint.span, endpoint.key, endpoint.service)
      .hint("write the service's group id as `subresource`");
  return {};
}

}  // namespace

const Subnet* endpoint_subnet(Stack& stack, std::string_view key, std::string_view what, Span span) {
  const auto* subnet = stack.network.find(key);
  if (subnet == nullptr) subnet = stack.subnet_of_role(key);
  if (subnet == nullptr)
    stack.diagnostics.report(diag::ClusterSubnetMissing, span, what, stack.identity.id, key)
        .hint("add it to the cluster's `subnets`, or to `network.subnet_ids` of an existing network");
  return subnet;
}

tf::Resource& lower_private_endpoint(Stack& stack, EndpointRequest request) {
  const auto connection = stack.name("private_service_connection", request.purpose, -1, request.span);
  auto& endpoint = stack.add(
      "azurerm_private_endpoint", request.label, stack.group(),
      stack.name("private_endpoint", request.purpose, -1, request.span), request.span,
      {{"subnet_id", stack.subnet_id(request.subnet)},
       {"private_service_connection", tf::object({{"name", connection},
                                                  {"private_connection_resource_id", std::move(request.target)},
                                                  {"subresource_names", tf::list({request.subresource})},
                                                  {"is_manual_connection", false}})}});
  auto zones = request.zone.is_null() ? service_zone_ids(stack, request.service, request.subresource)
                                      : tf::List{std::move(request.zone)};
  if (zones.empty())
    stack.keep(endpoint, {"private_dns_zone_group"});  // a policy of the organisation attaches it
  else
    endpoint.set("private_dns_zone_group",
                 tf::object({{"name", "default"}, {"private_dns_zone_ids", std::move(zones)}}));
  return endpoint;
}

void lower_endpoints(Stack& stack) {
  stack.document.file = "endpoints";
  for (const auto& endpoint : stack.cluster->private_endpoints) {
    if (is_hub_registry(stack, endpoint)) continue;
    const auto key = endpoint.subnet ? endpoint.subnet->value : std::string("infrastructure");
    const auto* subnet = endpoint_subnet(stack, key, endpoint.key, endpoint.span);
    const auto subresource = subresource_of(stack, endpoint);
    if (subnet == nullptr || subresource.empty()) continue;
    auto target = target_of(stack, endpoint);
    if (target.is_null()) continue;
    lower_private_endpoint(stack,
                           {.label = "service-" + endpoint.key,
                            .purpose = endpoint.key,
                            .service = endpoint.service,
                            .subresource = subresource,
                            .target = std::move(target),
                            .subnet = subnet->key,
                            .span = endpoint.span,
                            .zone = endpoint.dns_zone_id ? tf::Value(endpoint.dns_zone_id->value) : tf::Value{}});
  }
}

}  // namespace aurora::azure
