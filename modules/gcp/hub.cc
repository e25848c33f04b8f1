#include "gcp/hub.h"

#include "gcp/blocks.h"
#include "gcp/provider.h"
#include "gcp/registry.h"

namespace aurora::gcp {
namespace {

/// What every hub has to say of itself to those who build on it.
void lower_outputs(Stack& stack) {
  auto& document = stack.document;
  document.output("environment", stack.environment.key, "Key of the environment in the spec");
  document.output("project", stack.project(), "Google Cloud project");
  document.output("region", stack.region(), "Google Cloud region");
  lower_network_outputs(stack);
}

}  // namespace

void lower_hub(Stack& stack) {
  lower_provider(stack);
  lower_network(stack);
  lower_security(stack);
  lower_monitoring(stack);
  lower_peering(stack);
  lower_routing(stack);
  lower_google_apis(stack);
  lower_dns(stack);
  lower_gateway(stack);
  lower_registry(stack);
  lower_route_reflectors(stack);
  lower_route_server(stack);
  lower_jumpbox(stack);
  lower_outputs(stack);
}

}  // namespace aurora::gcp
