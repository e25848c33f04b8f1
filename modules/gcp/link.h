#pragma once

#include <vector>

#include "backend/backend.h"

/// Google Cloud's end of a VPN to another cloud: the hub's HA VPN gateway and its Cloud Router.
namespace aurora::gcp {

LinkEnd open_link(const LinkScope& scope);
void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels);

}  // namespace aurora::gcp
