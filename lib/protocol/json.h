#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "terraform/json_writer.h"
#include "terraform/value.h"

namespace aurora::protocol {

/// Why a text is no JSON, with its place: `line 3, column 12: a key twice`.
struct JsonProblem {
  std::size_t line = 0, column = 0;  ///< from 1; the column counts bytes
  std::string text;
};

/// Deepest nesting that is read.
inline constexpr std::size_t kDeepest = 100;

/// JSON as a tree of `Null`, bool, integer, double, text, `List` and `Object`, members in the order of the text;
/// nothing, and why, for anything else: what nests deeper than `kDeepest`, integers that do not fit, keys that an
/// object has twice.
std::optional<tf::Value> parse_json(std::string_view text, JsonProblem& problem);

/// The same tree as text, with a line break at its end.
std::string to_json(const tf::Value& tree, tf::JsonWriter::Layout layout = tf::JsonWriter::Layout::Compact);

}  // namespace aurora::protocol
