#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "address/plan.h"
#include "connect/connect.h"
#include "model/model.h"

/// The networks of a platform and the subnets in them, as the connectivity phase sees them.
namespace aurora::connect_detail {

struct Site;

/// A subnet with its addresses.
struct Spot {
  const Site* site = nullptr;
  const Subnet* subnet = nullptr;
  std::vector<Prefix> prefixes;       ///< empty: not known (an existing network of which the spec says nothing)
  std::vector<Prefix> routed_pods{};  ///< those of `prefixes` that are a range of pods beside the subnet
  bool node = false;                  ///< nodes, or pods with addresses of their own, are in it
  bool guarded = false;               ///< its security group is ours: rules are made for it
};

/// A hub or a cluster.
struct Site {
  const Environment* environment = nullptr;
  const Hub* hub = nullptr;  ///< exactly one of the two
  const Cluster* cluster = nullptr;
  const Identity* identity = nullptr;
  const Network* network = nullptr;
  const Egress* egress = nullptr;
  const CloudFacts* facts = nullptr;  ///< of its cloud; may be null
  bool transit = false;               ///< attached to the router that its region's networks share
  std::vector<Prefix> addresses;      ///< of the network
  std::vector<Prefix> overlay_pods;   ///< pod addresses that are seen only inside the cluster; empty: routed pods
  std::vector<Spot> spots;            ///< by key

  const std::string& id() const { return identity->id; }
  /// What `cluster` of an endpoint says: the cluster's key, or `hub`.
  std::string_view key() const { return cluster != nullptr ? std::string_view(cluster->key) : "hub"; }
  bool has_role(std::string_view role) const;
};

/// All networks: by environment, its hub before its clusters. `Spot::site` points into the result.
std::vector<Site> sites_of(const Platform& platform, const AddressPlan& addresses, const FactsOf& facts);

/// The subnets of pods whose nodes are in this one. Pods with addresses of their own do not take their node's: what
/// their nodes may open, they must be let to.
std::vector<const Spot*> pod_spots_of(const Spot& nodes);

/// The prefixes of several subnets as the fewest that cover exactly them.
std::vector<Prefix> prefixes_of(const std::vector<const Spot*>& spots);

}  // namespace aurora::connect_detail
