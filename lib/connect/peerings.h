#pragma once

#include <vector>

#include "connect/domains.h"
#include "connect/flow_rules.h"

namespace aurora::connect_detail {

/// Which networks are peered: clusters with their hub, hubs of a route domain with each other, and the networks that
/// a flow joins and that no appliance routes between.
std::vector<Peering> peerings_of(const std::vector<Site>& sites, const Domains& domains,
                                 const std::vector<Joined>& joined, Diagnostics& diagnostics);

}  // namespace aurora::connect_detail
