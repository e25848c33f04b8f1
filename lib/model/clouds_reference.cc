#include "model/clouds_reference.h"

#include <algorithm>
#include <vector>

#include "model/cloud_table.h"
#include "schema/keys.h"

namespace aurora {
namespace {

using namespace cloud_table;
using Kind = KeyDifference::Kind;

const KeyDifference* find(const CloudFacts& cloud, std::string_view path) {
  for (const auto& difference : cloud.differences)
    if (difference.path == path) return &difference;
  return nullptr;
}

bool has_none(const KeyDifference& difference) {
  return difference.kind == Kind::Unsupported || difference.kind == Kind::Refused;
}

std::string words_of(const KeyDifference& difference) {
  return (has_none(difference) ? "- " : "") + std::string(difference.words);
}

/// The mapping around `path` that the cloud has not, if there is one.
std::string unsupported_above(const CloudFacts& cloud, std::string path) {
  for (auto dot = path.rfind('.'); dot != path.npos; dot = path.rfind('.')) {
    const auto last = path.substr(dot + 1);
    path.resize(dot);
    for (const auto& above : {path, path + "=" + last})
      if (const auto* difference = find(cloud, above); difference != nullptr && has_none(*difference)) return above;
  }
  return {};
}

/// What a cloud makes of a key, and of those of its values that differ.
std::string key_cell(const CloudFacts& cloud, const schema::Key& key) {
  const auto* whole = find(cloud, key.path);
  auto text = whole != nullptr ? words_of(*whole) : std::string();
  if (const auto above = unsupported_above(cloud, key.path); text.empty() && !above.empty())
    text = "- as " + code(above);
  const auto prefix = key.path + "=";
  for (const auto& difference : cloud.differences)
    if (difference.path.starts_with(prefix))
      text += (text.empty() ? "" : "; ") + code(difference.path.substr(prefix.size())) + ": " + words_of(difference);
  if (!text.empty()) return text;
  return key.part.empty() ? "same" : "[" + key.part + "](#" + key.part + ")";
}

bool has_row(Clouds clouds, const schema::Key& key) {
  return std::any_of(clouds.begin(), clouds.end(), [&](const CloudFacts* cloud) {
    return std::any_of(cloud->differences.begin(), cloud->differences.end(), [&](const KeyDifference& difference) {
      return difference.path == key.path || difference.path.starts_with(key.path + "=");
    });
  });
}

/// The words a key may be: those listed, and, where it may be a mapping instead, the keys of that.
std::vector<std::string> choices(const schema::Key& key) {
  auto words = key.values;
  if (words.empty()) return words;
  for (const auto& other : schema::keys()) {
    if (!other.path.starts_with(key.path + ".")) continue;
    const auto last = other.path.substr(key.path.size() + 1);
    if (last.find('.') == last.npos && std::find(words.begin(), words.end(), last) == words.end())
      words.push_back(last);
  }
  return words;
}

std::string choice_cell(const CloudFacts& cloud, const schema::Key& key, const std::string& word) {
  for (const auto& path : {key.path + "=" + word, key.path + "." + word, key.path})
    if (const auto* difference = find(cloud, path)) return words_of(*difference);
  return unsupported_above(cloud, key.path).empty() ? "yes" : "-";
}

}  // namespace

std::string choices_by_cloud(Clouds clouds) {
  auto text = head("choice", clouds);
  for (const auto& key : schema::keys())
    for (const auto& word : choices(key)) {
      const auto cell = [&](const CloudFacts& cloud) { return choice_cell(cloud, key, word); };
      if (std::all_of(clouds.begin(), clouds.end(), [&](const auto* cloud) { return cell(*cloud) == "yes"; }) &&
          !has_row(clouds, key))
        continue;
      text += row(code(key.path + ": " + word), clouds, cell);
    }
  return text;
}

std::string keys_by_cloud(Clouds clouds) {
  std::string text;
  for (const auto& key : schema::keys()) {
    const bool object = key.path == key.object;
    if (object) text += (text.empty() ? "### " : "\n### ") + key.object + "\n\n" + head("key", clouds);
    if (object && !has_row(clouds, key)) continue;
    const auto name = object ? "all of it" : code(key.path.substr(key.object.size() + 1));
    text += row(name, clouds, [&](const CloudFacts& cloud) { return key_cell(cloud, key); });
  }
  return text;
}

}  // namespace aurora
