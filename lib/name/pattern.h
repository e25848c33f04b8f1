#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The user's own patterns: `{project}-{stage}-{region}-{instance:02}-{abbreviation}`. Braces hold a field, with a
/// width for numbers (`:02` pads with zeros); everything else is text.
namespace aurora::naming {

struct PatternPiece {
  bool is_field = false;
  std::string text;  ///< the field's name, or the text
  int width = 0;
};

struct PatternProblem {
  std::size_t at = 0, length = 0;  ///< bytes of the pattern
  std::string message;             ///< `unknown field {x}`
};

/// The pieces; on a mistake, stops there and sets `problem`.
std::vector<PatternPiece> parse_pattern(std::string_view pattern, std::optional<PatternProblem>& problem);
/// The fields that there are, for messages.
const std::vector<std::string_view>& pattern_fields();

}  // namespace aurora::naming
