// What the examples' Terraform has for each building block, by cloud: the types of tests/parity/blocks.json that are in
// examples/*/terraform. A cloud takes part once examples/aurora-<cloud>/terraform is there. From then on a block that
// it has nothing for must be on docs/clouds.md's list of those without an equivalent, and one on that list must have
// nothing.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "backend/registry.h"
#include "catch.h"
#include "marked.h"

namespace aurora {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::string root = AURORA_SOURCE_DIR;
const std::string path = root + "/docs/clouds.md";

/// Types of resources in a file, and `provider.<name>` and `backend.<name>`.
void add_types(const Json& document, std::set<std::string>& types) {
  const auto keys = [&](const Json& object, const std::string& prefix) {
    for (const auto& [key, value] : object.items()) types.insert(prefix + key);
  };
  if (document.contains("resource")) keys(document["resource"], "");
  if (document.contains("provider")) keys(document["provider"], "provider.");
  if (document.contains("terraform") && document["terraform"].contains("backend"))
    keys(document["terraform"]["backend"], "backend.");
}

std::set<std::string> emitted_types() {
  std::set<std::string> types;
  const auto of_program = root + "/examples/external-backend/";
  for (const auto& entry : fs::recursive_directory_iterator(root + "/examples"))
    if (const auto file = entry.path().string(); file.ends_with(".tf.json") && !file.starts_with(of_program))
      add_types(Json::parse(marked::read(entry.path().string())), types);
  return types;
}

/// `*` at the end or in the middle of a pattern is any text.
bool matches(const std::string& pattern, const std::string& type) {
  const auto star = pattern.find('*');
  if (star == pattern.npos) return pattern == type;
  const auto tail = pattern.substr(star + 1);
  return type.size() >= pattern.size() - 1 && type.starts_with(pattern.substr(0, star)) && type.ends_with(tail);
}

std::set<std::string> in_block(const Json& block, const std::string& cloud, const std::set<std::string>& types) {
  std::set<std::string> found;
  for (const auto& type : types)
    for (const auto& pattern : block.at(cloud))
      if (matches(pattern.get<std::string>(), type)) found.insert(type);
  return found;
}

std::string listed(const std::set<std::string>& types) {
  std::string text;
  for (const auto& type : types) text += (text.empty() ? "`" : ", `") + type + "`";
  return text.empty() ? "-" : text;
}

std::vector<std::string> clouds() {
  std::vector<std::string> all;
  for (const auto* facts : known_clouds())
    if (fs::exists(root + "/examples/aurora-" + std::string(facts->cloud) + "/terraform"))
      all.emplace_back(facts->cloud);
  return all;
}

bool explained(const std::string& text, const std::string& block, const std::string& cloud) {
  const auto list = text.find("### No equivalent");
  return list != text.npos && text.find("\n- " + block + ", " + cloud + ": ", list) != text.npos;
}

TEST_CASE("each building block is on each cloud, or docs/clouds.md says why not", "[golden][parity]") {
  const auto blocks = Json::parse(marked::read(root + "/tests/parity/blocks.json"));
  const auto types = emitted_types();
  const auto document = marked::read(path);
  REQUIRE_FALSE(clouds().empty());
  std::string table = "| building block |";
  std::string line = "|---|";
  for (const auto& cloud : clouds()) {
    table += " " + cloud + " |";
    line += "---|";
  }
  table += "\n" + line + "\n";
  for (const auto& block : blocks) {
    const auto name = block.at("block").get<std::string>();
    table += "| " + name + " |";
    for (const auto& cloud : clouds()) {
      const auto found = in_block(block, cloud, types);
      INFO(name << ", " << cloud);
      CHECK(found.empty() == explained(document, name, cloud));
      table += " " + listed(found) + " |";
    }
    table += "\n";
  }
  std::cout << table;
  const auto text = marked::updated(path, marked::with(document, "blocks", table));
  CHECK(marked::read(path) == text);
}

TEST_CASE("every type of resource that the examples have is in a building block", "[parity]") {
  const auto blocks = Json::parse(marked::read(root + "/tests/parity/blocks.json"));
  std::string others;
  for (const auto& type : emitted_types()) {
    const bool known = std::any_of(blocks.begin(), blocks.end(), [&](const Json& block) {
      return std::any_of(known_clouds().begin(), known_clouds().end(), [&](const CloudFacts* facts) {
        return !in_block(block, std::string(facts->cloud), {type}).empty();
      });
    });
    if (!known) others += type + "\n";
  }
  CHECK(others == "");
}

}  // namespace
}  // namespace aurora
