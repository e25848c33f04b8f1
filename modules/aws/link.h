#pragma once

#include <vector>

#include "backend/backend.h"

/// AWS's end of a VPN to another cloud: the transit gateway that the hub is attached to, or the hub's own gateway.
namespace aurora::aws {

LinkEnd open_link(const LinkScope& scope);
/// A VPN connection to each address of the other end: AWS has the addresses and keys only then.
std::vector<LinkTunnel> offer_tunnels(const LinkScope& scope, const LinkEnd& peer);
void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels);

}  // namespace aurora::aws
