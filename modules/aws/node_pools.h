#pragma once

#include <string>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// One pool as EKS has it. A pool that is spread by zone is one for each: `general1`, `general2`.
struct PoolInstance {
  const NodePool* pool;
  std::string name;                ///< its key, with the zone behind it for a pool of one zone; also the label
  std::vector<std::string> zones;  ///< one, or all of the pool
};

/// Every pool of the cluster, in the spec's order.
std::vector<PoolInstance> pool_instances(const Cluster& cluster);

/// The image family of the pool in EKS's words: `AL2023_x86_64_STANDARD`. Empty, and reported, when there is none.
std::string_view ami_type(Stack& stack, const NodePool& pool);
/// Reports what the spec asks of a pool and EKS does not have.
void check_pool(Stack& stack, const NodePool& pool);

/// What its machines are started from: metadata, disks, security groups, tags, the configuration of the node.
tf::Resource& lower_launch_template(Stack& stack, const PoolInstance& instance);
/// The configuration that the image reads when it starts; EKS adds what the node needs to join. Plain text.
std::string node_configuration(const Cluster& cluster, const NodePool& pool);
/// The key pair of `ssh_public_key`; null: nobody logs in.
tf::Value node_key(Stack& stack);

}  // namespace aurora::aws
