#include "terraform/diff_dependents.h"

#include <algorithm>
#include <set>

#include "terraform/read.h"
#include "terraform/references.h"

namespace aurora::tf {
namespace {

constexpr std::size_t value_limit = 80;

/// What is known of a resource that changes: whether it is made anew, and which of its arguments have other values.
struct Effect {
  bool replaced = false;
  std::set<std::string> arguments;
};

std::string provider_name(const std::string& address) {
  return std::string(provider_of(address.substr(0, address.find('.'))));
}

/// The references in the interpolations of a text as it was written: `${...}`, but not `$${...}`.
void references_of(const std::string& text, const std::vector<std::string>& providers, std::vector<Reference>& found) {
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
    if (at > 0 && text[at - 1] == '$') continue;
    const auto end = std::min(text.find('}', at), text.size());
    for (auto& one : references_in(std::string_view(text).substr(at + 2, end - at - 2), providers))
      found.push_back(std::move(one));
  }
}

void references_of(const Value& value, const std::vector<std::string>& providers, std::vector<Reference>& found) {
  if (const auto* text = value.get_if<std::string>()) references_of(*text, providers, found);
  if (const auto* items = value.get_if<List>())
    for (const auto& item : *items) references_of(item, providers, found);
  if (const auto* entries = value.get_if<Object>())
    for (const auto& entry : *entries) references_of(entry.second, providers, found);
}

class Spread {
 public:
  Spread(const std::map<std::string, Value>& after, const SchemaOf& schema_of, StackChange& change)
      : after_(after), schema_of_(schema_of), change_(change) {
    std::set<std::string> providers;
    for (const auto& [address, body] : after) providers.insert(provider_name(address));
    providers_.assign(providers.begin(), providers.end());
    for (const auto& resource : change.resources) {
      if (resource.action != ResourceChange::Action::Change && resource.action != ResourceChange::Action::Replace)
        continue;
      auto& effect = effects_[resource.address];
      effect.replaced = resource.action == ResourceChange::Action::Replace;
      for (const auto& argument : resource.arguments)
        effect.arguments.insert(argument.path.substr(0, argument.path.find_first_of(".[")));
    }
  }

  /// One round over everything that stays; whether it found anything.
  bool round(const std::map<std::string, Value>& before) {
    bool found = false;
    for (const auto& [address, body] : after_) {
      if (address.starts_with("data.") || before.count(address) == 0) continue;
      if (const auto* schema = schema_of_(address)) found = visit(address, body, *schema, "") || found;
    }
    return found;
  }

 private:
  bool visit(const std::string& address, const Value& body, const Block& schema, const std::string& path) {
    bool found = false;
    const auto* entries = body.get_if<Object>();
    if (entries == nullptr) return false;
    for (const auto& [name, value] : *entries) {
      if (path.empty() && (name == "lifecycle" || name == "depends_on")) continue;
      const auto where = path.empty() ? name : path + "." + name;
      if (const auto nested = schema.blocks.find(name); nested != schema.blocks.end()) {
        const auto* items = value.get_if<List>();
        if (items == nullptr) found = visit(address, value, nested->second, where) || found;
        if (items != nullptr)
          for (const auto& item : *items) found = visit(address, item, nested->second, where) || found;
        continue;
      }
      const auto attribute = schema.attributes.find(name);
      if (affected(value))
        found =
            mark(address, where, value, attribute != schema.attributes.end() && attribute->second.replaces) || found;
    }
    return found;
  }

  /// Whether the value depends on what only the new resource knows, or on an argument that changed.
  bool affected(const Value& value) const {
    std::vector<Reference> references;
    references_of(value, providers_, references);
    return std::any_of(references.begin(), references.end(), [&](const Reference& reference) {
      const auto effect = effects_.find(reference.address);
      if (effect == effects_.end() || reference.path.empty()) return false;
      const auto& name = reference.path.front();
      const auto body = after_.find(reference.address);
      const bool stated = body != after_.end() && member(body->second, name) != nullptr;
      return effect->second.arguments.count(name) != 0 || (effect->second.replaced && !stated);
    });
  }

  bool mark(const std::string& address, const std::string& path, const Value& value, bool replaces) {
    auto& effect = effects_[address];
    const bool fresh = effect.arguments.insert(path.substr(0, path.find('.'))).second;
    if (!replaces) return fresh;
    if (!effect.replaced || fresh)
      add(address, {path, shortened(to_line(value), value_limit), "(known after apply)", true});
    const bool news = !effect.replaced || fresh;
    effect.replaced = true;
    return news;
  }

  void add(const std::string& address, ArgumentChange argument) {
    auto& all = change_.resources;
    auto at = std::find_if(all.begin(), all.end(), [&](const ResourceChange& one) { return one.address == address; });
    if (at == all.end()) at = all.insert(at, ResourceChange{ResourceChange::Action::Replace, address, {}, {}});
    at->action = ResourceChange::Action::Replace;
    at->arguments.push_back(std::move(argument));
  }

  const std::map<std::string, Value>& after_;
  const SchemaOf& schema_of_;
  StackChange& change_;
  std::vector<std::string> providers_;
  std::map<std::string, Effect> effects_;
};

}  // namespace

void add_dependents(const std::map<std::string, Value>& before, const std::map<std::string, Value>& after,
                    const SchemaOf& schema_of, StackChange& change) {
  if (change.count(ResourceChange::Action::Replace) == 0) return;
  Spread spread(after, schema_of, change);
  while (spread.round(before)) {
  }
  std::sort(change.resources.begin(), change.resources.end(),
            [](const auto& a, const auto& b) { return a.address < b.address; });
}

}  // namespace aurora::tf
