#include "name/custom.h"

#include <optional>
#include <utility>

#include "name/pattern.h"

namespace aurora::naming {
namespace {

std::string padded(int number, int width) {
  std::string text = std::to_string(number);
  if (text.size() < static_cast<std::size_t>(width)) text.insert(0, static_cast<std::size_t>(width) - text.size(), '0');
  return text;
}

std::string field(const Source& source, const PatternPiece& piece, const std::string& abbreviation) {
  const auto& owner = source.owner;
  const auto& name = piece.text;
  if (name == "project") return owner.project;
  if (name == "stage") return owner.stage;
  if (name == "region") return region_code(source.naming, source.facts, owner.region, false);
  if (name == "instance") return padded(owner.instance, piece.width);
  if (name == "abbreviation") return abbreviation;
  if (name == "purpose") return source.purpose;
  if (name == "environment") return owner.environment;
  if (name == "platform") return std::string(source.platform);
  if (name == "department") return source.naming.department;
  if (name == "suffix") return source.digits;
  if (name == "user_defined") {
    const auto& own = source.naming.user_defined_by_purpose;
    const auto found = own.find(std::string(source.bare_purpose));
    return found != own.end() ? found->second : owner.user_defined;
  }
  return {};
}

/// Labels outlive the pattern that they were read from: they are the table's.
std::string_view label(std::string_view name) {
  for (const auto known : pattern_fields())
    if (known == name) return known;
  return {};
}

struct Written {
  Parts parts;
  bool purpose = false, suffix = false;
};

/// An empty field takes the text before it along, or behind it when it is the first: `a-{purpose}` is `a`.
Written write(const Source& source, const std::vector<PatternPiece>& pieces, const std::string& abbreviation) {
  Written out;
  std::optional<std::string> pending;
  bool skip = false;
  for (const auto& piece : pieces) {
    if (!piece.is_field) {
      if (std::exchange(skip, false)) continue;
      pending = pending.value_or("") + piece.text;
      continue;
    }
    out.purpose = out.purpose || piece.text == "purpose";
    out.suffix = out.suffix || piece.text == "suffix";
    std::string text = field(source, piece, abbreviation);
    if (text.empty()) {
      skip = out.parts.empty();
      pending.reset();
      continue;
    }
    if (pending) out.parts.push_back({{}, *std::exchange(pending, std::nullopt)});
    out.parts.push_back({label(piece.text), std::move(text)});
  }
  if (pending) out.parts.push_back({{}, *pending});
  return out;
}

}  // namespace

Parts custom_parts(const Source& source, std::string_view pattern, const std::string& abbreviation) {
  std::optional<PatternProblem> problem;
  auto written = write(source, parse_pattern(pattern, problem), abbreviation);
  const auto add = [&](std::string_view name, const std::string& text) {
    if (text.empty()) return;
    if (!written.parts.empty()) written.parts.push_back({{}, "-"});
    written.parts.push_back({name, text});
  };
  if (!written.purpose) add("purpose", source.purpose);
  if (!written.suffix) add("digits", source.digits);
  return std::move(written.parts);
}

Parts custom_base(const Source& source) {
  std::optional<PatternProblem> problem;
  auto pieces = parse_pattern(source.naming.pattern, problem);
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].is_field && pieces[i].text == "abbreviation") pieces.resize(i);
  if (!pieces.empty() && !pieces.back().is_field) pieces.pop_back();
  return write(source, pieces, {}).parts;
}

}  // namespace aurora::naming
