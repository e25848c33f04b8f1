#pragma once

#include "gcp/stack.h"

/// The nested blocks of the cluster, a function each. A null value: the cluster has no such block.
namespace aurora::gcp {

// cluster_access.cc: who reaches the control plane, and as whom
tf::Value control_plane_endpoint(const Stack& stack);
tf::Value control_plane_endpoints(const Stack& stack);
/// Whether the rules let networks besides the cluster's own call the API: they do so by its name at Google.
bool calls_from_elsewhere(const Stack& stack);
tf::Value authorized_networks(Stack& stack);
tf::Value groups(Stack& stack);

// cluster_profiles.cc
tf::Value address_ranges(Stack& stack);
tf::Value addons(const Kubernetes& kubernetes);
tf::Value database_encryption(const Stack& stack);

// cluster_monitoring.cc
tf::Value logging(Stack& stack);
tf::Value monitoring(const Kubernetes& kubernetes);

// maintenance.cc
tf::Value maintenance_policy(Stack& stack);
tf::Value release_channel(const Kubernetes& kubernetes);

}  // namespace aurora::gcp
