#include "terraform/verify_arguments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace aurora::tf {
namespace {

constexpr std::array<std::string_view, 6> meta_arguments{"count",     "depends_on", "for_each",
                                                         "lifecycle", "provider",   "provisioner"};

const Value* find(const Object& object, std::string_view name) {
  for (const auto& [key, value] : object)
    if (key == name) return &value;
  return nullptr;
}

bool is_computed_text(const Value& value) {
  return value.get_if<Expression>() != nullptr || value.get_if<Template>() != nullptr;
}

class Checker {
 public:
  Checker(const Subject& subject, Diagnostics& diagnostics) : subject_(subject), diagnostics_(diagnostics) {}

  void body(const Object& arguments, const Block& schema, bool meta, const std::string& path) {
    std::set<std::string_view> seen;
    for (const auto& [name, value] : arguments) {
      if (!seen.insert(name).second) twice(path + name);
      if (!(meta && is_meta_argument(name))) argument(name, value, schema, path + name);
    }
    for (const auto& [name, attribute] : schema.attributes)
      if (attribute.required && seen.count(name) == 0) missing(path + name);
    for (const auto& [name, nested] : schema.blocks)
      if (nested.min_items > 0 && seen.count(name) == 0) missing(path + name);
  }

  void rules(const Object& arguments, const std::vector<ArgumentRule>& rules) {
    for (const auto& rule : rules) {
      const auto set = [&](const std::string& name) {
        const auto* value = find(arguments, name);
        return value != nullptr && !value->is_null();
      };
      const auto count = std::count_if(rule.arguments.begin(), rule.arguments.end(), set);
      const auto all = static_cast<std::ptrdiff_t>(rule.arguments.size());
      if (rule.rule == "conflicts_with" && count > 1) broken("these exclude each other: ", rule);
      if (rule.rule == "exactly_one_of" && count != 1) broken("exactly one must be set of ", rule);
      if (rule.rule == "at_least_one_of" && count == 0) broken("one must be set of ", rule);
      if (rule.rule == "required_with" && set(rule.arguments.front()) && count < all)
        broken("the first needs the others of ", rule);
    }
  }

 private:
  void argument(const std::string& name, const Value& value, const Block& schema, const std::string& path) {
    if (value.is_null()) return;
    if (const auto block = schema.blocks.find(name); block != schema.blocks.end())
      return blocks(value, block->second, path);
    const auto found = schema.attributes.find(name);
    if (found == schema.attributes.end()) return unknown(path);
    if (found->second.read_only())
      return blame(diagnostics_.report(diag::EmittedReadOnly, subject_.span, subject_.address, subject_.stack, path),
                   subject_);
    literal(value, found->second.type, path);
  }

  void blocks(const Value& value, const NestedBlock& schema, const std::string& path) {
    if (const auto* one = value.get_if<Object>()) return body(*one, schema, false, path + ".");
    const auto* items = value.get_if<List>();
    if (items == nullptr || schema.single) return wrong(path, "a block", value);
    if (items->size() < schema.min_items) count(path, items->size(), "at least", schema.min_items);
    if (schema.max_items > 0 && items->size() > schema.max_items)
      count(path, items->size(), "at most", schema.max_items);
    for (const auto& item : *items) {
      const auto* block = item.get_if<Object>();
      if (block == nullptr)
        wrong(path, "a block", item);
      else
        body(*block, schema, false, path + ".");
    }
  }

  void literal(const Value& value, const Type& type, const std::string& path) {
    if (value.is_null() || value.get_if<Expression>() != nullptr || type.kind == Type::Kind::Any) return;
    const auto* items = value.get_if<List>();
    const auto* entries = value.get_if<Object>();
    switch (type.kind) {
      case Type::Kind::Text:
        return expect(value.get_if<std::string>() || is_computed_text(value), path, type, value);
      case Type::Kind::Bool:
        return expect(value.get_if<bool>() != nullptr, path, type, value);
      case Type::Kind::Number:
        return expect(is_number(value), path, type, value);
      case Type::Kind::ListOf:
      case Type::Kind::SetOf:
        expect(items != nullptr, path, type, value);
        if (items != nullptr)
          for (const auto& item : *items) literal(item, *type.element, path);
        return;
      case Type::Kind::MapOf:
        expect(entries != nullptr, path, type, value);
        if (entries != nullptr) map(*entries, *type.element, path);
        return;
      case Type::Kind::ObjectOf:
        expect(entries != nullptr, path, type, value);
        if (entries != nullptr) members(*entries, type, path);
        return;
      case Type::Kind::Any:
        return;
    }
  }

