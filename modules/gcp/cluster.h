#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gcp/stack.h"

/// What only clusters have, in the order in which a cluster's stack takes the blocks (cluster_stack.cc). Resources that
/// blocks refer to carry fixed labels: `google_container_cluster.main`, `google_storage_bucket.main`,
/// `google_service_account.pool-<key>`.
namespace aurora::gcp {

void lower_identities(Stack& stack);           ///< who the nodes of each pool act as
void lower_encryption(Stack& stack);           ///< keys, and who may use them
void lower_cluster(Stack& stack);              ///< the cluster, without nodes of its own
void lower_cluster_admins(Stack& stack);       ///< what the groups of administrators may do with it
void lower_node_pools(Stack& stack);           ///< every pool
void lower_storage(Stack& stack);              ///< the cluster's bucket
void lower_workload_identities(Stack& stack);  ///< service accounts that Kubernetes' own act as

/// A nested block without the arguments that are not set.
tf::Object block(tf::Object arguments);
/// The cloud's names of zones: `northamerica-northeast1-a`.
std::vector<std::string> zone_names(const Stack& stack, const std::vector<std::string>& zones);
/// `data.google_project.current`, made on first use: the project's number is in the addresses of Google's own accounts.
const tf::Resource& current_project(Stack& stack);
/// The account that the nodes of a pool act as; null before lower_identities.
const tf::Resource* node_account(const Stack& stack, std::string_view pool);
/// A resource's part of an IAM condition's expression: true for this cluster alone.
std::string is_this_cluster(Stack& stack);

}  // namespace aurora::gcp
