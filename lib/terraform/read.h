#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "terraform/value.h"

namespace aurora::tf {

/// JSON as a tree, members in the order of the text. Strings stay as they are written: an expression is the
/// text `${...}`, an escape stays doubled. Nothing when it is no JSON.
std::optional<Value> read_json(std::string_view text);

/// The member `name` of an object, or nullptr.
const Value* member(const Value& object, std::string_view name);

/// A value on one line, for people and for comparison by eye.
std::string to_line(const Value& value);

/// `text` cut to `limit` code points, `…` included.
std::string shortened(std::string text, std::size_t limit);

}  // namespace aurora::tf
