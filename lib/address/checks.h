#pragma once

#include <vector>

#include "address/plan.h"
#include "address/sites.h"
#include "diagnostics/diagnostics.h"

namespace aurora {

/// Compares all ranges with each other after everything is placed: reservations, outside networks, what the cloud
/// keeps, networks, pods and services; then subnets with their network and with each other, and addresses. Each
/// overlap is reported once, with both places.
void check_plan(const Platform& platform, const std::vector<Site>& sites, const AddressPlan& plan,
                Diagnostics& diagnostics);

}  // namespace aurora
