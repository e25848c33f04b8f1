#pragma once

#include "address/plan.h"
#include "address/sites.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/model.h"

namespace aurora {

/// Gives every network, subnet, pod range, service range and static address its place, and writes it into the
/// `address` section of `lock`. What the lock has stays where it is. With errors reported the plan is incomplete and
/// the lock must not be written.
AddressPlan allocate(const Platform& platform, const FactsOf& facts_of, Lock& lock, Diagnostics& diagnostics);

}  // namespace aurora
