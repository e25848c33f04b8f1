#pragma once

#include <string_view>

#include "aws/stack.h"

/// What only hubs have. Each block does nothing when the hub does not ask for it.
namespace aurora::aws {

void lower_transit(Stack& stack);           ///< the transit gateway, where this hub makes it
void lower_firewall(Stack& stack);          ///< Network Firewall, its policy and logs
void lower_gateway(Stack& stack);           ///< VPN or Direct Connect, with its connections
void lower_route_reflectors(Stack& stack);  ///< machines over the zones, BGP by cloud-init
void lower_route_server(Stack& stack);      ///< VPC Route Server, its endpoints and peers; of clusters too
void lower_jumpbox(Stack& stack);           ///< a machine that Session Manager alone reaches

/// The subnet of that role; reports `block` as homeless when there is none.
const Subnet* required_subnet(Stack& stack, std::string_view block, std::string_view role, Span span);

}  // namespace aurora::aws
