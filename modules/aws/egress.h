#pragma once

#include <string>
#include <string_view>

#include "aws/stack.h"

/// What leads out of a network, for those who route to it.
namespace aurora::aws {

/// The NAT gateway for the zone, of this stack; null: none.
tf::Value nat_gateway_id(const Stack& stack, std::string_view zone);
/// The endpoint of the hub's firewall in the zone; null: none.
tf::Value firewall_endpoint(const Stack& stack, std::string_view zone);
/// Whether what leaves goes to the transit gateway first.
bool leaves_by_hub(const Stack& stack);

}  // namespace aurora::aws
