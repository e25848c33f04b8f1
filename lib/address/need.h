#pragma once

#include <cstdint>
#include <string>

#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// How many addresses something must hold, and why.
struct Need {
  std::uint64_t addresses = 0;  ///< what must fit, the cloud's reserved ones included
  int least_length = 32;        ///< the smallest block that is enough
  int length = 32;              ///< the block to ask for when nothing is decided yet
  std::string sum;              ///< `general 20 + 7 surge, 5 reserved`
};

/// Nodes that an upgrade adds to one pool (one zone's pool, when it is per zone): the surge rounded up, as AKS does
/// (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling).
std::uint64_t surge_nodes(const NodePool& pool);
/// What an upgrade really adds to it: the surge, or more where the cloud has a least of its own.
std::uint64_t upgrade_nodes(const NodePool& pool, const CloudFacts& facts);
/// Nodes of a pool at its largest, over all zones, during an upgrade.
std::uint64_t most_nodes(const NodePool& pool, const CloudFacts& facts);
/// Addresses that the pods of one node take of a subnet of theirs, in the cloud's whole blocks.
std::uint64_t pod_addresses(const NodePool& pool, const CloudFacts& facts);
/// Addresses that one node takes of its subnet; where pods have theirs beside it, for all that it may have.
std::uint64_t addresses_per_node(const Cluster& cluster, const NodePool& pool, const CloudFacts& facts);

Need cluster_subnet_need(const Cluster& cluster, const Subnet& subnet, const CloudFacts& facts);
Need hub_subnet_need(const Hub& hub, const Subnet& subnet, const CloudFacts& facts);

/// Whether the cluster has a pod range that is not part of its network.
bool has_pod_range(const Cluster& cluster);
/// The pod range: a block for every node. Azure's overlay gives each node a /24 whatever its `max_pods`
/// (https://learn.microsoft.com/azure/aks/azure-cni-overlay); with the platform's own CNI the allocator of node
/// ranges gives it the smallest block that holds `max_pods` and two more.
Need pods_need(const Cluster& cluster, const CloudFacts& facts);
/// Length of the block of one node of `pool` in the pod range.
int node_block_length(const Cluster& cluster, const NodePool& pool, const CloudFacts& facts);

}  // namespace aurora
