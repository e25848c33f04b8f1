#pragma once

#include "azure/stack.h"

/// The nested blocks of the managed cluster, a function each. A null value: the cluster has no such block.
namespace aurora::azure {

tf::Value api_server_access_profile(const Stack& stack);
tf::Value network_profile(Stack& stack);
tf::Value directory_profile(Stack& stack);
tf::Value autoscaler_profile(const Kubernetes& kubernetes);
tf::Value maintenance_window(const MaintenanceWindow& window);
tf::Value storage_profile(const Kubernetes& kubernetes);
tf::Value secrets_provider(const Kubernetes& kubernetes);
tf::Value workload_autoscalers(const Kubernetes& kubernetes);
tf::Value linux_profile(const Kubernetes& kubernetes);

}  // namespace aurora::azure
