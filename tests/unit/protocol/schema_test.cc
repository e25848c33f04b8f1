// schemas/backend-protocol.schema.json says what the field lists say (AURORA_UPDATE=1 writes it anew), and what crosses
// is as it says.

#include "protocol/schema.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.h"
#include "unit/protocol/served.h"

namespace aurora::protocol {
namespace {

using Json = nlohmann::json;
const auto kFile = std::filesystem::path(AURORA_SOURCE_DIR) / "schemas/backend-protocol.schema.json";

/// Pointers to keys that say nothing about themselves.
std::string undescribed(const Json& schema, const std::string& path) {
  std::string missing;
  const auto properties = schema.value("properties", Json::object());
  for (const auto& [key, property] : properties.items()) {
    if (property.value("description", "").empty()) missing += path + "/" + key + "\n";
    missing += undescribed(property, path + "/" + key);
  }
  return missing;
}

TEST_CASE("the protocol's schema is the one of the field lists", "[protocol][golden]") {
  if (std::getenv("AURORA_UPDATE") != nullptr) std::ofstream(kFile, std::ios::binary) << schema();
  std::ostringstream text;
  text << std::ifstream(kFile, std::ios::binary).rdbuf();
  CHECK(text.str() == schema());
}

TEST_CASE("every key of the protocol is described", "[protocol]") {
  const auto all = Json::parse(schema());
  std::string missing;
  for (const auto& [name, definition] : all["definitions"].items()) {
    if (definition.value("description", "").empty()) missing += name + "\n";
    missing += undescribed(definition, name);
  }
  CHECK(missing == "");
}

TEST_CASE("what crosses is as the protocol's schema says", "[protocol]") {
  valijson::Schema judge;
  const auto document = Json::parse(schema());
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), judge);
  const auto judged = [&](const Json& message) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    const bool fits = validator.validate(judge, valijson::adapters::NlohmannJsonAdapter(message), &results);
    valijson::ValidationResults::Error error;
    std::string text;
    while (!fits && results.popError(error) && text.size() < 2000) {
      for (const auto& part : error.context) text += part;
      text += " " + error.description + "\n";
    }
    return text;
  };
  for (const auto* name : {"minimal-azure", "byo-network-azure"}) {
    Served served;
    CompileOptions options;
    options.spec = "env.yaml";
    compile(options, served.backends(), files_of(std::filesystem::path(AURORA_SOURCE_DIR) / "examples" / name));
    for (const auto* messages : {&served.requests, &served.answers})
      for (const auto& message : *messages) CHECK(judged(Json::parse(message)) == "");
  }
  for (const auto* wrong : {"{}", "[]", R"({"format_version": 1, "documents": [{}]})",
                            R"({"format_version": 1, "request": "describe", "cloud": "a", "more": 1})"})
    CHECK(judged(Json::parse(wrong)) != "");
}

}  // namespace
}  // namespace aurora::protocol
