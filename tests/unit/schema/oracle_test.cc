// valijson judges the same specs as our walker, and the two agree on what is accepted. They differ by design in one
// thing: a key without a value counts as not given, so such keys are taken out first.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.h"
#include "schema/validate.h"
#include "source/embedded.h"
#include "yaml/include.h"
#include "yaml/scalar.h"

using namespace aurora;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json json_of(const yaml::Node& node) {
  if (node.is_mapping()) {
    Json object = Json::object();
    for (const auto& entry : node.entries)
      if (yaml::scalar_type(*entry.value) != yaml::ScalarType::Null || !entry.value->is_scalar()) {
        if (!entry.value->is_null()) object[std::string(entry.key)] = json_of(*entry.value);
      }
    return object;
  }
  if (node.is_sequence()) {
    Json list = Json::array();
    for (const auto* item : node.items) list.push_back(json_of(*item));
    return list;
  }
  switch (yaml::scalar_type(node)) {
    case yaml::ScalarType::Bool:
      return *yaml::as_bool(node);
    case yaml::ScalarType::Integer:
      return yaml::as_integer(node).value_or(0);
    case yaml::ScalarType::Float:
      return yaml::as_float(node).value_or(0);
    case yaml::ScalarType::Null:
      return nullptr;
    case yaml::ScalarType::Text:
      break;
  }
  return std::string(node.text);
}

/// Every schema in one document: a `$ref` to a file becomes one to a definition.
Json bundled() {
  Json definitions = Json::object();
  const std::function<void(Json&)> point_inside = [&](Json& schema) {
    if (schema.is_array())
      for (auto& item : schema) point_inside(item);
    if (!schema.is_object()) return;
    // valijson 1.0 refuses every name where `propertyNames` has a pattern; this says the same in other words.
    if (schema.contains("propertyNames") && schema.contains("additionalProperties")) {
      const auto pattern = schema["propertyNames"].value("pattern", ".*");
      schema["patternProperties"] = Json{{pattern, schema["additionalProperties"]}};
      schema["additionalProperties"] = false;
      schema.erase("propertyNames");
    }
    for (auto& [key, value] : schema.items()) {
      if (key == "$ref" && value.is_string() && value.get<std::string>()[0] != '#')
        value = "#/definitions/" + value.get<std::string>();
      else
        point_inside(value);
    }
  };
  for (const auto& file : embedded::schemas()) {
    auto schema = Json::parse(file.bytes);
    point_inside(schema);
    schema.erase("$schema");
    definitions[std::string(file.name)] = std::move(schema);
  }
  auto root = definitions["environment.schema.json"];
  root["definitions"] = std::move(definitions);
  return root;
}

bool is_utf8_json(const Json& value) {
  try {
    return !value.dump().empty();
  } catch (const Json::exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("valijson accepts what our walker accepts, and nothing else") {
  const auto document = bundled();
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);

  std::size_t judged = 0;
  for (const auto* folder : {"examples", "tests/golden/diagnostics", "tests/golden/cli"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(AURORA_SOURCE_DIR) / folder)) {
      const auto spec = entry.path() / "env.yaml";
      if (!fs::exists(spec)) continue;
      std::ostringstream text;
      text << std::ifstream(spec, std::ios::binary).rdbuf();
      const MemoryFileSystem none;
      SourceMap sources;
      yaml::Tree tree;
      Diagnostics diagnostics;
      const auto* root = yaml::load_text("env.yaml", text.str(), none, sources, tree, diagnostics);
      if (root == nullptr || diagnostics.has_errors()) continue;
      const bool ours = schema::validate(*root, "environment.schema.json", diagnostics);
      // What only YAML knows: whether `010` was in quotes, and numbers that no JSON of ours holds.
      const auto all = diagnostics.sorted();
      const bool trap = std::any_of(all.begin(), all.end(), [](const Diagnostic& found) {
        return found.code == diag::YamlTrap.code || found.message.find("fits 64 bits") != std::string::npos;
      });
      const auto value = json_of(*root);
      if (trap || !is_utf8_json(value)) continue;
      valijson::Validator validator;
      INFO(spec.string());
      CHECK(validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), nullptr) == ours);
      ++judged;
    }
  }
  CHECK(judged > 100);
}
