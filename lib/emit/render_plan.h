#pragma once

#include <string>
#include <vector>

#include "terraform/diff.h"

namespace aurora {

/// What `plan` prints: per stack its resources with `+` added, `~` changed, `-/+` replaced, `-` removed and
/// `>` moved, the arguments below them, outputs and settings, then counts per stack and in total.
/// `colour`: with ANSI escapes.
std::string render_plan_text(const std::vector<tf::StackChange>& changes, bool colour);

/// The same as JSON: `{"format_version": 1, "stacks": [...], "total": {...}}`.
std::string render_plan_json(const std::vector<tf::StackChange>& changes);

}  // namespace aurora
