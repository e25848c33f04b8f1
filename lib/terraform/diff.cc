#include "terraform/diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "terraform/diff_arguments.h"
#include "terraform/diff_dependents.h"
#include "terraform/read.h"

namespace aurora::tf {
namespace {

constexpr std::size_t setting_limit = 80;

/// One side of a stack, by what Terraform calls it.
struct Side {
  std::map<std::string, Value> resources, settings, outputs;
  std::map<std::string, std::string> moved;  // to -> from
  std::map<std::string, std::string> pins;   // provider -> constraint
};

void take_resources(const Value& block, const std::string& prefix, Side& side) {
  const auto* types = block.get_if<Object>();
  if (types == nullptr) return;
  for (const auto& [type, labels] : *types)
    if (const auto* named = labels.get_if<Object>())
      for (const auto& [label, body] : *named) side.resources[prefix + type + "." + label] = body;
}

/// `a: {b: 1}` as `a.b`, so that each setting is a line of its own; lists stay whole.
void flatten(const Value& value, const std::string& path, std::map<std::string, Value>& found) {
  const auto* entries = value.get_if<Object>();
  if (entries == nullptr || entries->empty()) return void(found[path] = value);
  for (const auto& [name, item] : *entries) flatten(item, path.empty() ? name : path + "." + name, found);
}

void take_provider(const std::string& name, const Value& block, Side& side) {
  const auto* alias = member(block, "alias");
  const auto* text = alias != nullptr ? alias->get_if<std::string>() : nullptr;
  flatten(block, "provider." + name + (text != nullptr ? "." + *text : ""), side.settings);
}

void take_providers(const Value& block, Side& side) {
  const auto* names = block.get_if<Object>();
  if (names == nullptr) return;
  for (const auto& [name, given] : *names) {
    const auto* several = given.get_if<List>();
    if (several == nullptr) take_provider(name, given, side);
    if (several != nullptr)
      for (const auto& one : *several) take_provider(name, one, side);
  }
}

void take_moved(const Value& block, Side& side) {
  const auto* moves = block.get_if<List>();
  if (moves == nullptr) return;
  for (const auto& move : *moves) {
    const auto* from = member(move, "from");
    const auto* to = member(move, "to");
    if (from != nullptr && to != nullptr && from->get_if<std::string>() && to->get_if<std::string>())
      side.moved[*to->get_if<std::string>()] = *from->get_if<std::string>();
  }
}

void take_pins(const Value& terraform, Side& side) {
  const auto* pins = member(terraform, "required_providers");
  const auto* entries = pins != nullptr ? pins->get_if<Object>() : nullptr;
  if (entries == nullptr) return;
  for (const auto& [name, pin] : *entries)
    if (const auto* version = member(pin, "version"); version != nullptr && version->get_if<std::string>())
      side.pins[name] = *version->get_if<std::string>();
}

void take_file(const std::string& text, Side& side) {
  const auto file = read_json(text);
  const auto* sections = file ? file->get_if<Object>() : nullptr;
  if (sections == nullptr) return;
  for (const auto& [name, block] : *sections) {
    if (name == "resource") take_resources(block, "", side);
    if (name == "data") take_resources(block, "data.", side);
    if (name == "provider") take_providers(block, side);
    if (name == "moved") take_moved(block, side);
    if (name == "output" && block.get_if<Object>())
      for (const auto& [output, body] : *block.get_if<Object>()) side.outputs[output] = body;
    if (name == "variable") flatten(block, "variable.", side.settings);
    if (name != "terraform") continue;
    flatten(block, "", side.settings);
    take_pins(block, side);
  }
}

const File* file_of(const StackFiles* stack, const std::string& path) {
  if (stack == nullptr) return nullptr;
  for (const auto& file : stack->files)
    if (file.path == path) return &file;
  return nullptr;
}

/// Everything that a stack has.
Side read_all(const StackFiles* stack) {
  Side side;
  if (stack != nullptr)
    for (const auto& file : stack->files) take_file(file.text, side);
  return side;
}

/// The files of `stack` that differ from those of `other`; the pins are wanted in any case.
Side read_side(const StackFiles* stack, const StackFiles* other) {
  Side side;
  if (stack == nullptr) return side;
  for (const auto& file : stack->files) {
    const auto* twin = file_of(other, file.path);
    if (twin == nullptr || twin->text != file.text) take_file(file.text, side);
  }
  return side;
}

std::map<std::string, std::string> read_pins(const StackFiles* stack) {
  Side side;
  if (const auto* versions = file_of(stack, "versions.tf.json")) take_file(versions->text, side);
  return side.pins;
}

const ResourceSchema* schema_of(const std::string& address, const std::map<std::string, std::string>& pins,
                                ProviderSchemas& schemas) {
  const bool data = address.compare(0, 5, "data.") == 0;
  const auto type = address.substr(data ? 5 : 0, address.find('.', data ? 5 : 0) - (data ? 5 : 0));
  const auto pin = pins.find(std::string(provider_of(type)));
  const auto* provider = pin == pins.end() ? nullptr : schemas.find(pin->first, pin->second);
  return provider == nullptr ? nullptr : provider->find(data ? Resource::Mode::Data : Resource::Mode::Managed, type);
}

void diff_resource(ResourceChange change, const Value& before, const Value& after, const ResourceSchema* schema,
                   StackChange& result) {
  using Action = ResourceChange::Action;
  change.arguments = diff_arguments(before, after, schema);
  // The order in which Terraform works is no change of anything that is there.
  std::erase_if(change.arguments, [](const ArgumentChange& one) { return one.path == "depends_on"; });
  const bool replaced =
      std::any_of(change.arguments.begin(), change.arguments.end(), [](const auto& one) { return one.replaces; });
  if (replaced && change.address.compare(0, 5, "data.") != 0)
    change.action = Action::Replace;
  else
    change.action = change.moved_from.empty() ? Action::Change : Action::Move;
  if (change.action != Action::Change || !change.arguments.empty()) result.resources.push_back(std::move(change));
}

void diff_resources(const Side& before, const Side& after, const std::map<std::string, std::string>& pins,
                    ProviderSchemas& schemas, StackChange& result) {
  using Action = ResourceChange::Action;
  std::set<std::string> taken;
  for (const auto& [address, body] : after.resources) {
    auto old = before.resources.find(address);
    ResourceChange change{Action::Add, address, {}, {}};
    const auto move = after.moved.find(address);
    if (old == before.resources.end() && move != after.moved.end() && after.resources.count(move->second) == 0) {
      old = before.resources.find(move->second);
      if (old != before.resources.end()) change.moved_from = move->second;
    }
    if (old == before.resources.end()) {
      result.resources.push_back(std::move(change));
      continue;
    }
    taken.insert(old->first);
    diff_resource(std::move(change), old->second, body, schema_of(address, pins, schemas), result);
  }
  for (const auto& [address, body] : before.resources)
    if (taken.count(address) == 0) result.resources.push_back({Action::Remove, address, {}, {}});
  std::sort(result.resources.begin(), result.resources.end(),
            [](const auto& a, const auto& b) { return a.address < b.address; });
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Replaces an address where it stands whole in an expression.
void replace_address(std::string& code, const std::string& from, const std::string& to) {
  for (auto at = code.find(from); at != code.npos; at = code.find(from, at)) {
    const auto end = at + from.size();
    const bool whole =
        (at == 0 || (!is_name(code[at - 1]) && code[at - 1] != '.')) && (end == code.size() || !is_name(code[end]));
    if (whole) code.replace(at, from.size(), to);
    at += whole ? to.size() : 1;
  }
}

/// The same value, as it refers to things once `moves` (to -> from) are done.
void follow_moves(const std::map<std::string, std::string>& moves, Value& value) {
  if (auto* object = value.get_if<Object>())
    for (auto& [name, item] : *object) follow_moves(moves, item);
  if (auto* list = value.get_if<List>())
    for (auto& item : *list) follow_moves(moves, item);
  auto* text = value.get_if<std::string>();  // a file's values are text, with `${ }` where they are none
  if (text == nullptr || text->find("${") == text->npos) return;
  for (const auto& [to, from] : moves) replace_address(*text, from, to);
}

/// A reference to what has moved is the same reference.
void follow_moves(const std::map<std::string, std::string>& moves, Side& before) {
  if (moves.empty()) return;
  for (auto* values : {&before.resources, &before.outputs})
    for (auto& [name, value] : *values) follow_moves(moves, value);
}

std::vector<SettingChange> diff_settings(const std::map<std::string, Value>& before,
                                         const std::map<std::string, Value>& after, const std::string& prefix) {
  std::vector<SettingChange> changes;
  std::set<std::string> names;
  for (const auto* side : {&before, &after})
    for (const auto& entry : *side) names.insert(entry.first);
  for (const auto& name : names) {
    const auto old = before.find(name), now = after.find(name);
    if (old != before.end() && now != after.end() && old->second == now->second) continue;
    const auto shown = [](const auto& map, const auto& at) {
      return at == map.end() ? std::string() : shortened(to_line(at->second), setting_limit);
    };
    changes.push_back({prefix + name, shown(before, old), shown(after, now)});
  }
  return changes;
}

/// `prevent_destroy` makes Terraform refuse the whole plan.
void note_protected(const Side& after, StackChange& result) {
  for (auto& change : result.resources) {
    if (change.action != ResourceChange::Action::Replace) continue;
    const auto body = after.resources.find(change.address);
    const auto* lifecycle = body == after.resources.end() ? nullptr : member(body->second, "lifecycle");
    const auto* prevent = lifecycle == nullptr ? nullptr : member(*lifecycle, "prevent_destroy");
    const auto* on = prevent == nullptr ? nullptr : prevent->get_if<bool>();
    change.is_protected = on != nullptr && *on;
  }
}

StackChange diff_stack(const std::string& name, const StackFiles* before, const StackFiles* after,
                       ProviderSchemas& schemas) {
  using Kind = StackChange::Kind;
  StackChange result;
  result.stack = name;
  auto old = read_side(before, after);
  const auto now = read_side(after, before);
  const auto pins = read_pins(after);
  follow_moves(now.moved, old);
  diff_resources(old, now, pins, schemas, result);
  if (result.count(ResourceChange::Action::Replace) > 0) {
    const auto all = read_all(after);
    add_dependents(
        read_all(before).resources, all.resources,
        [&](const std::string& address) { return schema_of(address, pins, schemas); }, result);
    note_protected(all, result);
  }
  result.settings = diff_settings(old.settings, now.settings, "");
  result.outputs = diff_settings(old.outputs, now.outputs, "");
  const bool same =
      result.resources.empty() && result.settings.empty() && result.outputs.empty() && old.resources == now.resources;
  result.kind = before == nullptr  ? Kind::Added
                : after == nullptr ? Kind::Removed
                : same             ? Kind::Unchanged
                                   : Kind::Changed;
  return result;
}

}  // namespace

std::size_t StackChange::count(ResourceChange::Action action) const {
  return static_cast<std::size_t>(
      std::count_if(resources.begin(), resources.end(), [&](const auto& one) { return one.action == action; }));
}

std::vector<StackChange> diff(const std::vector<StackFiles>& before, const std::vector<StackFiles>& after,
                              ProviderSchemas& schemas) {
  std::map<std::string, std::pair<const StackFiles*, const StackFiles*>> stacks;
  for (const auto& stack : before) stacks[stack.stack].first = &stack;
  for (const auto& stack : after) stacks[stack.stack].second = &stack;
  std::vector<StackChange> changes;
  std::set<std::string> taken;  // by what was renamed
  for (const auto& [name, sides] : stacks) {
    if (sides.first != nullptr || sides.second->renamed_from.empty()) continue;
    const auto was = stacks.find(sides.second->renamed_from);
    if (was != stacks.end() && was->second.second == nullptr) taken.insert(was->first);
  }
  for (const auto& [name, sides] : stacks) {
    if (taken.count(name) > 0) continue;
    const auto* old = sides.first;
    const bool renamed = old == nullptr && taken.count(sides.second->renamed_from) > 0;
    if (renamed) old = stacks.at(sides.second->renamed_from).first;
    changes.push_back(diff_stack(name, old, sides.second, schemas));
    if (!renamed) continue;
    changes.back().renamed_from = sides.second->renamed_from;
    changes.back().kind = StackChange::Kind::Changed;  // its folder and its state are others
  }
  return changes;
}

bool unchanged(const std::vector<StackChange>& changes) {
  return std::all_of(changes.begin(), changes.end(),
                     [](const auto& one) { return one.kind == StackChange::Kind::Unchanged; });
}

}  // namespace aurora::tf
