#pragma once

#include <vector>

#include "connect/domains.h"
#include "connect/plan.h"

namespace aurora::connect_detail {

/// The routers that networks are joined by in clouds that have such, one a region, and what their tables hold. Who
/// makes them comes from the lock and is put there.
std::vector<Transit> transits_of(const std::vector<Site>& sites, const Domains& domains, Lock& lock);

}  // namespace aurora::connect_detail
