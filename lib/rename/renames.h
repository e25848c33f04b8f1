#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace aurora {

/// One `renamed_from` of the spec, other than `none`.
struct Rename {
  enum class Kind { Cluster, Subnet, NodePool, PrivateEndpoint, WorkloadIdentity, Flow } kind;
  std::string owner;     ///< the stack that it is in, as that is called now; of a flow, nothing
  std::string from, to;  ///< keys; of a cluster, owner ids; of a subnet of one zone, with the zone
  Span span;             ///< of the former key
};

/// Clusters first, then what is in them, then flows.
std::vector<Rename> renames_of(const Platform& platform);

/// The platform as the spec would describe it with every former key: the same but for them, and for what refers to them.
Platform former_platform(const Platform& platform);

}  // namespace aurora
