#pragma once

#include <string>
#include <vector>

#include "lock/lock.h"
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

/// The platform with those `renamed_from`s alone that the lock's section `renamed` does not have: what was followed
/// once is not looked at again, so that what was changed since then, by hand or by another rename, stays.
Platform with_pending_renames(const Platform& platform, const Lock& lock);

/// Writes every `renamed_from` of the platform to that section, and lays those to rest that are no longer in the
/// spec: the same words may mean another rename later.
void note_renames(const Platform& platform, Lock& lock);

/// The platform as the spec would describe it with every former key: the same but for them, and for what refers to
/// them.
Platform former_platform(const Platform& platform);

}  // namespace aurora
