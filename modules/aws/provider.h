#pragma once

#include "aws/stack.h"

namespace aurora::aws {

/// `terraform` and `provider` blocks: required versions, backend with the state of this stack, account, region, tags,
/// and the role that Terraform acts as.
void lower_provider(Stack& stack);
/// The alias of the provider for another environment's account and region, added on first use; the value for a
/// resource's `provider` argument, or a null value when both are this stack's own.
tf::Value provider_for(Stack& stack, const Environment& other, const Identity& identity);

}  // namespace aurora::aws
