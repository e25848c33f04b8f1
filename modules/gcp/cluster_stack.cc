#include "gcp/blocks.h"
#include "gcp/provider.h"

namespace aurora::gcp {

void lower_cluster_stack(Stack& stack) {
  lower_provider(stack);
  lower_network(stack);
  lower_security(stack);
  lower_peering(stack);
  lower_routing(stack);
  check_route_server(stack);
  lower_google_apis(stack);
  lower_dns(stack);
  lower_endpoints(stack);
  lower_network_outputs(stack);
}

}  // namespace aurora::gcp
