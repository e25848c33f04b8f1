#include "name/pattern.h"

#include <algorithm>

namespace aurora::naming {
namespace {

/// `02` or `2` behind the colon; -1 when it is none.
int width_of(std::string_view text) {
  if (text.empty() || text.size() > 2) return -1;
  int width = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    width = width * 10 + (c - '0');
  }
  return width;
}

std::optional<PatternProblem> read_field(std::string_view inside, std::size_t at, PatternPiece& piece) {
  const auto colon = inside.find(':');
  const auto name = inside.substr(0, colon);
  const auto& fields = pattern_fields();
  if (std::find(fields.begin(), fields.end(), name) == fields.end())
    return PatternProblem{at, name.size(), "unknown field `" + std::string(name) + "`"};
  piece.is_field = true;
  piece.text = name;
  if (colon == std::string_view::npos) return std::nullopt;
  const auto width = inside.substr(colon + 1);
  piece.width = width_of(width);
  if (piece.width < 0) return PatternProblem{at + colon + 1, width.size(), "`" + std::string(width) + "` is no width"};
  if (name != "instance") return PatternProblem{at, inside.size(), "only `instance` takes a width"};
  return std::nullopt;
}

}  // namespace

const std::vector<std::string_view>& pattern_fields() {
  static const std::vector<std::string_view> fields{"abbreviation", "department", "environment", "instance",
                                                    "platform",     "project",    "purpose",     "region",
                                                    "stage",        "suffix",     "user_defined"};
  return fields;
}

std::vector<PatternPiece> parse_pattern(std::string_view pattern, std::optional<PatternProblem>& problem) {
  std::vector<PatternPiece> pieces;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '}') {
      problem = PatternProblem{at, 1, "`}` without `{`"};
      return pieces;
    }
    if (pattern[at] != '{') {
      const auto end = std::min(pattern.find_first_of("{}", at), pattern.size());
      pieces.push_back({false, std::string(pattern.substr(at, end - at)), 0});
      at = end;
      continue;
    }
    const auto close = pattern.find_first_of("{}", at + 1);
    if (close == std::string_view::npos || pattern[close] == '{') {
      problem = PatternProblem{at, 1, "`{` without `}`"};
      return pieces;
    }
    PatternPiece piece;
    problem = read_field(pattern.substr(at + 1, close - at - 1), at + 1, piece);
    if (problem) return pieces;
    pieces.push_back(std::move(piece));
    at = close + 1;
  }
  return pieces;
}

}  // namespace aurora::naming
