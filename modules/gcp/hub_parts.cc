#include "gcp/hub.h"

namespace aurora::gcp {

const Subnet* required_subnet(Stack& stack, std::string_view block, std::string_view role, Span span) {
  const auto* subnet = stack.subnet_of_role(role);
  if (subnet == nullptr)
    stack.diagnostics.report(diag::HubSubnetMissing, span, block, stack.identity.id, role)
        .hint("add one to the hub's `subnets`, or to `network.subnet_ids` of an existing network");
  return subnet;
}

}  // namespace aurora::gcp
