#pragma once

#include <string_view>

#include "lock/lock.h"
#include "model/model.h"

// A thing keeps its addresses, priorities, numbers and digits when its key changes: the lines of the lock move to the
// new key. They move once; what came back under the old key afterwards is another thing, and keeps its own.

namespace aurora {

/// Gives the lines of what has a `renamed_from` their new keys, where they do not have them yet.
void move_renamed(const Platform& platform, Lock& lock);

/// The name of the flow that a rule is of, from the rule's id (`flow-<name>-tcp-in`); nothing when it is of none.
std::string_view flow_of_rule(std::string_view id);

}  // namespace aurora
