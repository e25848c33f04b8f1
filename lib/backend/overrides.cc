#include "backend/overrides.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "diagnostics/suggest.h"
#include "terraform/verify_arguments.h"
#include "yaml/scalar.h"

namespace aurora {
namespace {

using tf::Block;
using tf::NestedBlock;
using tf::Object;
using tf::Type;
using tf::Value;
using yaml::Node;

constexpr std::array<std::string_view, 3> lifecycle_arguments{"create_before_destroy", "ignore_changes",
                                                              "prevent_destroy"};

void hint_nearest(Diagnostics::Report report, std::string_view given, const std::vector<std::string_view>& known) {
  const auto near = nearest(given, known);
  if (!near.empty()) report.hint("did you mean `" + std::string(near) + "`?");
}

std::string_view describe(const Node& node) {
  if (node.is_mapping()) return "a map";
  if (node.is_sequence()) return "a list";
  switch (yaml::scalar_type(node)) {
    case yaml::ScalarType::Bool:
      return "a bool";
    case yaml::ScalarType::Integer:
    case yaml::ScalarType::Float:
      return "a number";
    case yaml::ScalarType::Null:
      return "null";
    case yaml::ScalarType::Text:
      return "text";
  }
  return "text";
}

Value& slot(Object& object, std::string_view name) {
  for (auto& [key, value] : object)
    if (key == name) return value;
  return object.emplace_back(std::string(name), Value{}).second;
}

void drop_null(Object& object, std::string_view name) {
  object.erase(std::remove_if(object.begin(), object.end(),
                              [&](const auto& entry) { return entry.first == name && entry.second.is_null(); }),
               object.end());
}

/// Merges the arguments of one resource.
class Merger {
 public:
  Merger(std::string product, Diagnostics& diagnostics) : product_(std::move(product)), diagnostics_(diagnostics) {}

  void body(const Node& node, Object& into, const Block& schema) {
    for (const auto& entry : node.by_key()) argument(entry, into, schema);
  }

  /// Of the meta-arguments only what a user may want to decide per resource.
  void meta(const Node::Entry& entry, Object& into) {
    if (entry.key != "lifecycle" || !entry.value->is_mapping()) return not_allowed(entry);
    Object merged;
    Value& there = slot(into, "lifecycle");
    if (const auto* object = there.get_if<Object>()) merged = *object;
    for (const auto& one : entry.value->by_key()) {
      if (std::find(lifecycle_arguments.begin(), lifecycle_arguments.end(), one.key) == lifecycle_arguments.end()) {
        not_allowed(one);
        continue;
      }
      if (auto value = one.key == "ignore_changes" ? scalar_list(one) : scalar(*one.value, Type::Kind::Bool, one.key))
        slot(merged, one.key) = std::move(*value);
    }
    if (!merged.empty()) there = std::move(merged);
    drop_null(into, "lifecycle");
  }

 private:
  void argument(const Node::Entry& entry, Object& into, const Block& schema) {
    const auto nested = schema.blocks.find(entry.key);
    const auto attribute = schema.attributes.find(entry.key);
    if (nested == schema.blocks.end() && attribute == schema.attributes.end()) return unknown(entry, schema);
    if (attribute != schema.attributes.end() && attribute->second.read_only()) {
      diagnostics_.report(diag::OverrideReadOnly, entry.key_span, entry.key);
      return;
    }
    Value& there = slot(into, entry.key);
    if (yaml::scalar_type(*entry.value) == yaml::ScalarType::Null && !entry.value->is_mapping() &&
        !entry.value->is_sequence())
      there = Value{};
    else if (nested != schema.blocks.end())
      block(entry, there, nested->second);
    else if (auto value = merged(*entry.value, attribute->second.type, entry.key, &there))
      there = std::move(*value);
    drop_null(into, entry.key);
  }

