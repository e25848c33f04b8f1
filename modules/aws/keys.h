#pragma once

#include <string_view>
#include <vector>

#include "aws/iam.h"

namespace aurora::aws {

/// What whoever encrypts and decrypts data with a key needs.
const std::vector<std::string_view>& key_use_actions();

/// A key that AWS rotates every year, with an alias. Policies of the account decide who uses it; `more` allows what
/// they cannot. Labels are `label`; the alias is named after `purpose`.
tf::Resource& lower_key(Stack& stack, std::string_view label, std::string_view purpose, std::string_view description,
                        const std::vector<Statement>& more, Span span);

}  // namespace aurora::aws
