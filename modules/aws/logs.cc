#include "aws/logs.h"

#include <algorithm>
#include <array>

namespace aurora::aws {
namespace {

/// Amazon CloudWatch Logs API reference, `PutRetentionPolicy`.
constexpr std::array choices{1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                             365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

int retention_days(const Stack& stack) {
  const int asked = stack.hub != nullptr && stack.hub->logs ? stack.hub->logs->retention_days : Logs{}.retention_days;
  const auto* const found = std::lower_bound(choices.begin(), choices.end(), asked);
  return found == choices.end() ? choices.back() : *found;
}

tf::Resource& lower_log_group(Stack& stack, std::string_view label, std::string name, tf::Value key, Span span) {
  return stack.add(
      "aws_cloudwatch_log_group", label, span,
      {{"name", std::move(name)}, {"retention_in_days", retention_days(stack)}, {"kms_key_id", std::move(key)}});
}

}  // namespace aurora::aws
