#pragma once

#include "gcp/stack.h"

namespace aurora::gcp {

/// Whether machines of this network go out by a NAT of its own. With `egress: firewall` they do, and the network's
/// policy says which names they reach.
bool has_nat(const Stack& stack);
/// The NAT, with addresses that stay the same.
void lower_nat(Stack& stack);

}  // namespace aurora::gcp
