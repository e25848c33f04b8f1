#include "address/parts.h"

#include <algorithm>

#include "address/prefix_lists.h"

namespace aurora {

Parts::Parts(const Site& site, const LockedRanges& locked, Ground& ground) : site_(site), locked_(locked) {
  if (!site.facts->pod_subnets_from_pod_pools || site.cluster == nullptr) return;
  auto& pods = ground.pods(*site.environment);
  if (&pods == &ground.routed(*site.environment)) return;
  const auto& pinned = site.network->cidrs;
  pool_ = &pods;
  if (!pinned.empty() &&
      std::none_of(pinned.begin(), pinned.end(), [&](const auto& cidr) { return is_pods(cidr.value); }))
    pool_ = nullptr;
}

bool Parts::is_pods(const Prefix& prefix) const { return pool_ != nullptr && within(pool_->prefixes, prefix); }

bool Parts::is_pods(const Subnet& subnet) const {
  if (pool_ == nullptr) return false;
  if (!subnet.cidrs.empty()) return is_pods(subnet.cidrs.front().value);
  // Any subnet may have been pinned into either part.
  const auto kept = locked_.prefixes(site_.owner, "subnet/" + subnet.key);
  return kept.empty() ? subnet.plays("pods") : is_pods(kept.front());
}

}  // namespace aurora
