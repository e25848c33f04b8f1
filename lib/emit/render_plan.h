#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/differences.h"
#include "source/source_map.h"
#include "terraform/diff.h"

namespace aurora {

/// What `plan` prints: per stack its resources with `+` added, `~` changed, `-/+` replaced, `-` removed and
/// `>` moved, the arguments below them, outputs and settings, then counts per stack and in total.
/// `colour`: with ANSI escapes. `every`: list each resource of a stack that comes or goes, not how many of each type.
/// `differences`: what render_differences.h says, which comes before the total.
std::string render_plan_text(const std::vector<tf::StackChange>& changes, bool colour, bool every = false,
                             std::string_view differences = {});

/// The same as JSON: `{"format_version": 1, "stacks": [...], "differences": [...], "total": {...}}`.
std::string render_plan_json(const std::vector<tf::StackChange>& changes, const std::vector<Difference>& differences,
                             const SourceMap& sources);

}  // namespace aurora
