#pragma once

#include <string_view>

#include "gcp/stack.h"

/// The kinds of gateway, each with its connections. The Cloud Router between them and the network is made before.
namespace aurora::gcp {

void lower_vpn(Stack& stack, const Gateway& gateway, const tf::Resource& router);
void lower_interconnect(Stack& stack, const Gateway& gateway, const tf::Resource& router);

/// Says what a connection lacks.
void incomplete(Stack& stack, const Gateway::Connection& connection, std::string_view missing, std::string_view hint);

}  // namespace aurora::gcp
