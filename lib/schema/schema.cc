#include "schema/schema.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "source/embedded.h"

namespace aurora::schema {

using Json = nlohmann::ordered_json;

bool Pattern::matches(std::string_view text) const {
  // std::regex goes one call deeper for every character. What the patterns are for (names, ids, durations) is short.
  constexpr std::size_t kLongest = 2000;
  if (text.size() > kLongest) return false;
  if (!compiled_) compiled_.emplace(source_, std::regex::ECMAScript | std::regex::optimize);
  return std::regex_search(text.begin(), text.end(), *compiled_);
}

const Schema& target(const Schema& schema) {
  const auto* at = &schema;
  while (at->ref != nullptr) at = at->ref;
  return *at;
}

namespace {

/// A value as YAML in one line, for hints.
std::string example_text(const Json& value) {
  if (!value.is_string()) return value.dump();
  const auto text = value.get<std::string>();
  return text.find_first_not_of("0123456789") == std::string::npos ? value.dump() : text;  // not as a number
}

std::string as_text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

unsigned type_bit(const std::string& name) {
  static const std::map<std::string, unsigned> bits = {
      {"null", kNull},   {"boolean", kBool}, {"integer", kInteger}, {"number", kNumber | kInteger},
      {"string", kText}, {"array", kList},   {"object", kMapping}};
  return bits.at(name);
}

}  // namespace

class Compiler {
 public:
  explicit Compiler(Library& library) : library_(library) {}

  void add(const std::string& file, const Json& document) { documents_[file] = &document; }

  void run() {
    for (const auto& [file, document] : documents_) compile(file, "", *document);
  }

 private:
  const Schema* compile(const std::string& file, const std::string& pointer, const Json& json) {
    const auto id = file + "#" + pointer;
    if (const auto known = library_.by_pointer_.find(id); known != library_.by_pointer_.end()) return known->second;
    auto& schema = library_.schemas_.emplace_back();
    library_.by_pointer_[id] = &schema;
    if (json.is_boolean()) {
      if (!json.get<bool>()) schema.types = ~0U & ~0x7FU;  // nothing has such a type
      return &schema;
    }
    for (const auto& [keyword, value] : json.items()) {
      const auto here = pointer + "/" + keyword;
      if (!annotation(schema, keyword, value) && !scalar_keyword(schema, keyword, value) &&
          !nesting_keyword(schema, file, here, keyword, value))
        throw std::logic_error("schema " + id + ": keyword " + keyword + " is not supported");
    }
    if (schema.types == 0) schema.types = schema.value_types;
    if (!schema.title.empty())
      for (const auto& property : schema.properties) library_.owners_.emplace(property.name, schema.title);
    return &schema;
  }

  static bool annotation(Schema& schema, const std::string& keyword, const Json& value) {
    if (keyword == "title") {
      schema.title = value.get<std::string>();
    } else if (keyword == "x-words") {
      schema.words = value.get<std::string>();
    } else if (keyword == "x-examples") {
      schema.examples_by = value.at("by").get<std::string>();
      for (const auto& [word, example] : value.at("examples").items())
        schema.examples.emplace(word, example_text(example));
    } else if (keyword == "examples") {
      if (!value.empty()) schema.example = example_text(value.front());
    } else if (keyword == "default") {
      schema.default_text = as_text(value);
    } else {
      return keyword == "$schema" || keyword == "$id" || keyword == "$comment" || keyword == "description" ||
             keyword == "format" || keyword.rfind("x-", 0) == 0;
    }
    return true;
  }

  static bool scalar_keyword(Schema& schema, const std::string& keyword, const Json& value) {
    const auto size = [&](std::size_t& into) { into = value.get<std::size_t>(); };
    if (keyword == "type") {
      if (value.is_string()) {
        schema.types = type_bit(value);
      } else {
        for (const auto& type : value) schema.types |= type_bit(type);
      }
    } else if (keyword == "enum") {
      for (const auto& item : value) add_value(schema, item);
    } else if (keyword == "const") {
      add_value(schema, value);
    } else if (keyword == "required") {
      for (const auto& key : value) schema.required.push_back(key);
    } else if (keyword == "pattern") {
      schema.pattern.emplace(value.get<std::string>());
    } else if (keyword == "minLength") {
      size(schema.min_length);
    } else if (keyword == "maxLength") {
      size(schema.max_length);
    } else if (keyword == "minItems") {
      size(schema.min_items);
    } else if (keyword == "maxItems") {
      size(schema.max_items);
    } else if (keyword == "minProperties") {
      size(schema.min_properties);
    } else if (keyword == "maxProperties") {
      size(schema.max_properties);
    } else if (keyword == "uniqueItems") {
      schema.unique = value.get<bool>();
    } else if (keyword == "minimum") {
      schema.minimum = value.get<double>();
    } else if (keyword == "maximum") {
      schema.maximum = value.get<double>();
    } else if (keyword == "exclusiveMinimum") {
      schema.exclusive_minimum = value.get<double>();
    } else if (keyword == "exclusiveMaximum") {
      schema.exclusive_maximum = value.get<double>();
    } else {
      return false;
    }
    return true;
  }

