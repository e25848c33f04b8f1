#pragma once

#include <string_view>
#include <vector>

#include "aws/iam.h"

namespace aurora::aws {

/// What the endpoint of a service lets through: calls of this account, and what such calls need beside them. Empty: the
/// service takes no policy.
std::vector<Statement> endpoint_policy(const Stack& stack, std::string_view subresource);

/// Lets nodes, pods and whatever else opens connections reach the service of an endpoint that is an entry in route
/// tables, where their security groups do not let out everything as it is.
void lower_endpoint_rules(Stack& stack, const tf::Resource& endpoint);
/// Whether it is such a rule.
bool is_endpoint_rule(const tf::Resource& resource);

}  // namespace aurora::aws
