#pragma once

#include <string>
#include <vector>

#include "name/budget.h"

/// What `aurora-iac names` shows: each name with what its kind allows, and where each owner is tightest.
namespace aurora {

/// A table by stack and kind; under it, for every stack, the name that has least room, the budget of every kind, and
/// how long the project and the stage may be.
std::string render_names_text(const std::vector<NameUse>& uses, const NameBudget& budget);
/// The same as JSON: `{"format_version": 1, "names": [...], "tightest": [...], "kinds": [...], "parts": [...]}`,
/// sorted by stack, kind and name.
std::string render_names_json(const std::vector<NameUse>& uses, const NameBudget& budget);

}  // namespace aurora
