#include "terraform/schema.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "source/embedded.h"

namespace aurora::tf {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, Type::Kind>, 8> kinds{{{"dynamic", Type::Kind::Any},
                                                                        {"string", Type::Kind::Text},
                                                                        {"number", Type::Kind::Number},
                                                                        {"bool", Type::Kind::Bool},
                                                                        {"list", Type::Kind::ListOf},
                                                                        {"set", Type::Kind::SetOf},
                                                                        {"map", Type::Kind::MapOf},
                                                                        {"object", Type::Kind::ObjectOf}}};

Type::Kind kind_named(const std::string& name) {
  for (const auto& [known, kind] : kinds)
    if (known == name) return kind;
  return Type::Kind::Any;
}

/// `"string"`, `["list", "string"]`, `["object", {"name": "string"}]`
Type read_type(const Json& json) {
  Type type;
  if (json.is_string()) {
    type.kind = kind_named(json.get<std::string>());
    return type;
  }
  type.kind = kind_named(json.at(0).get<std::string>());
  if (type.kind == Type::Kind::ObjectOf)
    for (const auto& [name, member] : json.at(1).items()) type.members.push_back({name, read_type(member)});
  else
    type.element = std::make_shared<const Type>(read_type(json.at(1)));
  return type;
}

Attribute read_attribute(const Json& json) {
  const auto flags = json.at(0).get<std::string>();
  const auto has = [&](char flag) { return flags.find(flag) != std::string::npos; };
  return {has('r'), has('o'), has('c'), has('f'), has('d'), read_type(json.at(1))};
}

void read_block(const Json& json, Block& block) {
  if (const auto found = json.find("a"); found != json.end())
    for (const auto& [name, attribute] : found->items()) block.attributes.emplace(name, read_attribute(attribute));
  const auto blocks = json.find("b");
  if (blocks == json.end()) return;
  for (const auto& [name, nested] : blocks->items()) {
    NestedBlock& made = block.blocks[name];
    made.single = nested.value("n", "list") == "single";
    made.min_items = nested.value("min", 0u);
    made.max_items = made.single ? 1u : nested.value("max", 0u);
    made.replaces = nested.contains("f");
    read_block(nested, made);
  }
}

std::unique_ptr<ResourceSchema> read_resource(std::string_view text) {
  const auto json = Json::parse(text);
  auto schema = std::make_unique<ResourceSchema>();
  read_block(json, *schema);
  if (const auto found = json.find("x"); found != json.end())
    for (const auto& rule : *found) {
      auto names = rule.get<std::vector<std::string>>();
      if (names.empty()) continue;
      ArgumentRule made{names.front(), {names.begin() + 1, names.end()}};
      schema->rules.push_back(std::move(made));
    }
  return schema;
}

using Version = std::array<int, 3>;

/// Up to three numbers; `parts` becomes how many there were. Nothing for other text.
std::optional<Version> parse_version(std::string_view text, std::size_t& parts) {
  Version version{};
  for (parts = 0; parts < 3;) {
    std::size_t digits = 0;
    int value = 0;
    while (digits < text.size() && digits < 8 && text[digits] >= '0' && text[digits] <= '9')
      value = value * 10 + (text[digits++] - '0');
    if (digits == 0) return {};
    version[parts++] = value;
    text.remove_prefix(digits);
    if (text.empty()) return version;
    if (text.front() != '.') return {};
    text.remove_prefix(1);
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool admits_one(std::string_view term, const Version& version) {
  const auto first = std::min(term.find_first_not_of("<>=!~"), term.size());
  const auto sign = term.substr(0, first);
  std::size_t parts = 0;
  const auto bound = parse_version(trimmed(term.substr(first)), parts);
  if (!bound) return false;
  if (sign.empty() || sign == "=") return version == *bound;
  if (sign == "!=") return version != *bound;
  if (sign == ">") return version > *bound;
  if (sign == ">=") return version >= *bound;
  if (sign == "<") return version < *bound;
  if (sign == "<=") return version <= *bound;
  if (sign != "~>" || version < *bound) return false;
  return std::equal(version.begin(), version.begin() + static_cast<std::ptrdiff_t>(parts > 1 ? parts - 1 : 1),
                    bound->begin());
}

Version version_of(std::string_view text) {
  std::size_t parts = 0;
  return parse_version(text, parts).value_or(Version{});
}

int first_number(std::string_view constraint) {
  const auto digit = std::min(constraint.find_first_of("0123456789"), constraint.size());
  const auto end = std::min(constraint.find_first_not_of("0123456789", digit), constraint.size());
  return version_of(constraint.substr(digit, end - digit))[0];
}

const embedded::File* pick(std::string_view provider, std::string_view constraint) {
  const embedded::File* admitted = nullptr;
  const embedded::File* same_major = nullptr;
  const auto newer = [](const embedded::File& file, const embedded::File* than) {
    return than == nullptr || version_of(file_parts(file.name).second) > version_of(file_parts(than->name).second);
  };
  const int major = first_number(constraint);
  for (const auto& file : embedded::provider_schemas()) {
    const auto [name, version] = file_parts(file.name);
    if (name != provider) continue;
    if (admits(constraint, version) && newer(file, admitted)) admitted = &file;
    if (version_of(version)[0] == major && newer(file, same_major)) same_major = &file;
  }
  return admitted != nullptr ? admitted : same_major;
}

}  // namespace

std::pair<std::string_view, std::string_view> file_parts(std::string_view name) {
  const auto dash = name.rfind('-'), dot = name.rfind(".json");
  if (dash == std::string_view::npos || dot == std::string_view::npos || dot < dash) return {};
  return {name.substr(0, dash), name.substr(dash + 1, dot - dash - 1)};
}

std::string Type::to_string() const {
  for (const auto& [name, known] : kinds)
    if (known == kind) return std::string(name) + (element ? " of " + element->to_string() : "");
  return "any";
}

ProviderSchema::ProviderSchema(std::string_view provider, std::string_view version, std::string_view text)
    : provider_(provider), version_(version) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto separator = line.find("\": {");
    if (line.empty() || line.front() != '"' || separator == std::string_view::npos) continue;
    if (line.back() == ',') line.remove_suffix(1);
    lines_.emplace(line.substr(1, separator - 1), line.substr(separator + 3));
  }
}

