#pragma once

#include "aws/stack.h"

/// The building blocks, one file each, in the order in which a stack takes them. A block does nothing when the spec
/// does not ask for it.
namespace aurora::aws {

/// The blocks of a whole stack, in order.
void lower_hub(Stack& stack);
void lower_cluster_stack(Stack& stack);

}  // namespace aurora::aws
