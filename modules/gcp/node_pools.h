#pragma once

#include <string>
#include <vector>

#include "gcp/stack.h"

namespace aurora::gcp {

/// One pool as GKE has it. A pool that is spread by zone is one for each: `general1`, `general2`.
struct PoolInstance {
  const NodePool* pool;
  std::string name;                ///< its key, with the zone behind it for a pool of one zone; also the label
  std::vector<std::string> zones;  ///< in the words of the spec
};

/// Every pool of the cluster, in the order of their keys.
std::vector<PoolInstance> pool_instances(const Cluster& cluster);

/// The pool that the system's own pods are for: the first of mode `system`, else the first; null: there is none.
const NodePool* system_pool(const Cluster& cluster);

/// What every node has, whatever its pool: a hardened image, an account and a disk of ours, no address outside.
tf::Object hardened_node(Stack& stack, const NodePool& pool);
/// The same with what the pool adds: labels, taints, GPUs.
tf::Value node_config(Stack& stack, const NodePool& pool);

}  // namespace aurora::gcp
