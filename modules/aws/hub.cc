#include "aws/blocks.h"
#include "aws/provider.h"

namespace aurora::aws {

void lower_hub(Stack& stack) { lower_provider(stack); }

}  // namespace aurora::aws
