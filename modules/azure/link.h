#pragma once

#include "backend/backend.h"

/// Azure's end of a VPN to another cloud: the hub's VPN gateway.
namespace aurora::azure {

LinkEnd open_link(const LinkScope& scope);
void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels);

}  // namespace aurora::azure
