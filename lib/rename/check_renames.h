#pragma once

#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/model.h"

namespace aurora {

/// Compares the spec with what the lock, as it was read, says was there before: a `renamed_from` that names nothing, a
/// cluster that would move to another environment, and, where something of the same sort is new while another one is
/// gone, the question whether it was renamed. Only what has addresses is asked for: a new rule or endpoint in place of
/// an old one loses nothing.
void check_renames(const Platform& platform, const Lock& lock, Diagnostics& diagnostics);

}  // namespace aurora
