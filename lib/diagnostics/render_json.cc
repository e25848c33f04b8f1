#include "diagnostics/render_json.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace aurora {
namespace {

using Json = nlohmann::ordered_json;

Json place(Span span, const SourceMap& sources) {
  if (!span.known()) return nullptr;
  const auto begin = sources.position(span.file, span.begin);
  const auto end = sources.position(span.file, std::max(span.begin, span.end));
  Json result = Json::object();
  result["file"] = sources.name(span.file);
  result["line"] = begin.line;
  result["column"] = begin.column;
  result["end_line"] = end.line;
  result["end_column"] = end.column;
  return result;
}

std::string_view name_of(int code) {
  for (const auto& row : catalogue())
    if (row.code == code) return row.name;
  return {};
}

Json entry(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json result = Json::object();
  result["code"] = fmt::format("AUR{:04}", diagnostic.code);
  result["name"] = name_of(diagnostic.code);
  result["severity"] = diagnostic.severity == Severity::Error     ? "error"
                       : diagnostic.severity == Severity::Warning ? "warning"
                                                                  : "note";
  result["message"] = diagnostic.message;
  result["place"] = place(diagnostic.span, sources);
  result["related"] = Json::array();
  for (const auto& related : diagnostic.related) {
    Json other = Json::object();
    other["place"] = place(related.span, sources);
    other["text"] = related.text;
    result["related"].push_back(std::move(other));
  }
  result["hints"] = Json::array();
  for (const auto& hint : diagnostic.hints) result["hints"].push_back(hint);
  return result;
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  Json all = Json::array();
  for (const auto& diagnostic : diagnostics) all.push_back(entry(diagnostic, sources));
  Json document = Json::object();
  document["format_version"] = 1;
  document["diagnostics"] = std::move(all);
  // Bytes that are not UTF-8 may stand in a message that quotes the spec.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace aurora
