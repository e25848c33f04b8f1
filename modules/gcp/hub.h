#pragma once

#include <cstdint>
#include <string_view>

#include "gcp/stack.h"

/// What only hubs have. Each block does nothing when the hub does not ask for it.
namespace aurora::gcp {

void lower_monitoring(Stack& stack);        ///< log bucket, and the sink that fills it
void lower_gateway(Stack& stack);           ///< HA VPN, or attachments of an interconnect
void lower_route_reflectors(Stack& stack);  ///< machines over the zones, BGP by cloud-init
void lower_route_server(Stack& stack);      ///< Cloud Router with the reflectors as its router appliances
void lower_jumpbox(Stack& stack);           ///< a machine behind Identity-Aware Proxy

/// The AS number that was decided for the hub's reflectors, for every hub that shares the lock.
std::int64_t reflector_asn(const Stack& stack);
/// The subnet of that role; reports `block` as homeless when there is none.
const Subnet* required_subnet(Stack& stack, std::string_view block, std::string_view role, Span span);

}  // namespace aurora::gcp
