#include "emit/render_differences.h"

#include <algorithm>

namespace aurora {
namespace {

using Kind = KeyDifference::Kind;

constexpr std::size_t kColumns = 100;

/// The words in lines, each behind `indent`.
std::string wrapped(std::string_view words, std::string_view indent) {
  std::string text;
  while (!words.empty()) {
    const auto room = kColumns - indent.size();
    auto end = words.size() <= room ? words.size() : words.rfind(' ', room);
    if (end == words.npos) end = std::min(words.find(' '), words.size());
    text += std::string(indent) + std::string(words.substr(0, end)) + "\n";
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return text;
}

/// `env.yaml:14, and 2 more places`.
std::string places_of(const Difference& difference, const SourceMap& sources) {
  const auto& first = difference.first;
  auto text =
      std::string(sources.name(first.file)) + ":" + std::to_string(sources.position(first.file, first.begin).line);
  if (difference.places == 1) return text;
  return text + ", and " + std::to_string(difference.places - 1) +
         (difference.places == 2 ? " more place" : " more places");
}

std::string group(const std::vector<Difference>& differences, Kind kind, std::string_view cloud, std::string_view head,
                  const SourceMap& sources, bool colour) {
  std::string text;
  for (const auto& difference : differences) {
    if (difference.cloud != cloud || difference.row->kind != kind) continue;
    text += "  " + shown_key(difference.row->path) + " (" + places_of(difference, sources) + ")\n" +
            wrapped(difference.row->words, "      ");
  }
  if (text.empty()) return text;
  const auto title = std::string(head) + " on " + std::string(cloud) + ":";
  return (colour ? "\033[1m" + title + "\033[0m" : title) + "\n" + text + "\n";
}

}  // namespace

std::string render_differences_text(const std::vector<Difference>& differences, const SourceMap& sources, bool colour) {
  std::string text;
  std::string_view last;
  for (const auto& difference : differences) {
    if (difference.cloud == last) continue;
    last = difference.cloud;
    text += group(differences, Kind::Differs, last, "differs", sources, colour);
    text += group(differences, Kind::Unsupported, last, "without effect", sources, colour);
  }
  return text;
}

void write_differences(tf::JsonWriter& json, const std::vector<Difference>& differences, const SourceMap& sources) {
  json.open_array();
  for (const auto& difference : differences) {
    const auto position = sources.position(difference.first.file, difference.first.begin);
    json.open_object();
    json.member("cloud", difference.cloud);
    json.member("key", shown_key(difference.row->path));
    json.member("effect", difference.row->kind == Kind::Unsupported ? "none" : "differs");
    json.member("words", difference.row->words);
    json.member("file", sources.name(difference.first.file));
    json.key("line");
    json.token(std::to_string(position.line));
    json.key("column");
    json.token(std::to_string(position.column));
    json.key("places");
    json.token(std::to_string(difference.places));
    json.close_object();
  }
  json.close_array();
}

}  // namespace aurora
