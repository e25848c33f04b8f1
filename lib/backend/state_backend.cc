#include "backend/state_backend.h"

#include <array>

#include "yaml/scalar.h"

namespace aurora {
namespace {

struct StateKey {
  std::string_view backend, argument, suffix;
};
/// Which argument of a backend names one state; source: the backends' pages of Terraform 1.9.
constexpr std::array<StateKey, 7> state_keys{{
    {"azurerm", "key", ".tfstate"},
    {"s3", "key", ".tfstate"},
    {"oss", "key", ".tfstate"},
    {"cos", "prefix", ""},
    {"gcs", "prefix", ""},
    {"consul", "path", ""},
    {"local", "path", ".tfstate"},
}};

std::string replace_all(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

/// What stands for a stack in the texts of the backend.
struct Names {
  std::string_view platform, stack;

  std::string fill_in(std::string_view pattern) const {
    const auto slash = stack.find('/');
    std::string text = replace_all(std::string(pattern), "{platform}", platform);
    text = replace_all(std::move(text), "{environment}", stack.substr(0, slash));
    text = replace_all(std::move(text), "{cluster}", stack.substr(slash + 1));
    return replace_all(std::move(text), "{stack}", stack);
  }
};

tf::Value value_of(const Names& names, const yaml::Node& node) {
  if (node.is_mapping()) {
    tf::Object object;
    for (const auto& entry : node.by_key()) object.emplace_back(std::string(entry.key), value_of(names, *entry.value));
    return object;
  }
  if (node.is_sequence()) {
    tf::List items;
    for (const auto* item : node.items) items.push_back(value_of(names, *item));
    return items;
  }
  if (const auto flag = yaml::as_bool(node)) return *flag;
  if (const auto number = yaml::as_integer(node)) return *number;
  return node.is_null() ? tf::Value{} : tf::Value(names.fill_in(node.text));
}

/// Whether the texts of the backend tell one stack from another.
struct Placeholders {
  bool stack = false, environment = false, cluster = false;
  bool tell_apart() const { return stack || (environment && cluster); }

  void look(const yaml::Node& node) {
    for (const auto& entry : node.entries) look(*entry.value);
    for (const auto* item : node.items) look(*item);
    stack = stack || node.text.find("{stack}") != std::string_view::npos;
    environment = environment || node.text.find("{environment}") != std::string_view::npos;
    cluster = cluster || node.text.find("{cluster}") != std::string_view::npos;
  }
};

bool has_several_stacks(const Platform& platform) {
  std::size_t stacks = 0;
  for (const auto& environment : platform.environments)
    stacks += environment.clusters.size() + (environment.hub ? 1 : 0);
  return stacks > 1;
}

/// False: the user named the state, or the backend has no one argument that does.
bool add_state_key(tf::Document& document, const Names& names) {
  for (const auto& row : state_keys) {
    if (row.backend != document.backend_type) continue;
    for (const auto& [name, value] : document.backend)
      if (name == row.argument) return false;
    document.backend.emplace_back(std::string(row.argument),
                                  names.fill_in("{platform}/{stack}") + std::string(row.suffix));
    return true;
  }
  return false;
}

}  // namespace

void add_state_backend(tf::Document& document, const Platform& platform, Diagnostics& diagnostics) {
  if (!document.backend_type.empty()) return;  // both ends of a link ask for it
  const auto* given = platform.terraform.backend;
  if (given == nullptr || !given->is_mapping() || given->entries.empty()) return;
  const Names names{platform.name.value, document.stack};
  const auto& entry = given->entries.front();
  document.backend_type = std::string(entry.key);
  if (entry.value->is_mapping())
    for (const auto& argument : entry.value->by_key())
      document.backend.emplace_back(std::string(argument.key), value_of(names, *argument.value));
  Placeholders placeholders;
  placeholders.look(*entry.value);
  if (!add_state_key(document, names) && !placeholders.tell_apart() && has_several_stacks(platform))
    diagnostics.report(diag::SharedState, entry.key_span, document.backend_type)
        .hint("leave its name out, or write `{stack}` in it");
}

}  // namespace aurora
