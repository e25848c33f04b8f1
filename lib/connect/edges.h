#pragma once

#include <vector>

#include "connect/sites.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"

namespace aurora::connect_detail {

/// What passes the edge of each subnet that `rules` are for, in clouds whose groups of rules can only allow. Numbers
/// come from the lock and are put there.
std::vector<SubnetEdge> edges_of(const std::vector<Site>& sites, const std::vector<SubnetRules>& rules, Lock& lock,
                                 Diagnostics& diagnostics);

}  // namespace aurora::connect_detail
