#include "aws/blocks.h"
#include "aws/hub.h"
#include "aws/provider.h"

namespace aurora::aws {
namespace {

void lower_cluster_network(Stack& stack) {
  lower_network(stack);
  lower_security(stack);
  lower_flow_logs(stack);
  lower_egress(stack);
  lower_peering(stack);
  lower_routing(stack);
  lower_flow_peerings(stack);
  lower_endpoints(stack);
  lower_private_dns(stack);
  lower_route_server(stack);
}

/// What the platform's charts and their operators ask of a cluster's network.
void lower_network_outputs(Stack& stack) {
  auto& document = stack.document;
  if (auto network = stack.network_id(); !network.is_null())
    document.output("network_id", std::move(network), "The cluster's VPC");
  if (auto subnets = stack.subnet_ids("loadbalancer"); !subnets.empty())
    document.output("load_balancer_subnet_ids", std::move(subnets), "For the annotation of internal load balancers");
  if (auto group = stack.security_group_id("loadbalancer"); !group.is_null())
    document.output("load_balancer_security_group_id", std::move(group),
                    "For the annotation of internal load balancers");
}

}  // namespace

void lower_cluster_stack(Stack& stack) {
  lower_provider(stack);
  lower_cluster_network(stack);
  lower_network_outputs(stack);
}

}  // namespace aurora::aws
