#include "terraform/write.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

// In Terraform JSON every string is a template, but not everywhere: what Terraform must know before it can
// evaluate anything is decoded without an evaluation context, and there a string stands for itself. With
// 1.11 these are the `terraform` block (its backend included), `alias` and `version` of a provider block,
// `description` and `sensitive` of outputs, `from` and `to` of `moved`, and in a resource `provider`,
// `depends_on` and all of `lifecycle` but its conditions. Escaping there would add a `$`; not escaping
// elsewhere would let a text of the spec run as code. So the position decides, here and nowhere else.

namespace aurora::tf {
namespace {

constexpr std::string_view notice = "Written by aurora-iac. Change the spec, not this file.";
constexpr std::array<std::string_view, 2> verbatim_arguments{"depends_on", "provider"};
constexpr std::array<std::string_view, 3> verbatim_in_lifecycle{"create_before_destroy", "ignore_changes",
                                                                "prevent_destroy"};

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string number(double value) {
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return std::string(buffer.data(), end);
}

/// Texts that stand side by side are one: `$` and `{` must not hide in two parts.
std::string template_text(const Template& value) {
  std::string result, pending;
  const auto flush = [&](bool before_expression) {
    result += escape_template(pending, before_expression);
    pending.clear();
  };
  for (const auto& part : value.parts) {
    if (const auto* text = std::get_if<std::string>(&part)) {
      pending += *text;
      continue;
    }
    flush(true);
    result += "${" + std::get<Expression>(part).code() + "}";
  }
  flush(false);
  return result;
}

enum class Position { Evaluated, Verbatim };

struct ValueWriter {
  JsonWriter& json;
  Position position;

  bool evaluated() const { return position == Position::Evaluated; }
  std::string text(std::string_view given) const { return evaluated() ? escape_template(given) : std::string(given); }

