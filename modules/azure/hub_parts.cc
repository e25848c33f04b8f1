#include "azure/hub.h"

namespace aurora::azure {

const Subnet* required_subnet(Stack& stack, std::string_view block, std::string_view role, Span span) {
  const auto* subnet = stack.subnet_of_role(role);
  if (subnet == nullptr)
    stack.diagnostics.report(diag::HubSubnetMissing, span, block, stack.identity.id, role)
        .hint("add one to the hub's `subnets`, or to `network.subnet_ids` of an existing network");
  return subnet;
}

tf::Resource& lower_public_ip(Stack& stack, std::string_view purpose, Span span) {
  return stack.add("azurerm_public_ip", purpose, stack.group("network"), stack.name("public_ip", purpose, -1, span),
                   span,
                   {{"sku", "Standard"},
                    {"sku_tier", "Regional"},
                    {"allocation_method", "Static"},
                    {"zones", stack.address_zones()}});
}

}  // namespace aurora::azure
