#pragma once

#include <string>
#include <vector>

#include "name/names.h"

/// What `aurora-iac names` shows: each name with what its kind allows, and where each owner is tightest.
namespace aurora {

/// A table by stack and kind, and under it, for every stack, the name that has least room.
std::string render_names_text(const std::vector<NameUse>& uses);
/// The same as JSON: `{"format_version": 1, "names": [...], "tightest": [...]}`, sorted by stack, kind and name.
std::string render_names_json(const std::vector<NameUse>& uses);

}  // namespace aurora
