#include "aws/blocks.h"
#include "aws/provider.h"

namespace aurora::aws {

void lower_cluster_stack(Stack& stack) { lower_provider(stack); }

}  // namespace aurora::aws
