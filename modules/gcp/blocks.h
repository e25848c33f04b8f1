#pragma once

#include "gcp/stack.h"

/// The building blocks, one file each, in the order in which a stack takes them. A block does nothing when the spec
/// does not ask for it.
namespace aurora::gcp {

void lower_network(Stack& stack);          ///< network, subnets with their secondary ranges
void lower_security(Stack& stack);         ///< network firewall policy, a resource per rule, the last rules
void lower_peering(Stack& stack);          ///< both halves of the peerings that this stack is `second` of
void lower_routing(Stack& stack);          ///< default route, further routes, NAT
void lower_google_apis(Stack& stack);      ///< Private Service Connect endpoint for Google's own services
void lower_dns(Stack& stack);              ///< private zones, name servers, log of queries
void lower_endpoints(Stack& stack);        ///< Private Service Connect endpoints for others' services
void check_route_server(Stack& stack);     ///< a cluster cannot have one: reported
void lower_network_outputs(Stack& stack);  ///< the network and its subnets, by key

/// The blocks of a whole stack, in order.
void lower_hub(Stack& stack);
void lower_cluster_stack(Stack& stack);

}  // namespace aurora::gcp