  void operator()(const Value::Null&) const { json.token("null"); }
  void operator()(bool value) const { json.boolean(value); }
  void operator()(std::int64_t value) const { json.token(std::to_string(value)); }
  void operator()(double value) const { json.token(std::isfinite(value) ? number(value) : "null"); }
  void operator()(const std::string& value) const { json.string(text(value)); }
  void operator()(const Expression& value) const {
    json.string(evaluated() ? "${" + value.code() + "}" : value.code());
  }
  void operator()(const Template& value) const { json.string(template_text(value)); }
  void operator()(const List& items) const {
    json.open_array();
    for (const auto& item : items) std::visit(*this, item.data());
    json.close_array();
  }
  void operator()(const Object& entries) const {
    json.open_object();
    for (const auto& [name, value] : entries) {
      json.key(text(name));
      std::visit(*this, value.data());
    }
    json.close_object();
  }
};

void write_lifecycle(JsonWriter& json, const Object& lifecycle) {
  json.open_object();
  for (const auto& [name, value] : lifecycle) {
    json.key(name);
    if (contains(verbatim_in_lifecycle, name))
      write_verbatim(json, value);
    else
      write_value(json, value);
  }
  json.close_object();
}

void write_body(JsonWriter& json, const Object& arguments) {
  json.open_object();
  for (const auto& [name, value] : arguments) {
    json.key(name);
    const auto* object = value.get_if<Object>();
    if (contains(verbatim_arguments, name))
      write_verbatim(json, value);
    else if (name == "lifecycle" && object != nullptr)
      write_lifecycle(json, *object);
    else
      write_value(json, value);
  }
  json.close_object();
}

void write_resources(JsonWriter& json, std::vector<const Resource*> resources) {
  std::sort(resources.begin(), resources.end(), [](const Resource* a, const Resource* b) {
    return std::tie(a->type, a->label) < std::tie(b->type, b->label);
  });
  json.open_object();
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const bool opens = i == 0 || resources[i - 1]->type != resources[i]->type;
    const bool closes = i + 1 == resources.size() || resources[i + 1]->type != resources[i]->type;
    if (opens) {
      json.key(resources[i]->type);
      json.open_object();
    }
    json.key(resources[i]->label);
    write_body(json, resources[i]->arguments);
    if (closes) json.close_object();
  }
  json.close_object();
}

void write_provider(JsonWriter& json, const ProviderBlock& block) {
  json.open_object();
  if (!block.alias.empty()) json.member("alias", block.alias);
  for (const auto& [name, value] : block.arguments) {
    if (value.is_null()) continue;
    json.key(name);
    write_value(json, value);
  }
  json.close_object();
}

void write_providers(JsonWriter& json, const std::vector<ProviderBlock>& blocks) {
  std::map<std::string, std::vector<const ProviderBlock*>> by_name;
  for (const auto& block : blocks) by_name[block.name].push_back(&block);
  json.key("provider");
  json.open_object();
  for (auto& [name, same] : by_name) {
    std::sort(same.begin(), same.end(), [](const auto* a, const auto* b) { return a->alias < b->alias; });
    json.key(name);
    if (same.size() > 1) json.open_array();
    for (const auto* block : same) write_provider(json, *block);
    if (same.size() > 1) json.close_array();
  }
  json.close_object();
}

void write_terraform(JsonWriter& json, const Document& document) {
  json.key("terraform");
  json.open_object();
  if (!document.required_version.empty()) json.member("required_version", document.required_version);
  if (!document.required_providers.empty()) {
    json.key("required_providers");
    json.open_object();
    for (const auto& [name, pin] : document.required_providers) {
      json.key(name);
      json.open_object();
      json.member("source", pin.first);
      json.member("version", pin.second);
      json.close_object();
    }
    json.close_object();
  }
  if (!document.backend_type.empty()) {
    json.key("backend");
    json.open_object();
    json.key(document.backend_type);
    write_verbatim(json, document.backend);
    json.close_object();
  }
  json.close_object();
}

void write_versions(JsonWriter& json, const Document& document) {
  write_terraform(json, document);
  if (!document.providers.empty()) write_providers(json, document.providers);
}

void write_variables(JsonWriter& json, std::vector<Variable> variables) {
  std::sort(variables.begin(), variables.end(), [](const Variable& a, const Variable& b) { return a.name < b.name; });
  json.key("variable");
  json.open_object();
  for (const auto& variable : variables) {
    json.key(variable.name);
    json.open_object();
    json.member("type", "string");
    json.member("description", variable.description);
    json.key("nullable");
    json.boolean(false);
    if (variable.sensitive) {
      json.key("sensitive");
      json.boolean(true);
    }
    json.close_object();
  }
  json.close_object();
}

void write_outputs(JsonWriter& json, const std::vector<Output>& outputs) {
  std::vector<const Output*> sorted;
  for (const auto& output : outputs) sorted.push_back(&output);
  std::sort(sorted.begin(), sorted.end(), [](const Output* a, const Output* b) { return a->name < b->name; });
  json.key("output");
  json.open_object();
  for (const auto* output : sorted) {
    json.key(output->name);
    json.open_object();
    json.key("value");
    write_value(json, output->value);
    if (!output->description.empty()) json.member("description", output->description);
    if (output->sensitive) {
      json.key("sensitive");
      json.boolean(true);
    }
    json.close_object();
  }
  json.close_object();
}

void write_moved(JsonWriter& json, std::vector<Moved> moved) {
  std::sort(moved.begin(), moved.end(),
            [](const Moved& a, const Moved& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  json.key("moved");
  json.open_array();
  for (const auto& [from, to] : moved) {
    json.open_object();
    json.member("from", from);
    json.member("to", to);
    json.close_object();
  }
  json.close_array();
}

/// What goes into one file.
struct Contents {
  std::vector<const Resource*> data, managed;
};

File write_file(const std::string& name, const Document& document, const Contents& contents) {
  JsonWriter json;
  json.open_object();
  json.member("//", notice);
  if (name == "versions") write_versions(json, document);
  if (!contents.data.empty()) {
    json.key("data");
    write_resources(json, contents.data);
  }
  if (!contents.managed.empty()) {
    json.key("resource");
    write_resources(json, contents.managed);
  }
  if (name == "variables") write_variables(json, document.variables);
  if (name == "outputs") write_outputs(json, document.outputs);
  if (name == "moved") write_moved(json, document.moved);
  json.close_object();
  return {name + ".tf.json", json.take()};
}

}  // namespace

std::string escape_template(std::string_view text, bool before_expression) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if ((text[i] == '$' || text[i] == '%') && i + 1 < text.size() && text[i + 1] == '{') result += text[i];
  }
  if (!before_expression || result.empty() || result.back() != '$') return result;
  // `$` and `${x}` side by side would read as an escape: the dollars become an expression of their own.
  const auto last = result.find_last_not_of('$');
  const std::size_t start = last == std::string::npos ? 0 : last + 1;
  return result.substr(0, start) + "${\"" + result.substr(start) + "\"}";
}

void write_value(JsonWriter& json, const Value& value) {
  std::visit(ValueWriter{json, Position::Evaluated}, value.data());
}

void write_verbatim(JsonWriter& json, const Value& value) {
  std::visit(ValueWriter{json, Position::Verbatim}, value.data());
}

std::vector<File> write(const Document& document) {
  std::map<std::string, Contents> files{{"versions", {}}};
  for (const auto& resource : document.resources) {
    auto& contents = files[resource.file];
    (resource.mode == Resource::Mode::Data ? contents.data : contents.managed).push_back(&resource);
  }
  if (!document.outputs.empty()) files["outputs"];
  if (!document.variables.empty()) files["variables"];
  if (!document.moved.empty()) files["moved"];
  std::vector<File> result;
  for (const auto& [name, contents] : files) result.push_back(write_file(name, document, contents));
  return result;
}

}  // namespace aurora::tf
