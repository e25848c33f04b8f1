#pragma once

#include <string>
#include <string_view>

#include "aws/stack.h"

namespace aurora::aws {

/// How long logs are kept: what the hub says, else 30 days; where CloudWatch has no such choice, the next longer one.
int retention_days(const Stack& stack);

/// A log group. Whoever writes to one that is not there makes it: without an end, and without a key of ours.
/// `key`: an ARN, or null for AWS's own.
tf::Resource& lower_log_group(Stack& stack, std::string_view label, std::string name, tf::Value key, Span span);

}  // namespace aurora::aws
