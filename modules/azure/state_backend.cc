#include "azure/state_backend.h"

#include <array>

#include "yaml/scalar.h"

namespace aurora::azure {
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

std::string fill_in(const Stack& stack, std::string_view pattern) {
  const std::string& id = stack.identity.id;
  std::string text = replace_all(std::string(pattern), "{platform}", stack.plan.platform.name.value);
  text = replace_all(std::move(text), "{environment}", stack.environment.key);
  text = replace_all(std::move(text), "{cluster}", id.substr(id.find('/') + 1));
  return replace_all(std::move(text), "{stack}", id);
}

tf::Value value_of(const Stack& stack, const yaml::Node& node) {
  if (node.is_mapping()) {
    tf::Object object;
    for (const auto& entry : node.by_key()) object.emplace_back(std::string(entry.key), value_of(stack, *entry.value));
    return object;
  }
  if (node.is_sequence()) {
    tf::List items;
    for (const auto* item : node.items) items.push_back(value_of(stack, *item));
    return items;
  }
  if (const auto flag = yaml::as_bool(node)) return *flag;
  if (const auto number = yaml::as_integer(node)) return *number;
  return node.is_null() ? tf::Value{} : tf::Value(fill_in(stack, node.text));
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
bool add_state_key(Stack& stack) {
  auto& document = stack.document;
  for (const auto& row : state_keys) {
    if (row.backend != document.backend_type) continue;
    for (const auto& [name, value] : document.backend)
      if (name == row.argument) return false;
    document.backend.emplace_back(std::string(row.argument),
                                  fill_in(stack, "{platform}/{stack}") + std::string(row.suffix));
    return true;
  }
  return false;
}

}  // namespace

void lower_state_backend(Stack& stack) {
  const auto* given = stack.plan.platform.terraform.backend;
  if (given == nullptr || !given->is_mapping() || given->entries.empty()) return;
  const auto& entry = given->entries.front();
  stack.document.backend_type = std::string(entry.key);
  if (entry.value->is_mapping())
    for (const auto& argument : entry.value->by_key())
      stack.document.backend.emplace_back(std::string(argument.key), value_of(stack, *argument.value));
  Placeholders placeholders;
  placeholders.look(*entry.value);
  if (!add_state_key(stack) && !placeholders.tell_apart() && has_several_stacks(stack.plan.platform))
    stack.diagnostics.report(diag::SharedState, entry.key_span, stack.document.backend_type)
        .hint("leave its name out, or write `{stack}` in it");
}

}  // namespace aurora::azure
