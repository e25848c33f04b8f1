#include "protocol/schema.h"

#include <map>

#include "protocol/fields_answer.h"
#include "protocol/fields_request.h"
#include "protocol/json.h"
#include "protocol/read.h"

namespace aurora::protocol {
namespace {

using tf::List;
using tf::Object;
using tf::Value;

Object typed(std::string_view type) { return {{"type", type}}; }
Object referring(std::string_view name) { return {{"$ref", "#/definitions/" + std::string(name)}}; }
Object list_of(Object items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Object map_of(Object values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }
Object any_of(List forms) { return {{"anyOf", std::move(forms)}}; }

Object described(std::string_view description, Object schema) {
  schema.emplace(schema.begin(), "description", Value(description));
  return schema;
}

/// An object with exactly these keys.
Object closed(Object properties, List required) {
  Object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema.emplace_back("required", std::move(required));
  schema.emplace_back("additionalProperties", false);
  return schema;
}

/// A tag for overloading on a type.
template <typename T>
struct Of {};

class SchemaWriter {
 public:
  Value write() {
    List messages;
    for (auto& message :
         {form(Of<Request>{}), form(Of<Description>{}), form(Of<LowerRequest>{}), form(Of<LowerAnswer>{})})
      messages.emplace_back(message);
    define_values();
    Object definitions;
    for (auto& [name, definition] : definitions_) definitions.emplace_back(name, std::move(definition));
    return Object{{"$schema", "http://json-schema.org/draft-07/schema#"},
                  {"title", "a message of the backend protocol"},
                  {"description",
                   "What aurora-iac writes to the standard input of a program `aurora-iac-backend-<name>`, and what it "
                   "reads from its standard output. See docs/adding-a-backend.md."},
                  {"oneOf", std::move(messages)},
                  {"definitions", std::move(definitions)}};
  }

 private:
  /// The visitor of one struct.
  struct Definition {
    SchemaWriter& all;
    std::string name, description;
    Object properties{};
    List required{};

    void is(std::string_view its_name, std::string_view its_description) {
      name = its_name;
      description = its_description;
    }
    template <typename T>
    void operator()(std::string_view key, const T& /*field*/, std::string_view of_it) {
      properties.emplace_back(std::string(key), described(of_it, all.form(Of<T>{})));
    }
    template <typename T>
    void must(std::string_view key, const T& field, std::string_view of_it) {
      required.emplace_back(key);
      (*this)(key, field, of_it);
    }
    template <typename T>
    void rare(std::string_view key, const T& field, std::string_view of_it) {
      (*this)(key, field, of_it);
    }
  };

  template <typename T>
  Object form(Of<T>) {
    const T empty{};
    Definition definition{*this, {}, {}};
    fields(definition, empty);
    definitions_[definition.name] =
        described(definition.description, closed(std::move(definition.properties), std::move(definition.required)));
    return referring(definition.name);
  }
  template <typename E>
  requires std::is_enum_v<E> Object form(Of<E>) {
    List all;
    for (const auto word : words<E>) all.emplace_back(word);
    return {{"enum", std::move(all)}};
  }
  template <typename T>
  Object form(Of<std::optional<T>>) {
    return any_of({form(Of<T>{}), typed("null")});
  }
  template <typename T>
  Object form(Of<Located<T>>) {
    return closed({{"value", described("the value", form(Of<T>{}))},
                   {"span", described("where it is written", form(Of<Span>{}))}},
                  {"value"});
  }
  template <typename T>
  Object form(Of<std::vector<T>>) {
    return list_of(form(Of<T>{}));
  }
  template <typename T>
  Object form(Of<std::deque<T>>) {
    return list_of(form(Of<T>{}));
  }
  template <typename T>
  Object form(Of<std::span<const T>>) {
    return list_of(form(Of<T>{}));
  }
  template <typename T>
  Object form(Of<std::map<std::string, T>>) {
    return map_of(form(Of<T>{}));
  }
  static Object form(Of<std::pair<std::string, std::string>>) {
    auto two = list_of(typed("string"));
    two.emplace_back("minItems", 2);
    two.emplace_back("maxItems", 2);
    return two;
  }
  static Object form(Of<std::string>) { return typed("string"); }
  static Object form(Of<std::string_view>) { return typed("string"); }
  static Object form(Of<bool>) { return typed("boolean"); }
  static Object form(Of<int>) { return typed("integer"); }
  static Object form(Of<std::int64_t>) { return typed("integer"); }
  static Object form(Of<std::uint64_t>) { return typed("integer"); }
  static Object form(Of<double>) { return typed("number"); }
  static Object form(Of<Span>) { return referring("span"); }
  static Object form(Of<Prefix>) { return typed("string"); }
  static Object form(Of<IpAddress>) { return typed("string"); }
  static Object form(Of<const yaml::Node*>) { return {{"type", List{"integer", "null"}}}; }
  static Object form(Of<RawJson>) { return typed("object"); }
  static Object form(Of<Value>) { return referring("value"); }
  static Object form(Of<Object>) { return map_of(referring("value")); }
  Object form(Of<AddressPlan>) { return list_of(form(Of<Allocation>{})); }
  Object form(Of<Lock>) { return list_of(form(Of<LockLine>{})); }
  Object form(Of<NodeTable>) { return list_of(form(Of<yaml::Node>{})); }

  void define_values() {
    auto numbers = list_of(typed("integer"));
    numbers.emplace_back("minItems", 3);
    numbers.emplace_back("maxItems", 3);
    definitions_["span"] = described(
        "a place in the spec: number of the file, first byte, byte behind the last; to be handed back as it is",
        any_of({std::move(numbers), typed("null")}));
    const auto only = [](std::string_view key, std::string_view description, Object form) {
      return closed({{std::string(key), described(description, std::move(form))}}, {Value(key)});
    };
    const auto expression = only("expression", "Terraform's code without `${}`: `openstack_x.y.id`", typed("string"));
    const auto name = only("name", "a name that the convention makes", form(Of<NameRequest>{}));
    const auto parts = list_of(any_of({typed("string"), expression, name}));
    const auto plain = Object{{"type", List{"null", "boolean", "number", "string"}}};
    definitions_["value"] =
        described("what an argument holds; text is data, whatever it looks like: only an `expression` is evaluated",
                  any_of({plain, list_of(referring("value")), expression, name,
                          only("template", "texts, names and expressions, joined to one text", parts),
                          only("object", "a block or a map", map_of(referring("value")))}));
  }

  std::map<std::string, Value> definitions_;
};

}  // namespace

std::string schema() { return to_json(SchemaWriter().write(), tf::JsonWriter::Layout::Lines); }

}  // namespace aurora::protocol
