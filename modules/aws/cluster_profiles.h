#pragma once

#include <string_view>
#include <vector>

#include "aws/stack.h"

/// The nested blocks of the managed cluster, a function each. A null value: the cluster has no such block.
namespace aurora::aws {

/// Reports when the control plane has no subnets, or these are in one zone only.
tf::Value vpc_config(Stack& stack);
/// Reports a range or a DNS address that EKS does not take.
tf::Value network_config(Stack& stack);
tf::Value secrets_encryption(const Stack& stack);
/// `api`, `audit`, ...: what the control plane logs.
std::vector<std::string_view> control_plane_log_types(Stack& stack);

}  // namespace aurora::aws