  void block(const Node::Entry& entry, Value& there, const NestedBlock& schema) {
    if (entry.value->is_sequence() && !schema.single) {
      tf::List blocks;
      for (const auto* item : entry.value->items) {
        if (!item->is_mapping()) return wrong(item->span, entry.key, "a block", *item);
        body(*item, *blocks.emplace_back(Object{}).get_if<Object>(), schema);
      }
      there = std::move(blocks);
      return;
    }
    if (!entry.value->is_mapping()) return wrong(entry.value->span, entry.key, "a block", *entry.value);
    if (there.is_null()) there = Object{};
    auto* target = there.get_if<Object>();
    if (auto* several = there.get_if<tf::List>()) {
      if (several->empty()) several->emplace_back(Object{});
      if (several->size() > 1) {
        diagnostics_.report(diag::OverrideWrongType, entry.value->span, entry.key, "a list of blocks", "one block")
            .hint("the resource has " + std::to_string(several->size()) + " of them: give them all, as a list");
        return;
      }
      target = several->front().get_if<Object>();
    }
    if (target != nullptr) body(*entry.value, *target, schema);
  }

  std::optional<Value> merged(const Node& node, const Type& type, std::string_view name, const Value* before) {
    if (node.is_mapping()) return map(node, type, name, before);
    if (!node.is_sequence()) return scalar(node, type.kind, name, tf::describe(type));
    if (type.kind != Type::Kind::ListOf && type.kind != Type::Kind::SetOf && type.kind != Type::Kind::Any) {
      wrong(node.span, name, tf::describe(type), node);
      return {};
    }
    tf::List items;
    for (const auto* item : node.items) {
      auto value = merged(*item, type.element ? *type.element : Type{}, name, nullptr);
      if (!value) return {};
      items.push_back(std::move(*value));
    }
    return items;
  }

  std::optional<Value> map(const Node& node, const Type& type, std::string_view name, const Value* before) {
    const bool members = type.kind == Type::Kind::ObjectOf;
    if (!members && type.kind != Type::Kind::MapOf && type.kind != Type::Kind::Any) {
      wrong(node.span, name, tf::describe(type), node);
      return {};
    }
    Object result;
    if (const auto* object = before != nullptr ? before->get_if<Object>() : nullptr) result = *object;
    for (const auto& entry : node.by_key()) {
      const Type* element = type.element.get();
      for (const auto& [known, of] : type.members)
        if (known == entry.key) element = &of;
      if (members && element == nullptr) {
        diagnostics_.report(diag::OverrideUnknownArgument, entry.key_span, "`" + std::string(name) + "`", entry.key);
        return {};
      }
      Value& there = slot(result, entry.key);
      if (entry.value->is_null()) {
        there = Value{};
        drop_null(result, entry.key);
        continue;
      }
      auto value = merged(*entry.value, element != nullptr ? *element : Type{}, entry.key, &there);
      if (!value) return {};
      there = std::move(*value);
    }
    return result;
  }

  std::optional<Value> scalar(const Node& node, Type::Kind wanted, std::string_view name,
                              std::string words = "a bool") {
    const bool any = wanted == Type::Kind::Any;
    if (!node.is_mapping() && !node.is_sequence()) {
      const auto flag = yaml::as_bool(node);
      const auto integer = yaml::as_integer(node);
      const auto real = yaml::as_float(node);
      if ((any || wanted == Type::Kind::Bool) && flag) return Value(*flag);
      if ((any || wanted == Type::Kind::Number) && integer) return Value(*integer);
      if ((any || wanted == Type::Kind::Number) && real) return Value(*real);
      const bool text = yaml::scalar_type(node) == yaml::ScalarType::Text && !yaml::yaml_1_1_reading(node);
      if ((any || wanted == Type::Kind::Text) && text) return Value(node.text);
    }
    auto report = diagnostics_.report(diag::OverrideWrongType, node.span, name, words, describe(node));
    if (wanted == Type::Kind::Text && node.is_scalar()) report.hint("write \"" + std::string(node.text) + "\"");
    return {};
  }

  std::optional<Value> scalar_list(const Node::Entry& entry) {
    Type names;
    names.kind = Type::Kind::ListOf;
    Type text;
    text.kind = Type::Kind::Text;
    names.element = std::make_shared<const Type>(text);
    return merged(*entry.value, names, entry.key, nullptr);
  }

