#include "azure/blocks.h"
#include "azure/cluster.h"
#include "azure/dns.h"
#include "azure/provider.h"

namespace aurora::azure {
namespace {

/// What the platform's charts and their operators ask of a cluster.
void lower_outputs(Stack& stack) {
  auto& document = stack.document;
  const auto* cluster = document.find("azurerm_kubernetes_cluster.main");
  const auto* control_plane = document.find("azurerm_user_assigned_identity.aks");
  const auto* kubelet = document.find("azurerm_user_assigned_identity.kubelet");
  if (cluster == nullptr || control_plane == nullptr || kubelet == nullptr) return;
  document.output("cluster_id", (*cluster)["id"], "The managed cluster");
  document.output("cluster_name", (*cluster)["name"], "Its name");
  document.output("oidc_issuer_url", (*cluster)["oidc_issuer_url"], "Issuer of the tokens of service accounts");
  document.output("resource_group_name", (*cluster)["resource_group_name"], "The cluster's own resource group");
  document.output("node_resource_group", (*cluster)["node_resource_group"], "Where AKS keeps nodes and load balancers");
  document.output("control_plane_identity_client_id", (*control_plane)["client_id"], "Who the control plane acts as");
  document.output("kubelet_identity_client_id", (*kubelet)["client_id"], "Who the nodes act as");
  document.output("kubelet_identity_object_id", (*kubelet)["principal_id"], "The same, as a principal");
  if (stack.cluster->kubernetes.key_vault_secrets_provider) {
    const auto identity = (*cluster)["key_vault_secrets_provider"].at(0)["secret_identity"].at(0);
    document.output("secrets_provider_client_id", identity["client_id"], "Who the Key Vault secrets provider acts as");
    document.output("secrets_provider_object_id", identity["object_id"], "The same, to give it roles on vaults");
  }
  if (auto network = stack.network_id(); !network.is_null())
    document.output("network_id", std::move(network), "The cluster's virtual network");
  if (const auto* subnet = stack.subnet_of_role("apiserver"))
    if (const auto prefix = stack.subnet_prefix(subnet->key); !prefix.empty())
      document.output("api_server_prefix", prefix, "Where the API server answers");
  if (const auto* subnet = stack.subnet_of_role("loadbalancer"))
    document.output("load_balancer_subnet_name",
                    subnet_name(stack.names, stack.identity, stack.network, *subnet, stack.facts),
                    "For the annotation of internal load balancers");
  if (const auto* pods = stack.addresses().find(stack.identity.id, "pods"))
    document.output("pod_cidr", pods->prefix.to_string(), "Addresses of pods");
}

}  // namespace

void lower_cluster_stack(Stack& stack) {
  lower_provider(stack);
  lower_network(stack);
  lower_security(stack);
  lower_routing(stack);
  lower_peering(stack);
  lower_private_dns(stack);
  lower_identities(stack);
  lower_encryption(stack);
  lower_workspace(stack);
  lower_cluster(stack);
  lower_node_pools(stack);
  lower_endpoints(stack);
  lower_workload_identities(stack);
  lower_cluster_monitoring(stack);
  lower_outputs(stack);
}

}  // namespace aurora::azure
