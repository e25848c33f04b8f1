#pragma once

#include <string>
#include <vector>

#include "terraform/diff.h"

namespace aurora {

/// What `plan` prints: per stack its resources with `+` added, `~` changed, `-/+` replaced, `-` removed and
/// `>` moved, the arguments below them, outputs and settings, then counts per stack and in total.
/// `colour`: with ANSI escapes. `every`: list each resource of a stack that comes or goes, not how many of each type.
std::string render_plan_text(const std::vector<tf::StackChange>& changes, bool colour, bool every = false);

/// The same as JSON: `{"format_version": 1, "stacks": [...], "total": {...}}`.
std::string render_plan_json(const std::vector<tf::StackChange>& changes);

}  // namespace aurora
