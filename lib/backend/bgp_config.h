#pragma once

#include <string>
#include <vector>

#include "connect/plan.h"

namespace aurora {

/// One route reflector, as its daemon is to be configured: the sessions that the connectivity plan gives it.
struct BgpSpeaker {
  std::string hostname;
  IpAddress address;  ///< its own static address; also the router id
  std::int64_t asn = 0;
  std::vector<const BgpSession*> sessions;
};

/// The sessions of reflector number `reflector` of `hub`, in the plan's order.
std::vector<const BgpSession*> sessions_of(const ConnectivityPlan& plan, std::string_view hub, int reflector);

/// `/etc/frr/frr.conf` for FRR 8 and later.
std::string frr_config(const BgpSpeaker& speaker);
/// `/etc/bird/bird.conf` for BIRD 2.
std::string bird_config(const BgpSpeaker& speaker);

}  // namespace aurora
