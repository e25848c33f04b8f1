#include "schema/reference.h"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "catch.h"
#include "schema/schema.h"
#include "source/embedded.h"

using namespace aurora;

TEST_CASE("docs/spec.md says what the schemas say", "[golden]") {
  const std::string path = AURORA_SOURCE_DIR "/docs/spec.md";
  if (std::getenv("AURORA_UPDATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << schema::reference();
    return;
  }
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  CHECK(text.str() == schema::reference());
}

namespace {

/// Keys without a description, by their path.
std::string undescribed(const nlohmann::json& schema, const std::string& path) {
  std::string missing;
  if (!schema.is_object()) return missing;
  if (schema.contains("properties"))
    for (const auto& [key, property] : schema["properties"].items()) {
      // What a reference stands for is described where it is.
      if (!property.contains("description") && !property.contains("$ref")) missing += path + "." + key + "\n";
      missing += undescribed(property, path + "." + key);
    }
  for (const auto* keyword : {"items", "additionalProperties"})
    if (schema.contains(keyword)) missing += undescribed(schema[keyword], path);
  for (const auto* keyword : {"oneOf", "anyOf", "allOf"})
    if (schema.contains(keyword))
      for (const auto& part : schema[keyword]) missing += undescribed(part, path);
  return missing;
}

}  // namespace

TEST_CASE("every key is described, and every schema is one that the walker knows") {
  CHECK_NOTHROW(schema::Library::embedded());
  std::string missing;
  for (const auto& file : embedded::schemas()) {
    const auto schema = nlohmann::json::parse(file.bytes);
    INFO(file.name);
    CHECK(schema.contains("description"));
    missing += undescribed(schema, std::string(file.name));
  }
  CHECK(missing == "");
}
