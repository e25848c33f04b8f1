#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "yaml/node.h"

namespace aurora::yaml {

/// What a scalar means under YAML 1.2's core schema: quoted ones are always text.
enum class ScalarType { Null, Bool, Integer, Float, Text };
ScalarType scalar_type(const Node& node);

/// A plain scalar that YAML 1.1 reads as something else than YAML 1.2 does (`no`, `on`, `010`, `1_000`,
/// `12:30:45`, `0b1`), with what 1.1 makes of it ("the boolean false", "the number 8"); else nothing.
std::optional<std::string_view> yaml_1_1_reading(const Node& node);

std::optional<bool> as_bool(const Node& node);
std::optional<std::int64_t> as_integer(const Node& node);
std::optional<double> as_float(const Node& node);

}  // namespace aurora::yaml
