#include "azure/cluster.h"

// Who the cluster acts as. The control plane joins the network and writes DNS, the nodes pull images, and each
// workload that asks has an identity of its own, federated with its service accounts.

namespace aurora::azure {
namespace {

tf::Resource& add_identity(Stack& stack, std::string_view label, std::string_view purpose, Span span) {
  return stack.add("azurerm_user_assigned_identity", label, stack.group(), stack.name("managed_identity", purpose),
                   span, {});
}

bool is_id(const tf::Value& value) {
  const auto* text = value.get_if<std::string>();
  return text == nullptr ? !value.is_null() : text->starts_with("/");
}

tf::Value made(const Stack& stack, std::string_view address, std::string_view attribute = "id") {
  const auto* resource = stack.document.find(address);
  return resource == nullptr ? tf::Value{} : tf::Value((*resource)[attribute]);
}

/// What the words of `scope` stand for; an id stands for itself. Null: there is no such thing.
tf::Value scope_value(Stack& stack, const std::string& scope) {
  if (scope.starts_with("/")) return scope;
  if (scope == "cluster") return made(stack, "azurerm_kubernetes_cluster.main");
  if (scope == "network") return stack.network_id();
  if (scope == "storage") return made(stack, "azurerm_storage_account.main");
  if (scope == "vault") return made(stack, "azurerm_key_vault.secrets");
  if (scope == "resource_group") return stack.group()["id"];
  if (scope == "node_resource_group") return made(stack, "azurerm_kubernetes_cluster.main", "node_resource_group_id");
  if (scope == "registry" && stack.hub != nullptr && stack.hub->registry)
    return registry_id(stack.elsewhere, *stack.hub);
  return {};
}

void lower_federation(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& identity,
                      const tf::Resource& cluster, const Text& account) {
  const auto slash = account.value.find('/');
  const auto space = account.value.substr(0, slash), name = account.value.substr(slash + 1);
  const std::string logical = workload.key + "-" + space + "-" + name;
  tf::Object arguments =
      tf::object({{"name", stack.names.of(stack.identity, {.kind = "federated_identity",
                                                           .purpose = space + "-" + name,
                                                           .parent = stack.identity.id + "/" + workload.key,
                                                           .span = account.span})},
                  {"audience", tf::list({"api://AzureADTokenExchange"})},
                  {"issuer", cluster["oidc_issuer_url"]},
                  {"subject", "system:serviceaccount:" + space + ":" + name}});
  if (stack.major >= 5) {
    arguments.emplace_back("user_assigned_identity_id", identity["id"]);
  } else {
    arguments.emplace_back("resource_group_name", identity["resource_group_name"]);
    arguments.emplace_back("parent_id", identity["id"]);
  }
  stack.add("azurerm_federated_identity_credential", logical, account.span, std::move(arguments));
}

void lower_workload_roles(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& identity) {
  for (const auto& role : workload.roles) {
    auto scope = scope_value(stack, role.scope.value);
    if (scope.is_null()) {
      stack.diagnostics.report(diag::RoleScopeMissing, role.scope.span, role.scope.value, workload.key)
          .hint(
              "write an id, or one of `cluster`, `network`, `registry`, `storage`, `vault`, `resource_group`, "
              "`node_resource_group` that the cluster has");
      continue;
    }
    lower_role(stack, workload.key + "-" + role.name.value + "-" + role.scope.value, role.name.value, std::move(scope),
               identity["principal_id"], role.name.span);
  }
}

}  // namespace

const tf::Resource& client_config(Stack& stack) {
  if (const auto* found = stack.document.find("data.azurerm_client_config.current")) return *found;
  return stack.document.data("azurerm_client_config", "current", stack.identity.span, {});
}

tf::Value tenant_id(Stack& stack) {
  if (stack.environment.tenant) return stack.environment.tenant->value;
  return client_config(stack)["tenant_id"];
}

tf::Resource& lower_role(Stack& stack, std::string_view logical, std::string_view role, tf::Value scope,
                         tf::Value principal, Span span) {
  return stack.add("azurerm_role_assignment", logical, span,
                   {{"scope", std::move(scope)},
                    {"role_definition_name", role},
                    {"principal_id", std::move(principal)},
                    {"principal_type", "ServicePrincipal"}});
}

void lower_identities(Stack& stack) {
  stack.document.file = "identity";
  const auto span = stack.identity.span;
  const auto& control_plane = add_identity(stack, "aks", "", span);
  const auto& kubelet = add_identity(stack, "kubelet", "kubelet", span);
  const auto principal = control_plane["principal_id"];
  if (auto network = stack.network_id(); !network.is_null())
    lower_role(stack, "aks-network", "Network Contributor", std::move(network), principal, span);
  lower_role(stack, "aks-kubelet", "Managed Identity Operator", kubelet["id"], principal, span);
  if (auto zone = control_plane_zone_value(stack); stack.cluster->kubernetes.private_cluster && is_id(zone))
    lower_role(stack, "aks-dns", "Private DNS Zone Contributor", std::move(zone), principal, span);
  if (auto registry = scope_value(stack, "registry"); !registry.is_null())
    lower_role(stack, "kubelet-registry", "AcrPull", std::move(registry), kubelet["principal_id"], span);
}

void lower_workload_identities(Stack& stack) {
  stack.document.file = "workload_identity";
  const auto* cluster = stack.document.find("azurerm_kubernetes_cluster.main");
  if (cluster == nullptr) return;
  tf::Object clients;
  for (const auto& workload : stack.cluster->workload_identities) {
    const auto& identity = add_identity(stack, "workload-" + workload.key, workload.key, workload.span);
    for (const auto& account : workload.service_accounts)
      lower_federation(stack, workload, identity, *cluster, account);
    lower_workload_roles(stack, workload, identity);
    clients.emplace_back(workload.key, identity["client_id"]);
  }
  if (!clients.empty())
    stack.document.output("workload_identity_client_ids", std::move(clients),
                          "Client ids of the workloads' identities, for the annotation of their service accounts");
}

}  // namespace aurora::azure
