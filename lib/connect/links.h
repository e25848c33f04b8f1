#pragma once

#include <vector>

#include "connect/domains.h"
#include "connect/flow_rules.h"
#include "connect/sites.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"

namespace aurora::connect_detail {

/// The VPNs between hubs on different clouds: wherever hubs share a route domain or a flow joins their environments.
/// Each needs a gateway of kind `vpn` with an `asn` at both ends, or is reported. The addresses inside the tunnels come
/// from the lock or, for a new link, are the lowest free ones, and are put there.
std::vector<CloudLink> links_of(const std::vector<Site>& sites, const Domains& domains,
                                const std::vector<Joined>& joined, FactsOf facts, Lock& lock, Diagnostics& diagnostics);

}  // namespace aurora::connect_detail
