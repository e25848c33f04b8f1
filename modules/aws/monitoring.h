#pragma once

#include <string_view>

#include "aws/stack.h"

/// Log groups of CloudWatch and who may write into them.
namespace aurora::aws {

/// For how many days logs are kept: what the hub says, else 30, in the next number that CloudWatch takes.
int log_retention(const Stack& stack);
/// A log group of this stack, named after `purpose`; `key`: the ARN of a key that CloudWatch may use, or null.
/// In another account, with its `provider`.
tf::Resource& lower_log_group(Stack& stack, std::string_view purpose, Span span, tf::Value key = {},
                              tf::Value provider = {});

}  // namespace aurora::aws
