#include "schema/reference.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "source/embedded.h"

namespace aurora::schema {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kRoot = "environment.schema.json";

constexpr std::string_view kHead =
    "# The spec, key by key\n\n"
    "Made from the schemas in `schemas/`; the unit tests hold it to them. `aurora-iac schema NAME` prints a schema.\n\n"
    "Values cascade: `defaults`, then the environment, then the cluster, then the node pool. A mapping is merged key "
    "by "
    "key, a list or a scalar replaces. A key without a value counts as not given; what has a name of its own, "
    "as a node pool or a private endpoint, is there with its defaults all the same. A hub's `egress` is also its "
    "clusters', unless they have their own.\n";

std::string section_name(const std::string& file) { return file.substr(0, file.find('.')); }

std::string escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string in_code(const Json& value) {
  return "`" + escaped(value.is_string() ? value.get<std::string>() : value.dump()) + "`";
}

class Writer {
 public:
  /// What references to `file` say when they say nothing themselves.
  void know(const std::string& file, const Json& schema) { descriptions_[file] = schema.value("description", ""); }

  std::string take() { return std::move(out_); }

  void section(const std::string& file, const Json& schema) {
    out_ += fmt::format("\n## {}\n\n", section_name(file));
    if (schema.contains("description")) out_ += schema["description"].get<std::string>() + ".\n\n";
    out_ += "| key | takes | default | what it says |\n|---|---|---|---|\n";
    rows(schema, "");
  }

 private:
  void rows(const Json& schema, const std::string& prefix) {
    std::vector<std::string> required;
    if (schema.contains("required"))
      for (const auto& key : schema["required"]) required.push_back(key);
    if (schema.contains("properties"))
      for (const auto& [key, property] : schema["properties"].items())
        row(prefix + key, property, std::find(required.begin(), required.end(), key) != required.end());
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
      row(prefix + "<name>", schema["additionalProperties"], false);
    if (schema.contains("patternProperties"))
      for (const auto& [pattern, property] : schema["patternProperties"].items())
        row(prefix + "<name>", property, false);
    for (const auto* alternatives : {"oneOf", "anyOf"})
      if (schema.contains(alternatives))
        for (const auto& alternative : schema[alternatives]) rows(alternative, prefix);
  }

  void row(const std::string& key, const Json& schema, bool required) {
    auto text = escaped(description(schema));
    if (schema.contains("examples") && !schema["examples"].empty())
      text += fmt::format("{}e.g. {}", text.empty() ? "" : "; ", in_code(schema["examples"].front()));
    out_ += fmt::format("| `{}`{} | {} | {} | {} |\n", key, required ? " (required)" : "", takes(schema),
                        schema.contains("default") ? in_code(schema["default"]) : "", text);
    rows(schema, key + ".");
    if (schema.contains("items") && schema["items"].is_object()) rows(schema["items"], key + "[].");
  }

  /// Its own, else that of the file that it refers to.
  std::string description(const Json& schema) const {
    if (schema.contains("description")) return schema["description"].get<std::string>();
    if (!schema.contains("$ref")) return {};
    const auto found = descriptions_.find(schema["$ref"].get<std::string>());
    return found == descriptions_.end() ? std::string() : found->second;
  }

  static std::string takes(const Json& schema) {
    if (schema.contains("$ref")) {
      const auto name = section_name(schema["$ref"].get<std::string>());
      return name.empty() || name[0] == '#' ? "a mapping" : fmt::format("[{0}](#{0})", name);
    }
    if (schema.contains("const")) return in_code(schema["const"]);
    if (schema.contains("enum")) return list(schema["enum"], [](const Json& value) { return in_code(value); });
    for (const auto* alternatives : {"oneOf", "anyOf"})
      if (schema.contains(alternatives)) return list(schema[alternatives], takes);
    if (!schema.contains("type")) return "anything";
    if (schema["type"].is_array()) return list(schema["type"], [](const Json& type) { return word(type); });
    const auto type = schema["type"].get<std::string>();
    if (type == "array" && schema.contains("items") && schema["items"].is_object())
      return "list: " + takes(schema["items"]);
    return word(type) + range(schema);
  }

  static std::string word(const std::string& type) {
    static const std::map<std::string, std::string> words = {
        {"string", "text"},    {"integer", "whole number"}, {"number", "number"}, {"boolean", "true or false"},
        {"object", "mapping"}, {"array", "list"},           {"null", "nothing"}};
    return words.at(type);
  }

  static std::string range(const Json& schema) {
    const bool least = schema.contains("minimum");
    const bool most = schema.contains("maximum");
    if (least && most) return fmt::format(", {} to {}", schema["minimum"].dump(), schema["maximum"].dump());
    if (least) return fmt::format(", at least {}", schema["minimum"].dump());
    return most ? fmt::format(", at most {}", schema["maximum"].dump()) : "";
  }

  template <typename Function>
  static std::string list(const Json& items, Function word_of) {
    std::vector<std::string> words;
    for (const auto& item : items) {
      auto word = word_of(item);
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
      text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
  }

  std::string out_;
  std::map<std::string, std::string> descriptions_;
};

}  // namespace

std::string reference() {
  Writer writer;
  std::vector<const embedded::File*> files;
  for (const auto& file : embedded::schemas()) files.push_back(&file);
  std::sort(files.begin(), files.end(), [](const auto* a, const auto* b) {
    return std::pair(a->name != kRoot, a->name) < std::pair(b->name != kRoot, b->name);
  });
  for (const auto* file : files) writer.know(std::string(file->name), Json::parse(file->bytes));
  for (const auto* file : files) writer.section(std::string(file->name), Json::parse(file->bytes));
  return std::string(kHead) + writer.take();
}

}  // namespace aurora::schema
