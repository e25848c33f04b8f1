#pragma once

#include <string>
#include <vector>

#include "azure/stack.h"

namespace aurora::azure {

/// One pool as AKS has it. A pool that is spread by zone is one for each: `general1`, `general2`.
struct PoolInstance {
  const NodePool* pool;
  std::string name;                ///< its key, with the zone behind it for a pool of one zone; also the label
  std::vector<std::string> zones;  ///< one, or all of the pool
};

/// Every pool of the cluster, in the spec's order; the default one first. Empty: none is of mode `system`.
std::vector<PoolInstance> pool_instances(const Cluster& cluster);

/// The `default_node_pool` block for the first of `instances`. Reports taints that AKS gives it no way to have.
tf::Value default_node_pool(Stack& stack, const std::vector<PoolInstance>& instances);

/// Whether AKS moves a version on its own, so that Terraform must not set it back.
bool version_moves(const Kubernetes& kubernetes, const Text& version);

}  // namespace aurora::azure
