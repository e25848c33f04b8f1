#pragma once

#include <string>

#include "azure/stack.h"

/// What only clusters have, in the order in which a cluster's stack takes the blocks (cluster_stack.cc). Resources that
/// blocks refer to carry fixed labels: `azurerm_kubernetes_cluster.main`, `azurerm_user_assigned_identity.aks` and
/// `.kubelet`, `azurerm_disk_encryption_set.main`.
namespace aurora::azure {

void lower_identities(Stack& stack);           ///< of the control plane and the nodes, with their roles
void lower_encryption(Stack& stack);           ///< vault, key, disk encryption set
void lower_workspace(Stack& stack);            ///< Log Analytics, where neither hub nor spec has one
void lower_cluster(Stack& stack);              ///< the managed cluster with its default pool
void lower_node_pools(Stack& stack);           ///< every other pool
void lower_endpoints(Stack& stack);            ///< private endpoints, and what they stand for where we make it
void lower_workload_identities(Stack& stack);  ///< federated identities of service accounts
void lower_cluster_monitoring(Stack& stack);   ///< diagnostic settings, Container Insights

/// The zone that a private control plane registers in: an id, `System` or `None`.
tf::Value control_plane_zone_value(Stack& stack);
/// Where logs go: the spec's workspace, the hub's, or the cluster's own.
tf::Value workspace_id(Stack& stack);
/// Whether somebody else's workspace takes the logs.
bool workspace_is_given(const Stack& stack);
/// The Entra tenant: the spec's, else that of whoever applies.
tf::Value tenant_id(Stack& stack);
/// `data.azurerm_client_config.current`, made on first use.
const tf::Resource& client_config(Stack& stack);
/// A role for a principal that Terraform made; no lookup in the directory, which may not know it yet.
tf::Resource& lower_role(Stack& stack, std::string_view logical, std::string_view role, tf::Value scope,
                         tf::Value principal, Span span);

}  // namespace aurora::azure
