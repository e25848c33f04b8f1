#pragma once

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"

namespace aurora::yaml {

/// Whether the bytes of a file are text that YAML may hold: UTF-8 without control characters, without tabs as
/// indentation. Reports what is wrong, at its place.
bool check_text(FileId file, const SourceMap& sources, Diagnostics& diagnostics);
/// The length of the byte-order mark at the start of `text`: 0 or 3.
std::uint32_t byte_order_mark(std::string_view text);

}  // namespace aurora::yaml
