#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// A rule between a load balancer and its targets, over TCP: what another group is named in.
struct TargetRule {
  bool inbound = false;
  std::string other;  ///< the other subnets, by their key in the spec
  int first = 0, last = 0;
  std::string_view why;
};

/// Those that the group of the subnets `base` has, beyond the plan's; none of a hub.
std::vector<TargetRule> target_rules(const Stack& stack, const std::string& base);

}  // namespace aurora::aws