  static void add_value(Schema& schema, const Json& value) {
    schema.values.push_back(as_text(value));
    schema.value_types |= value.is_boolean()          ? kBool
                          : value.is_number_integer() ? kInteger
                          : value.is_number()         ? kNumber
                          : value.is_null()           ? kNull
                                                      : kText;
  }

  bool nesting_keyword(Schema& schema, const std::string& file, const std::string& here, const std::string& keyword,
                       const Json& value) {
    const auto list = [&](std::vector<const Schema*>& into) {
      for (std::size_t i = 0; i < value.size(); ++i)
        into.push_back(compile(file, here + "/" + std::to_string(i), value[i]));
    };
    if (keyword == "$ref") {
      schema.ref = resolve(file, value.get<std::string>());
    } else if (keyword == "definitions") {
      for (const auto& [name, definition] : value.items()) compile(file, here + "/" + name, definition);
    } else if (keyword == "properties") {
      for (const auto& [name, property] : value.items())
        schema.properties.push_back({name, compile(file, here + "/" + name, property)});
    } else if (keyword == "patternProperties") {
      for (const auto& [pattern, property] : value.items())
        schema.pattern_properties.emplace_back(Pattern(pattern), compile(file, here + "/" + pattern, property));
    } else if (keyword == "additionalProperties") {
      if (value.is_boolean()) {
        schema.closed = !value.get<bool>();
      } else {
        schema.additional = compile(file, here, value);
      }
    } else if (keyword == "propertyNames") {
      schema.property_names = compile(file, here, value);
    } else if (keyword == "items") {
      schema.items = compile(file, here, value);
    } else if (keyword == "allOf") {
      list(schema.all_of);
    } else if (keyword == "anyOf") {
      list(schema.any_of);
    } else if (keyword == "oneOf") {
      list(schema.one_of);
    } else if (keyword == "not") {
      schema.forbidden = compile(file, here, value);
    } else if (keyword == "if") {
      schema.condition = compile(file, here, value);
    } else if (keyword == "then") {
      schema.then_do = compile(file, here, value);
    } else if (keyword == "else") {
      schema.else_do = compile(file, here, value);
    } else {
      return false;
    }
    return true;
  }

  const Schema* resolve(const std::string& file, const std::string& reference) {
    const auto hash = reference.find('#');
    const auto other = hash == 0 ? file : reference.substr(0, hash);
    const auto pointer = hash == std::string::npos ? "" : reference.substr(hash + 1);
    const auto document = documents_.find(other);
    if (document == documents_.end()) throw std::logic_error("schema " + file + ": no file for " + reference);
    const auto at = Json::json_pointer(pointer);
    if (!document->second->contains(at)) throw std::logic_error("schema " + file + ": nothing at " + reference);
    return compile(other, pointer, (*document->second)[at]);
  }

  Library& library_;
  std::map<std::string, const Json*> documents_;
};

const Library& Library::embedded() {
  static const Library library = [] {
    Library result;
    std::map<std::string, Json> documents;
    Compiler compiler(result);
    for (const auto& file : embedded::schemas()) {
      const auto name = std::string(file.name);
      compiler.add(name, documents[name] = Json::parse(file.bytes));
    }
    compiler.run();
    return result;
  }();
  return library;
}

const Schema* Library::find(std::string_view file) const {
  const auto found = by_pointer_.find(std::string(file) + "#");
  return found == by_pointer_.end() ? nullptr : found->second;
}

std::vector<std::string_view> Library::owners_of(std::string_view key) const {
  std::vector<std::string_view> titles;
  const auto [begin, end] = owners_.equal_range(key);
  for (auto at = begin; at != end; ++at) titles.push_back(at->second);
  return titles;
}

}  // namespace aurora::schema
