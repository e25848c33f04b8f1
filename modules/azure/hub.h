#pragma once

#include <string_view>

#include "azure/stack.h"

/// What only hubs have. Each block does nothing when the hub does not ask for it.
namespace aurora::azure {

/// Everything in a hub's stack, from provider to outputs.
void lower_hub(Stack& stack);

void lower_route_reflectors(Stack& stack);  ///< machines over the zones, BGP by cloud-init
void lower_jumpbox(Stack& stack);           ///< a machine without a public address; Bastion where asked
void lower_gateway(Stack& stack);           ///< VPN or ExpressRoute, with its connections
/// What every VPN of ours is encrypted with; in all clouds.
tf::Object ipsec_policy();
/// azurerm 5 renamed the switch.
const char* bgp_switch(const Stack& stack);
/// The gateway's AS number: the spec's, else Azure's own.
std::int64_t gateway_asn(const Gateway& gateway);
void lower_firewall(Stack& stack);    ///< Azure Firewall, its policy, its routes to other hubs
void lower_registry(Stack& stack);    ///< container registry behind a private endpoint
void lower_monitoring(Stack& stack);  ///< Log Analytics workspace

/// The subnet of that role; reports `block` as homeless when there is none.
const Subnet* required_subnet(Stack& stack, std::string_view block, std::string_view role, Span span);
/// A Standard, static address over the hub's zones, in the network's group.
tf::Resource& lower_public_ip(Stack& stack, std::string_view purpose, Span span);

}  // namespace aurora::azure
