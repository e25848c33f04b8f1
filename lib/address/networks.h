#pragma once

#include <vector>

#include "address/ground.h"
#include "address/plan.h"

namespace aurora {

/// Networks and the subnets in them. Networks that exist already are noted as external and get nothing.
void place_networks(const std::vector<Site>& sites, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
                    Diagnostics& diagnostics);

/// What an exhausted pool can say of itself: which it is and what the largest block left is.
std::string what_is_left(const Pool& pool);
/// Reports that `pool` has no block of `length` for `what`.
void report_exhausted(const Pool& pool, std::string_view what, int length, Span span, Diagnostics& diagnostics);

}  // namespace aurora
