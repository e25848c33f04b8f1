#include "aws/hub.h"

#include "aws/blocks.h"
#include "aws/provider.h"
#include "aws/registry.h"

namespace aurora::aws {
namespace {

/// What every hub has to say of itself to those who build on it.
void lower_outputs(Stack& stack) {
  auto& document = stack.document;
  document.output("environment", stack.environment.key, "Key of the environment in the spec");
  document.output("region", stack.region(), "AWS region");
  if (auto network = stack.network_id(); !network.is_null())
    document.output("network_id", std::move(network), "The hub's VPC");
  tf::Object subnets;
  for (const auto& subnet : stack.network.subnets)
    if (auto id = stack.subnet_id(subnet.key); !id.is_null()) subnets.emplace_back(subnet.key, std::move(id));
  if (!subnets.empty()) document.output("subnet_ids", std::move(subnets), "Subnets by key and zone");
}

}  // namespace

void lower_hub(Stack& stack) {
  lower_provider(stack);
  lower_transit(stack);
  lower_network(stack);
  lower_security(stack);
  lower_flow_logs(stack);
  lower_egress(stack);
  lower_firewall(stack);
  lower_peering(stack);
  lower_routing(stack);
  lower_flow_peerings(stack);
  lower_endpoints(stack);
  lower_private_dns(stack);
  lower_gateway(stack);
  lower_registry(stack);
  lower_route_server(stack);
  lower_route_reflectors(stack);
  lower_jumpbox(stack);
  lower_outputs(stack);
}

}  // namespace aurora::aws
