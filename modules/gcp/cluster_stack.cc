#include "gcp/blocks.h"
#include "gcp/provider.h"

namespace aurora::gcp {

void lower_cluster_stack(Stack& stack) { lower_provider(stack); }

}  // namespace aurora::gcp
