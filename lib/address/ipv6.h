#pragma once

#include "address/locked.h"
#include "address/plan.h"
#include "address/sites.h"

namespace aurora {

/// IPv6 beside IPv4, when the address plan has IPv6 pools: a block for each environment (`<environment>/environment`,
/// `ipv6`), in it one for each network (`network6`), in it a /64 for each subnet (`subnet6/<key>`).
void place_ipv6(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked, AddressPlan& plan,
                Diagnostics& diagnostics);

}  // namespace aurora
