#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"

namespace aurora {

/// Diagnostics for programs: `{"diagnostics": [{code, name, severity, message, place, related, hints}]}`; a place is
/// {file, line, column, end_line, end_column}, from 1, ends excluded, or null.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

}  // namespace aurora
