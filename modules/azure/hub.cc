#include "azure/hub.h"

#include "azure/blocks.h"
#include "azure/dns.h"
#include "azure/provider.h"

namespace aurora::azure {
namespace {

/// What every hub has to say of itself to those who build on it.
void lower_outputs(Stack& stack) {
  auto& document = stack.document;
  document.output("environment", stack.environment.key, "Key of the environment in the spec");
  document.output("location", stack.location(), "Azure region");
  document.output("resource_group_name", stack.group()["name"], "The hub's own resource group");
  if (auto network = stack.network_id(); !network.is_null())
    document.output("network_id", std::move(network), "The hub's virtual network");
  tf::Object subnets;
  for (const auto& subnet : stack.network.subnets)
    if (auto id = stack.subnet_id(subnet.key); !id.is_null()) subnets.emplace_back(subnet.key, std::move(id));
  if (!subnets.empty()) document.output("subnet_ids", std::move(subnets), "Subnets by key");
}

}  // namespace

void lower_hub(Stack& stack) {
  lower_provider(stack);
  lower_network(stack);
  lower_security(stack);
  lower_monitoring(stack);
  lower_firewall(stack);
  lower_routing(stack);
  lower_peering(stack);
  lower_private_dns(stack);
  lower_gateway(stack);
  lower_registry(stack);
  lower_route_reflectors(stack);
  lower_jumpbox(stack);
  lower_outputs(stack);
}

}  // namespace aurora::azure
