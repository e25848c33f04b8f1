#pragma once

#include <string>
#include <vector>

#include "why/why.h"

namespace aurora {

/// For people: each thing with its value, and under it the chain; what is written somewhere with its line.
std::string render_why_text(const std::vector<Explanation>& all, const SourceMap& sources);
/// `{"format_version": 1, "explanations": [{what, value, steps: [{kind, text, file, line, column, source}]}]}`.
std::string render_why_json(const std::vector<Explanation>& all, const SourceMap& sources);

}  // namespace aurora