const ResourceSchema* ProviderSchema::find(const std::string& key) const {
  const auto line = lines_.find(key);
  if (line == lines_.end()) return nullptr;
  auto& parsed = parsed_[key];
  if (!parsed) parsed = read_resource(line->second);
  return parsed.get();
}

std::string_view ProviderSchema::broken() const {
  std::string_view first;
  for (const auto& [key, line] : lines_) try {
      read_resource(line);
    } catch (const Json::exception&) {
      if (first.empty() || key < first) first = key;
    }
  return first;
}

const ResourceSchema* ProviderSchema::find(Resource::Mode mode, std::string_view type) const {
  return find((mode == Resource::Mode::Data ? "data " : "resource ") + std::string(type));
}

std::vector<std::string_view> ProviderSchema::types(Resource::Mode mode) const {
  const std::string_view prefix = mode == Resource::Mode::Data ? "data " : "resource ";
  std::vector<std::string_view> result;
  for (const auto& [key, line] : lines_)
    if (key.substr(0, prefix.size()) == prefix) result.push_back(key.substr(prefix.size()));
  std::sort(result.begin(), result.end());
  return result;
}

void ProviderSchemas::add(std::string_view provider, std::string_view version, std::string text) {
  const auto& kept = texts_.emplace_back(std::move(text));
  added_.push_back(std::make_unique<ProviderSchema>(provider, version, kept));
}

const ProviderSchema* ProviderSchemas::find(std::string_view provider, std::string_view constraint) {
  const auto* file = pick(provider, constraint);
  if (file == nullptr) {
    for (const auto& schema : added_)
      if (schema->provider() == provider) return schema.get();
    return nullptr;
  }
  const auto [name, version] = file_parts(file->name);
  for (const auto& schema : loaded_)
    if (schema->provider() == name && schema->version() == version) return schema.get();
  return loaded_.emplace_back(std::make_unique<ProviderSchema>(name, version, file->bytes)).get();
}

const ProviderSchema* ProviderSchemas::of(const Document& document, std::string_view type) {
  const std::string provider(provider_of(type));
  const auto pin = document.required_providers.find(provider);
  return pin == document.required_providers.end() ? nullptr : find(provider, pin->second.second);
}

std::string_view provider_of(std::string_view type) { return type.substr(0, type.find('_')); }

bool admits(std::string_view constraint, std::string_view version) {
  std::size_t parts = 0;
  const auto wanted = parse_version(version, parts);
  if (!wanted || trimmed(constraint).empty()) return false;
  while (true) {
    const auto comma = std::min(constraint.find(','), constraint.size());
    if (!admits_one(trimmed(constraint.substr(0, comma)), *wanted)) return false;
    if (comma == constraint.size()) return true;
    constraint.remove_prefix(comma + 1);
  }
}

}  // namespace aurora::tf
