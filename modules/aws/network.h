#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/stack.h"

/// What the building blocks of the network ask of one another.
namespace aurora::aws {

/// A range as a part of a label: `10-64-4-0-22`.
std::string prefix_label(const Prefix& prefix);
/// `ca-central-1a` for the spec's `1`; empty or null where there is no such zone.
std::string zone_of(const Stack& stack, std::string_view zone);
tf::Value zone_of(const Stack& stack, const Subnet& subnet);
/// Whether the network has IPv6 addresses too.
bool has_ipv6(const Stack& stack);
/// Reports ranges that AWS does not let a VPC have, together or at all.
void check_ranges(Stack& stack);
/// The subnets as the spec has them, each once for all its zones, sorted.
std::vector<std::string> subnet_bases(const Stack& stack);
/// Whether nothing in it opens connections to what is outside the platform.
bool is_silent(const Subnet& subnet);

}  // namespace aurora::aws
