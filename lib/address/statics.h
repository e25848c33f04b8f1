#pragma once

#include <vector>

#include "address/locked.h"
#include "address/plan.h"
#include "address/sites.h"

namespace aurora {

/// Single addresses: `static/route_reflector/<i>`, `static/jumpbox`, `static/firewall` (the first usable address of
/// its subnet, which the cloud picks itself), `static/load_balancer`, `static/dns_service` (number 10 of the services).
void place_statics(const std::vector<Site>& sites, const LockedRanges& locked, AddressPlan& plan,
                   Diagnostics& diagnostics);

}  // namespace aurora
