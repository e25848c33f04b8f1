#pragma once

#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// ARNs of the repositories of the environment's registry, in its region and those of its replicas; of all in the
/// account when the spec names none. Empty: the environment has no registry.
std::vector<tf::Value> repository_arns(const Stack& stack);

/// The registry of a hub: repositories, scanning, replicas.
void lower_registry(Stack& stack);

}  // namespace aurora::aws
