#pragma once

#include "gcp/stack.h"

/// The building blocks, one file each, in the order in which a stack takes them. A block does nothing when the spec
/// does not ask for it.
namespace aurora::gcp {

/// The blocks of a whole stack, in order.
void lower_hub(Stack& stack);
void lower_cluster_stack(Stack& stack);

}  // namespace aurora::gcp
