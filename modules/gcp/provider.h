#pragma once

#include "gcp/stack.h"

namespace aurora::gcp {

/// `terraform` and `provider` blocks: required versions, backend with the state of this stack, project, region, labels,
/// and the service account that Terraform acts as.
void lower_provider(Stack& stack);
/// The alias of the provider for another environment's project, added on first use; the value for a resource's
/// `provider` argument, or a null value when it is this stack's own project.
tf::Value provider_for(Stack& stack, const Environment& other);

}  // namespace aurora::gcp
