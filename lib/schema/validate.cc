// The spec against its schemas. A general validator says which keyword failed; this one says what the person who
// wrote the line wants to know: the key that was meant, the place where it belongs, the quotes that are missing.
// Where a schema offers alternatives, the one that was meant is guessed (by type, then by fewest problems) and
// its problems are reported.

#include "schema/validate.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "diagnostics/suggest.h"
#include "schema/words.h"
#include "yaml/scalar.h"

namespace aurora::schema {
namespace {

using yaml::Node;
using yaml::ScalarType;

unsigned type_of(const Node& node) {
  if (node.is_mapping()) return kMapping;
  if (node.is_sequence()) return kList;
  switch (yaml::scalar_type(node)) {
    case ScalarType::Null:
      return kNull;
    case ScalarType::Bool:
      return kBool;
    case ScalarType::Integer:
      return kInteger;
    case ScalarType::Float:
      return kNumber;
    case ScalarType::Text:
      return kText;
  }
  return kText;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The types that a schema takes, alternatives included; 0: any.
unsigned accepted_types(const Schema& given) {
  const auto& schema = target(given);
  if (schema.types != 0) return schema.types;
  unsigned types = 0;
  for (const auto* alternatives : {&schema.one_of, &schema.any_of}) {
    for (const auto* alternative : *alternatives) {
      const auto more = accepted_types(*alternative);
      if (more == 0) return 0;
      types |= more;
    }
  }
  for (const auto* part : schema.all_of)
    if (const auto more = accepted_types(*part); more != 0) types = types == 0 ? more : types & more;
  return types;
}

/// An example of a property of `mapping`, or nothing: where it depends on another key, as that one says.
std::string example_of(const Schema* property, const Node& mapping, const Node& root) {
  if (property == nullptr) return {};
  const auto& schema = target(*property);
  if (schema.examples_by.empty()) return schema.example;
  const auto* defaults = root.find("defaults");
  const auto* by = mapping.find(schema.examples_by);
  if (by == nullptr && defaults != nullptr) by = defaults->find(schema.examples_by);
  const auto found = by == nullptr ? schema.examples.end() : schema.examples.find(by->text);
  return found == schema.examples.end() ? std::string() : found->second;
}

class Walker {
 public:
  Walker(const Library& library, const Node& root, Diagnostics& diagnostics)
      : library_(library), root_(root), diagnostics_(diagnostics) {}

  /// `name`: how the value is called in a message (`` `nodes` ``, `an item of `zones``).
  bool check(const Node& node, const Schema& given, const std::string& name) {
    const auto& schema = target(given);
    const auto errors = diagnostics_.error_count();
    if (!check_type(node, schema, name)) return false;
    if (!schema.values.empty()) check_values(node, schema, name);
    if (node.is_mapping()) check_mapping(node, schema, name);
    if (node.is_sequence()) check_list(node, schema, name);
    if (node.is_scalar()) check_scalar(node, schema, name);
    for (const auto* part : schema.all_of) check(node, *part, name);
    if (!schema.any_of.empty()) check_alternatives(node, schema.any_of, name);
    if (!schema.one_of.empty()) check_alternatives(node, schema.one_of, name);
    check_conditions(node, schema, name);
    return diagnostics_.error_count() == errors;
  }

 private:
  bool accepts(const Node& node, const Schema& schema, const std::string& name) const {
    Diagnostics unseen;
    return Walker(library_, root_, unseen).check(node, schema, name);
  }

  bool check_type(const Node& node, const Schema& schema, const std::string& name) {
    const auto types = accepted_types(schema);
    const auto type = type_of(node);
    if (types == 0) return true;
    const bool whole = type == kInteger && (types & kNumber) != 0;
    if ((type & types) != 0 || whole) {
      if (type == kText && (types & kText) != 0) return !is_trap(node, name);
      return true;
    }
    if (type == kNull) {
      diagnostics_.report(diag::EmptyValue, node.span, name).hint("it takes " + words_of(types));
    } else if (node.is_scalar() && (types & kText) != 0) {
      const auto what = type == kBool ? "true or false" : "a number";
      diagnostics_.report(diag::UnquotedText, node.span, name, shown(node.text), what)
          .hint(fmt::format("put it in quotes: \"{}\"", shown(node.text)));
    } else if (node.is_scalar() && type == kText && yaml::yaml_1_1_reading(node) &&
               (types & (kBool | kNumber | kInteger)) != 0) {
      auto report = diagnostics_.report(
          diag::WrongType, node.span, name, words_of(types),
          fmt::format("`{}`, which only YAML 1.1 takes for {}", node.text, *yaml::yaml_1_1_reading(node)));
      if ((types & kBool) != 0) report.hint("write true or false");
    } else {
      auto report = diagnostics_.report(diag::WrongType, node.span, name, words_of(types), words_of(type));
      if (type == kText && !node.plain && (types & (kBool | kNumber | kInteger)) != 0)
        report.hint("leave out the quotes");
      if (type != kList && types == kList) report.hint("put it in brackets: [...]");
      if (!schema.example.empty()) report.hint("for example: " + schema.example);
    }
    return false;
  }

  bool is_trap(const Node& node, const std::string& name) {
    const auto reading = yaml::yaml_1_1_reading(node);
    if (!reading) return false;
    diagnostics_.report(diag::YamlTrap, node.span, name, shown(node.text), *reading)
        .hint(fmt::format("put it in quotes: \"{}\"", shown(node.text)));
    return true;
  }

  void check_values(const Node& node, const Schema& schema, const std::string& name) {
    if (!node.is_scalar()) return;
    if (std::find(schema.values.begin(), schema.values.end(), node.text) != schema.values.end()) return;
    auto report = diagnostics_.report(diag::NotAllowedValue, node.span, name, shown(node.text));
    const std::vector<std::string_view> candidates(schema.values.begin(), schema.values.end());
    if (const auto meant = nearest(node.text, candidates); !meant.empty())
      report.hint(fmt::format("did you mean `{}`?", meant));
    report.hint((schema.values.size() == 1 ? "it must be " : "it is one of ") + join(schema.values));
  }

  void check_scalar(const Node& node, const Schema& schema, const std::string& name) {
    const auto type = type_of(node);
    if (type == kText) {
      const auto length = code_points(node.text);
      if (length < schema.min_length || length > schema.max_length)
        diagnostics_.report(diag::WrongLength, node.span, name,
                            count_words(schema.min_length, schema.max_length, "character"), length);
      if (schema.pattern && !schema.pattern->matches(node.text)) {
        auto report = diagnostics_.report(
            diag::PatternMismatch, node.span, name,
            schema.words.empty() ? "text of the form " + schema.pattern->source() : schema.words, shown(node.text));
        if (!schema.example.empty()) report.hint("for example: " + schema.example);
      }
    }
    const auto number = yaml::as_float(node);
    const bool is_number = (type & (kInteger | kNumber)) != 0;
    if (is_number && (!number || !std::isfinite(*number) || (type == kInteger && !yaml::as_integer(node)))) {
      diagnostics_.report(diag::OutOfRange, node.span, name, "a number that fits 64 bits", shown(node.text));
    } else if (number) {
      check_range(node, *number, schema, name);
    }
  }

  void check_range(const Node& node, double number, const Schema& schema, const std::string& name) {
    std::string wanted;
    if (schema.minimum && schema.maximum && (number < *schema.minimum || number > *schema.maximum))
      wanted = fmt::format("{} to {}", *schema.minimum, *schema.maximum);
    else if (schema.minimum && number < *schema.minimum)
      wanted = fmt::format("at least {}", *schema.minimum);
    else if (schema.maximum && number > *schema.maximum)
      wanted = fmt::format("at most {}", *schema.maximum);
    else if (schema.exclusive_minimum && number <= *schema.exclusive_minimum)
      wanted = fmt::format("more than {}", *schema.exclusive_minimum);
    else if (schema.exclusive_maximum && number >= *schema.exclusive_maximum)
      wanted = fmt::format("less than {}", *schema.exclusive_maximum);
    if (!wanted.empty()) diagnostics_.report(diag::OutOfRange, node.span, name, wanted, shown(node.text));
  }

  void check_list(const Node& node, const Schema& schema, const std::string& name) {
    if (node.items.size() < schema.min_items || node.items.size() > schema.max_items)
      diagnostics_.report(diag::WrongLength, node.span, name, count_words(schema.min_items, schema.max_items, "item"),
                          node.items.size());
    std::set<std::string_view> seen;
    key_ = {};
    for (const auto* item : node.items) {
      if (schema.items != nullptr) check(*item, *schema.items, "an item of " + name);
      if (schema.unique && item->is_scalar() && !seen.insert(item->text).second)
        diagnostics_.report(diag::RepeatedItem, item->span, name, shown(item->text));
    }
  }

  void check_mapping(const Node& node, const Schema& schema, const std::string& name) {
    const auto what = schema.title.empty() ? name : schema.title;
    for (const auto& entry : node.entries) check_entry(entry, node, schema, name, what);
    for (const auto& key : schema.required) {
      const auto* value = node.find(key);
      if (value != nullptr && type_of(*value) != kNull) continue;
      const auto place = value != nullptr ? node.find_entry(key)->key_span : key_.known() ? key_ : head_of(node);
      auto report = diagnostics_.report(diag::MissingKey, place, name, key);
      if (const auto example = example_of(find_property(schema, key), node, root_); !example.empty())
        report.hint(fmt::format("add `{}: {}`", key, example));
    }
    if (node.entries.size() < schema.min_properties || node.entries.size() > schema.max_properties)
      diagnostics_.report(diag::WrongLength, node.span, name,
                          count_words(schema.min_properties, schema.max_properties, "key"), node.entries.size());
  }

  /// A mapping is long; its first key is enough to show which one is meant.
  static Span head_of(const Node& node) { return node.entries.empty() ? node.span : node.entries.front().key_span; }

  static const Schema* find_property(const Schema& schema, std::string_view key) {
    for (const auto& property : schema.properties)
      if (property.name == key) return property.schema;
    return nullptr;
  }

  void check_entry(const Node::Entry& entry, const Node& node, const Schema& schema, const std::string& name,
                   const std::string& what) {
    const auto value_name = fmt::format("`{}`", shown(entry.key));
    const auto child = [&](const Schema& child_schema) {
      // A key without a value is one that was not given.
      if (type_of(*entry.value) == kNull) return;
      const auto above = std::exchange(key_, entry.key_span);
      check(*entry.value, child_schema, value_name);
      key_ = above;
    };
    if (schema.property_names != nullptr) check_key(entry, target(*schema.property_names), name);
    if (const auto* property = find_property(schema, entry.key)) return child(*property);
    bool matched = false;
    for (const auto& [pattern, property] : schema.pattern_properties) {
      if (!pattern.matches(entry.key)) continue;
      matched = true;
      child(*property);
    }
    if (matched) return;
    if (schema.additional != nullptr) return child(*schema.additional);
    if (schema.closed) unknown_key(entry, node, schema, what);
  }

  void check_key(const Node::Entry& entry, const Schema& schema, const std::string& name) {
    const bool fits = (!schema.pattern || schema.pattern->matches(entry.key)) &&
                      entry.key.size() >= schema.min_length && entry.key.size() <= schema.max_length &&
                      (schema.values.empty() ||
                       std::find(schema.values.begin(), schema.values.end(), entry.key) != schema.values.end());
    if (fits) return;
    auto report =
        diagnostics_.report(diag::BadKey, entry.key_span, shown(entry.key), name,
                            !schema.words.empty()    ? schema.words
                            : !schema.values.empty() ? "one of " + join(schema.values)
                            : schema.pattern         ? "of the form " + schema.pattern->source()
                                                     : count_words(schema.min_length, schema.max_length, "character"));
    if (const auto meant = nearest(entry.key, {schema.values.begin(), schema.values.end()}); !meant.empty())
      report.hint(fmt::format("did you mean `{}`?", meant));
  }

  void unknown_key(const Node::Entry& entry, const Node& node, const Schema& schema, const std::string& what) {
    auto report = diagnostics_.report(diag::UnknownKey, entry.key_span, shown(entry.key), what);
    std::vector<std::string_view> free;
    for (const auto& property : schema.properties)
      if (node.find(property.name) == nullptr) free.push_back(property.name);
    if (const auto meant = nearest(entry.key, free); !meant.empty()) {
      report.hint(fmt::format("did you mean `{}`?", meant));
      return;
    }
    // One level down, else anywhere.
    for (const auto& property : schema.properties) {
      if (find_property(target(*property.schema), entry.key) == nullptr) continue;
      report.hint(fmt::format("`{0}` belongs in `{1}`: `{1}: {{ {0}: ... }}`", entry.key, property.name));
      return;
    }
    const auto owners = library_.owners_of(entry.key);
    if (!owners.empty()) {
      std::set<std::string_view> unique(owners.begin(), owners.end());
      std::string list;
      for (const auto owner : unique) list += (list.empty() ? "" : ", ") + std::string(owner);
      report.hint(fmt::format("`{}` is a key of {}", entry.key, list));
      return;
    }
    std::vector<std::string> known;
    for (const auto& property : schema.properties) known.push_back(property.name);
    if (!known.empty() && known.size() <= 12) report.hint("it has the keys " + join(known));
  }

  void check_alternatives(const Node& node, const std::vector<const Schema*>& alternatives, const std::string& name) {
    const Schema* best = nullptr;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const auto* alternative : alternatives) {
      Diagnostics unseen;
      if (Walker(library_, root_, unseen).check(node, *alternative, name)) return;
      const auto types = accepted_types(*alternative);
      const bool fits = types == 0 || (types & type_of(node)) != 0;
      const auto cost = unseen.error_count() + (fits ? 0 : 1000);
      if (cost < fewest) {
        fewest = cost;
        best = alternative;
      }
    }
    if (best != nullptr) check(node, *best, name);
  }

  void check_conditions(const Node& node, const Schema& schema, const std::string& name) {
    if (schema.forbidden != nullptr && accepts(node, *schema.forbidden, name))
      diagnostics_.report(diag::NotTogether, node.is_mapping() ? head_of(node) : node.span, name,
                          schema.words.empty() ? "is not allowed like this" : schema.words);
    if (schema.condition == nullptr) return;
    const auto* then = accepts(node, *schema.condition, name) ? schema.then_do : schema.else_do;
    if (then != nullptr) check(node, *then, name);
  }

  const Library& library_;
  const Node& root_;
  Span key_;  ///< of the value that is checked, where it has one
  Diagnostics& diagnostics_;
};

}  // namespace

bool validate(const Node& root, const Schema& schema, const Library& library, Diagnostics& diagnostics) {
  return Walker(library, root, diagnostics).check(root, schema, "the spec");
}

bool validate(const Node& root, std::string_view schema_file, Diagnostics& diagnostics) {
  const auto& library = Library::embedded();
  const auto* schema = library.find(schema_file);
  return schema == nullptr || validate(root, *schema, library, diagnostics);
}

}  // namespace aurora::schema