  void map(const Object& entries, const Type& element, const std::string& path) {
    std::set<std::string_view> seen;
    for (const auto& [key, item] : entries) {
      if (!seen.insert(key).second) twice(path + "." + key);
      literal(item, element, path + "." + key);
    }
  }

  void members(const Object& entries, const Type& type, const std::string& path) {
    for (const auto& [key, item] : entries) {
      const auto member = std::find_if(type.members.begin(), type.members.end(),
                                       [&key = key](const auto& known) { return known.name == key; });
      if (member == type.members.end())
        unknown(path + "." + key);
      else
        literal(item, member->type, path + "." + key);
    }
  }

  static bool is_number(const Value& value) {
    const auto* real = value.get_if<double>();
    return value.get_if<std::int64_t>() != nullptr || (real != nullptr && std::isfinite(*real));
  }

  void expect(bool fits, const std::string& path, const Type& type, const Value& value) {
    if (!fits) wrong(path, describe(type), value);
  }
  void wrong(const std::string& path, const std::string& wanted, const Value& value) {
    blame(diagnostics_.report(diag::EmittedWrongType, subject_.span, subject_.address, subject_.stack, path, wanted,
                              describe(value)),
          subject_);
  }
  void unknown(const std::string& path) {
    blame(diagnostics_.report(diag::EmittedUnknownArgument, subject_.span, subject_.address, subject_.stack,
                              subject_.product, path),
          subject_);
  }
  void missing(const std::string& path) {
    blame(diagnostics_.report(diag::EmittedMissingArgument, subject_.span, subject_.address, subject_.stack, path),
          subject_);
  }
  void twice(const std::string& path) {
    blame(diagnostics_.report(diag::EmittedTwice, subject_.span, subject_.stack, subject_.address + "." + path),
          subject_);
  }
  void count(const std::string& path, std::size_t size, std::string_view limit, std::size_t allowed) {
    blame(diagnostics_.report(diag::EmittedBlockCount, subject_.span, subject_.address, subject_.stack, size, path,
                              limit, allowed),
          subject_);
  }
  void broken(std::string text, const ArgumentRule& rule) {
    for (std::size_t i = 0; i < rule.arguments.size(); ++i) text += (i > 0 ? ", `" : "`") + rule.arguments[i] + "`";
    blame(diagnostics_.report(diag::EmittedArgumentRule, subject_.span, subject_.address, subject_.stack, text),
          subject_);
  }

  const Subject& subject_;
  Diagnostics& diagnostics_;
};

}  // namespace

void blame(Diagnostics::Report report, const Subject& subject) {
  report.hint(subject.overridden ? "`overrides` changes this resource: look there first"
              : subject.of_program
                  ? "this is a mistake of the backend's program, not of the spec: tell whoever wrote it"
                  : "this is a bug of aurora-iac, not of the spec: please report it");
}

void verify_arguments(const Object& arguments, const ResourceSchema& schema, bool meta, const Subject& subject,
                      Diagnostics& diagnostics) {
  Checker checker(subject, diagnostics);
  checker.body(arguments, schema, meta, "");
  checker.rules(arguments, schema.rules);
}

std::string_view describe(const Value& value) {
  struct Words {
    std::string_view operator()(const Value::Null&) const { return "null"; }
    std::string_view operator()(bool) const { return "a bool"; }
    std::string_view operator()(std::int64_t) const { return "a number"; }
    std::string_view operator()(double) const { return "a number"; }
    std::string_view operator()(const std::string&) const { return "text"; }
    std::string_view operator()(const Expression&) const { return "an expression"; }
    std::string_view operator()(const Template&) const { return "text"; }
    std::string_view operator()(const List&) const { return "a list"; }
    std::string_view operator()(const Object&) const { return "a map"; }
  };
  return std::visit(Words{}, value.data());
}

std::string describe(const Type& type) {
  if (type.kind == Type::Kind::Text) return "text";
  return (type.kind == Type::Kind::ObjectOf ? "an " : "a ") + type.to_string();
}

bool is_meta_argument(std::string_view name) {
  return std::find(meta_arguments.begin(), meta_arguments.end(), name) != meta_arguments.end();
}

}  // namespace aurora::tf
