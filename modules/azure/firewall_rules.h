#pragma once

#include "azure/stack.h"

namespace aurora::azure {

/// What the environment's firewall lets through, as `rule collection groups` of its policy: what the clusters need to
/// work, the names that the spec allows, and the flows of the spec that leave a network of the environment or come
/// into it. Everything else it drops.
void lower_firewall_rules(Stack& stack, const tf::Resource& policy);

}  // namespace aurora::azure
