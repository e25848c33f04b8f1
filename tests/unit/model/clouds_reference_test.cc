#include "model/clouds_reference.h"

#include <algorithm>
#include <set>

#include "backend/registry.h"
#include "catch.h"
#include "marked.h"
#include "model/roles.h"
#include "schema/keys.h"

namespace aurora {
namespace {

const std::string path = AURORA_SOURCE_DIR "/docs/clouds.md";

/// What the document's section of an object says, by the heading before it.
std::string section(const std::string& text, const std::string& object) {
  const auto begin = text.find("\n### " + object + "\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find("\n### ", begin + 1) - begin);
}

bool is_value(const schema::Key& key, const std::string& value) {
  if (key.default_text == "true" || key.default_text == "false") return value == "true" || value == "false";
  return std::find(key.values.begin(), key.values.end(), value) != key.values.end();
}

TEST_CASE("docs/clouds.md says what the tables say", "[golden][differences]") {
  auto text = marked::read(path);
  text = marked::with(text, "facts", facts_by_cloud(known_clouds()));
  text = marked::with(text, "choices", choices_by_cloud(known_clouds()));
  text = marked::updated(path, marked::with(text, "keys", keys_by_cloud(known_clouds())));
  CHECK(marked::read(path) == text);
}

TEST_CASE("docs/clouds.md has every key of the schemas", "[differences]") {
  const auto text = keys_by_cloud(known_clouds());
  const auto document = marked::read(path);
  CHECK(document.find(text) != std::string::npos);
  std::string missing;
  for (const auto& key : schema::keys()) {
    const auto keys = section("\n" + text, key.object);
    const bool object = key.path == key.object;
    const auto row = object ? "| key |" : "\n| `" + key.path.substr(key.object.size() + 1) + "` |";
    if (keys.find(row) == std::string::npos) missing += key.path + "\n";
  }
  CHECK(missing == "");
}

TEST_CASE("keys are listed once, and each of a mapping's", "[differences]") {
  std::set<std::string> paths;
  for (const auto& key : schema::keys()) {
    INFO(key.path);
    CHECK(paths.insert(key.path).second);
    CHECK(key.path.substr(0, key.path.find('.')) == key.object);
    if (!key.part.empty()) CHECK(schema::find_key(key.part) != nullptr);
  }
  const auto* interval = schema::find_key("kubernetes.addons.image_cleaner.interval_hours");
  REQUIRE(interval != nullptr);
  CHECK(interval->default_text == "168");
  REQUIRE(schema::find_key("environment.flows") != nullptr);
  CHECK(schema::find_key("environment.flows")->part == "flow");
  CHECK(schema::find_key("environment.flows")->each);
  CHECK(schema::find_key("egress")->values ==
        std::vector<std::string>{"nat", "firewall", "hub", "load_balancer", "none"});
  CHECK(schema::find_key("kubernetes.no_such_key") == nullptr);
}

TEST_CASE("every row of a cloud's differences is about a key that there is, once", "[differences]") {
  for (const auto* cloud : known_clouds()) {
    CHECK_FALSE(cloud->differences.empty());
    std::set<std::string_view> paths;
    std::set<std::string> unsupported;
    for (const auto& row : cloud->differences) {
      INFO(cloud->cloud << ": " << row.path);
      CHECK(paths.insert(row.path).second);
      const auto equals = row.path.find('=');
      const auto* key = schema::find_key(row.path.substr(0, equals));
      REQUIRE(key != nullptr);
      const auto value = equals == row.path.npos ? std::string() : std::string(row.path.substr(equals + 1));
      const bool is_key = schema::find_key(key->path + "." + value) != nullptr;
      const bool is_role = key->path == "flow.to" && value.starts_with("*:") && find_role(value.substr(2)) != nullptr;
      if (!value.empty()) CHECK((is_value(*key, value) || is_key || is_role));
      if (row.kind >= KeyDifference::Kind::Unsupported) unsupported.insert(std::string(row.path));
      CHECK_FALSE(row.words.empty());
      CHECK(row.words.back() != '.');
      CHECK(row.words.find('|') == row.words.npos);  // they go into tables
    }
    // What a cloud has not, it has not with all that is in it.
    for (const auto one : paths)
      for (auto dot = one.rfind('.'); dot != one.npos && dot > 0; dot = one.rfind('.', dot - 1)) {
        INFO(cloud->cloud << ": " << one);
        CHECK_FALSE(unsupported.contains(std::string(one.substr(0, dot))));
      }
  }
}

/// Whether a cloud's table of differences says that it has not this word for a key.
bool is_without(const CloudFacts& cloud, const std::string& key, std::string_view value) {
  return std::any_of(cloud.differences.begin(), cloud.differences.end(), [&](const KeyDifference& row) {
    return row.path == key + "=" + std::string(value) && row.kind >= KeyDifference::Kind::Unsupported;
  });
}

TEST_CASE("a cloud's differences agree with its tables of images and container networks", "[differences]") {
  for (const auto* cloud : known_clouds()) {
    const auto& images = cloud->node_images;
    for (const auto& value : schema::find_key("node_pool.os")->values) {
      INFO(cloud->cloud << " " << value);
      CHECK(is_without(*cloud, "node_pool.os", value) ==
            (std::find(images.begin(), images.end(), value) == images.end()));
    }
    struct Choice {
      const char* key;
      std::string_view ContainerNetworkFact::*word;
    };
    constexpr Choice choices[] = {{"plugin", &ContainerNetworkFact::plugin},
                                  {"data_plane", &ContainerNetworkFact::data_plane},
                                  {"policy", &ContainerNetworkFact::policy},
                                  {"pods", &ContainerNetworkFact::pods}};
    if (cloud->container_networks.empty()) continue;
    for (const auto& choice : choices) {
      const auto key = std::string("kubernetes.network.") + choice.key;
      for (const auto& value : schema::find_key(key)->values) {
        INFO(cloud->cloud << " " << key << ": " << value);
        const bool known = std::any_of(cloud->container_networks.begin(), cloud->container_networks.end(),
                                       [&](const auto& row) { return row.*choice.word == value; });
        CHECK(is_without(*cloud, key, value) != known);
      }
    }
  }
}

}  // namespace
}  // namespace aurora