  void wrong(Span span, std::string_view name, const std::string& wanted, const Node& node) {
    diagnostics_.report(diag::OverrideWrongType, span, name, wanted, describe(node));
  }
  void not_allowed(const Node::Entry& entry) {
    diagnostics_.report(diag::OverrideNotAllowed, entry.key_span, entry.key)
        .hint(
            "of the meta-arguments only `prevent_destroy`, `ignore_changes` and `create_before_destroy` "
            "of `lifecycle` may be set");
  }
  void unknown(const Node::Entry& entry, const Block& schema) {
    std::vector<std::string_view> known;
    for (const auto& [name, attribute] : schema.attributes)
      if (!attribute.read_only()) known.push_back(name);
    for (const auto& [name, nested] : schema.blocks) known.push_back(name);
    hint_nearest(diagnostics_.report(diag::OverrideUnknownArgument, entry.key_span, product_, entry.key), entry.key,
                 known);
  }

  std::string product_;
  Diagnostics& diagnostics_;
};

tf::Resource* find_resource(tf::Document& document, std::string_view address) {
  for (auto& resource : document.resources)
    if (resource.address() == address) return &resource;
  return nullptr;
}

void override_resource(const Override& one, const tf::Document& document, tf::Resource& resource,
                       tf::ProviderSchemas& schemas, Diagnostics& diagnostics) {
  const auto* provider = schemas.of(document, resource.type);
  const auto* schema = provider != nullptr ? provider->find(resource.mode, resource.type) : nullptr;
  if (provider == nullptr && schemas.is_unchecked(tf::provider_of(resource.type)))
    diagnostics.report(diag::OverrideUnchecked, one.address.span, one.address.value, tf::provider_of(resource.type))
        .hint("its backend can bring the schema along: see docs/adding-a-backend.md");
  if (schema == nullptr) return;  // else `verify` says why
  if (one.arguments == nullptr || !one.arguments->is_mapping()) {
    if (one.arguments != nullptr)
      diagnostics.report(diag::OverrideWrongType, one.arguments->span, one.address.value, "a map of arguments",
                         describe(*one.arguments));
    return;
  }
  resource.override_span = one.address.span;
  Merger merger("`" + resource.type + "` of " + provider->provider() + " " + provider->version(), diagnostics);
  Node plain = *one.arguments;
  const auto meta = [](const Node::Entry& entry) { return tf::is_meta_argument(entry.key); };
  for (const auto& entry : one.arguments->by_key())
    if (meta(entry)) merger.meta(entry, resource.arguments);
  plain.entries.erase(std::remove_if(plain.entries.begin(), plain.entries.end(), meta), plain.entries.end());
  merger.body(plain, resource.arguments, *schema);
}

}  // namespace

void apply_overrides(std::vector<tf::Document>& documents, const std::vector<Override>& overrides,
                     tf::ProviderSchemas& schemas, Diagnostics& diagnostics) {
  for (const auto& one : overrides) {
    const auto document = std::find_if(documents.begin(), documents.end(),
                                       [&](const auto& made) { return made.stack == one.stack.value; });
    if (document == documents.end()) {
      std::vector<std::string_view> stacks;
      for (const auto& made : documents) stacks.push_back(made.stack);
      hint_nearest(diagnostics.report(diag::OverrideUnknownStack, one.stack.span, one.stack.value), one.stack.value,
                   stacks);
      continue;
    }
    if (auto* resource = find_resource(*document, one.address.value)) {
      override_resource(one, *document, *resource, schemas, diagnostics);
      continue;
    }
    std::vector<std::string> addresses;
    for (const auto& resource : document->resources) addresses.push_back(resource.address());
    hint_nearest(
        diagnostics.report(diag::OverrideUnknownResource, one.address.span, one.stack.value, one.address.value),
        one.address.value, {addresses.begin(), addresses.end()});
  }
}

}  // namespace aurora
