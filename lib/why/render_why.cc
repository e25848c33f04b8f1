#include "why/render_why.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace aurora {
namespace {

constexpr std::size_t kLongest = 100;  // bytes of a source line that are shown

/// The line without what is left of it blank, and with nothing in it that a terminal would obey.
std::string source_line(Span span, const SourceMap& sources) {
  const auto at = sources.position(span.file, span.begin);
  std::string text(sources.line(span.file, at.line));
  text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  if (text.size() > kLongest) {
    auto end = kLongest;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end) + "...";
  }
  return text;
}

std::string harmless(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F || c1) text[i] = '?';
    if (c1) text[++i] = '?';
  }
  return text;
}

}  // namespace

std::string render_why_text(const std::vector<Explanation>& all, const SourceMap& sources) {
  std::string out;
  for (const auto& one : all) {
    out += fmt::format("{}{}\n  is {}\n", out.empty() ? "" : "\n", harmless(one.value), harmless(one.what));
    for (const auto& step : one.steps) {
      out += fmt::format("  {:<8}{}\n", step.kind, harmless(step.text));
      if (!step.span.known()) continue;
      out += fmt::format("          {}:{}: {}\n", harmless(std::string(sources.name(step.span.file))),
                         sources.position(step.span.file, step.span.begin).line,
                         harmless(source_line(step.span, sources)));
    }
  }
  return out;
}

std::string render_why_json(const std::vector<Explanation>& all, const SourceMap& sources) {
  nlohmann::ordered_json made;
  made["format_version"] = 1;
  made["explanations"] = nlohmann::ordered_json::array();
  for (const auto& one : all) {
    nlohmann::ordered_json item;
    item["what"] = one.what;
    item["value"] = one.value;
    item["steps"] = nlohmann::ordered_json::array();
    for (const auto& step : one.steps) {
      nlohmann::ordered_json link;
      link["kind"] = step.kind;
      link["text"] = step.text;
      if (step.span.known()) {
        const auto at = sources.position(step.span.file, step.span.begin);
        link["file"] = sources.name(step.span.file);
        link["line"] = at.line;
        link["column"] = at.column;
        link["source"] = source_line(step.span, sources);
      }
      item["steps"].push_back(std::move(link));
    }
    made["explanations"].push_back(std::move(item));
  }
  return made.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace aurora
