#pragma once

#include "azure/stack.h"

/// The building blocks, one file each, in the order in which a stack takes them (backend.cc). A block does nothing
/// when the spec does not ask for it.
namespace aurora::azure {

void lower_network(Stack& stack);   ///< group, virtual network, subnets
void lower_security(Stack& stack);  ///< network security groups, a resource per rule
void lower_routing(Stack& stack);   ///< route table, NAT gateway, route server
void lower_peering(Stack& stack);   ///< both halves of the peerings that this stack is `second` of

/// The blocks of a whole stack, in order.
void lower_hub(Stack& stack);
void lower_cluster_stack(Stack& stack);

}  // namespace aurora::azure
