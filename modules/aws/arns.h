#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/stack.h"

namespace aurora::aws {

/// The parts of an ARN that the spec gives.
struct Arn {
  std::string_view service, region, account, resource;  ///< `resource`: all that is behind the account
};
std::optional<Arn> parse_arn(std::string_view text);

/// `arn:aws:<service>::<account>:<rest>`, of what is the same in all regions: `role/admin` of `iam`.
std::string account_arn(const Stack& stack, std::string_view service, std::string_view rest);

/// Whether `text` is the ARN of something that acts in an account: a role or a user.
bool is_principal_arn(std::string_view text);

}  // namespace aurora::aws
