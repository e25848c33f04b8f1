#pragma once

#include <string_view>
#include <vector>

#include "aws/iam.h"

namespace aurora::aws {

/// What the endpoint of a service lets through: calls of this account, and what such calls need beside them. Empty: the
/// service takes no policy.
std::vector<Statement> endpoint_policy(const Stack& stack, std::string_view subresource);

}  // namespace aurora::aws
