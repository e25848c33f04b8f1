#pragma once

#include "address/ground.h"

namespace aurora {

/// Whether a network has two parts: some clouds can give pods a range of the network of their own, from the pools of
/// pods. What was placed beside the nodes, or is pinned there, stays.
class Parts {
 public:
  Parts(const Site& site, const LockedRanges& locked, Ground& ground);

  bool is_pods(const Prefix& prefix) const;
  bool is_pods(const Subnet& subnet) const;
  /// What the part of the pods comes from; nullptr: the network is one.
  Pool* pool() const { return pool_; }

 private:
  const Site& site_;
  const LockedRanges& locked_;
  Pool* pool_ = nullptr;
};

}  // namespace aurora
