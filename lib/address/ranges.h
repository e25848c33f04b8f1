#pragma once

#include <vector>

#include "address/ground.h"
#include "address/plan.h"

namespace aurora {

/// Pod ranges that are not part of a network: from the pod pools, else from the routed ones.
void place_pods(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked, Ground& ground,
                AddressPlan& plan, Diagnostics& diagnostics);
/// Service ranges. They mean something inside their cluster only, so by default all clusters have the same one, clear
/// of everything else; with service pools each has its own, unless they are shared.
void place_services(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked,
                    Ground& ground, AddressPlan& plan, Diagnostics& diagnostics);

}  // namespace aurora
