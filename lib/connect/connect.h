#pragma once

#include <string_view>

#include "address/plan.h"
#include "connect/plan.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// Decides who may talk to whom and how packets get there: the rules at every subnet's edge, the peerings, the
/// BGP sessions. Priorities and AS numbers come from the lock where it has them and are put there where not.
ConnectivityPlan connect(const Platform& platform, const AddressPlan& addresses, const FactsOf& facts, Lock& lock,
                         Diagnostics& diagnostics);

}  // namespace aurora
