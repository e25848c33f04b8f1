#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"

namespace aurora {

/// Diagnostics as people read them: the message, the place, the line with the range underlined, the other places
/// involved, hints, and a last line that counts.
std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, bool color);

}  // namespace aurora
