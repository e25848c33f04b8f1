#pragma once

#include <string>
#include <vector>

#include "model/differences.h"
#include "source/source_map.h"
#include "terraform/json_writer.h"

namespace aurora {

/// What differs on each cloud and what has no effect there, for `plan`: the key, where it is written, and how, in lines
/// of at most 100 columns. Nothing when there is nothing.
std::string render_differences_text(const std::vector<Difference>& differences, const SourceMap& sources, bool colour);

/// The same as a list: `[{cloud, key, effect, words, file, line, column, places}]`; `effect` is `differs` or `none`.
void write_differences(tf::JsonWriter& json, const std::vector<Difference>& differences, const SourceMap& sources);

}  // namespace aurora
