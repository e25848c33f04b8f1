#pragma once

#include <string>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// One side of a VPC Route Server: AWS chooses its address when the endpoint is made, so that what the address plan
/// says of it stands for that in everything that is written.
struct RouteServerSide {
  std::string nominal;           ///< `10.64.0.20`, in the sessions of the plan
  const tf::Resource* endpoint;  ///< `eni_address` is the address
};
/// The two sides of this stack's route server, once lower_route_server made it; empty: it has none.
std::vector<RouteServerSide> route_server_sides(const Stack& stack);

/// `text` as an expression, with each nominal address in it replaced by the endpoint's own.
tf::Template with_real_addresses(const std::string& text, const std::vector<RouteServerSide>& sides);

}  // namespace aurora::aws
