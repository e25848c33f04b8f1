#pragma once

#include "aws/stack.h"

/// The building blocks, one file each, in the order in which a stack takes them. A block does nothing when the spec
/// does not ask for it.
namespace aurora::aws {

void lower_network(Stack& stack);        ///< VPC, a subnet for each role and zone, internet gateway, closed defaults
void lower_security(Stack& stack);       ///< security groups, a resource for each rule; network ACLs
void lower_egress(Stack& stack);         ///< NAT gateways
void lower_routing(Stack& stack);        ///< route tables, a set for each zone
void lower_flow_peerings(Stack& stack);  ///< peerings of networks that only a flow joins
void lower_peering(Stack& stack);        ///< the attachment to the transit gateway, and to others that the spec names
void lower_endpoints(Stack& stack);      ///< VPC endpoints of AWS's services
void lower_private_dns(Stack& stack);    ///< private zones of the hub and their associations
void lower_flow_logs(Stack& stack);      ///< what passes the network, in CloudWatch

/// The blocks of a whole stack, in order.
void lower_hub(Stack& stack);
void lower_cluster_stack(Stack& stack);

}  // namespace aurora::aws
