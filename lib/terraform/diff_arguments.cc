#include "terraform/diff_arguments.h"

#include <algorithm>
#include <set>

#include "terraform/read.h"

namespace aurora::tf {
namespace {

constexpr std::size_t value_limit = 80;  // code points of a value that is shown

std::string shown(const Value* value) { return value == nullptr ? "" : shortened(to_line(*value), value_limit); }

/// Both sides, cut so that where they differ is seen: long texts that begin alike lose their beginning.
std::pair<std::string, std::string> shown(const Value* before, const Value* after) {
  if (before == nullptr || after == nullptr) return {shown(before), shown(after)};
  auto old = to_line(*before), now = to_line(*after);
  const auto same =
      static_cast<std::size_t>(std::mismatch(old.begin(), old.end(), now.begin(), now.end()).first - old.begin());
  constexpr std::size_t context = 24;
  if (same > value_limit / 2 && std::max(old.size(), now.size()) > value_limit) {
    auto cut = same - context;
    while (cut > 0 && (static_cast<unsigned char>(old[cut]) & 0xC0) == 0x80) --cut;
    old = "…" + old.substr(cut);
    now = "…" + now.substr(cut);
  }
  return {shortened(std::move(old), value_limit), shortened(std::move(now), value_limit)};
}

/// A nested block as it may be written: an object, or a list of them.
std::vector<const Value*> blocks_of(const Value* value) {
  std::vector<const Value*> blocks;
  if (value == nullptr) return blocks;
  const auto* items = value->get_if<List>();
  if (items == nullptr) return {value};
  for (const auto& item : *items) blocks.push_back(&item);
  return blocks;
}

/// Drops from both what they share: the order of blocks says nothing, or is kept anyway.
void drop_equal(std::vector<const Value*>& before, std::vector<const Value*>& after) {
  for (auto at = before.begin(); at != before.end();) {
    const auto same = std::find_if(after.begin(), after.end(), [&](const Value* other) { return *other == **at; });
    if (same == after.end()) {
      ++at;
      continue;
    }
    after.erase(same);
    at = before.erase(at);
  }
}

/// Whether an argument that is set in `block` makes a new resource.
bool holds_replacing(const Value& value, const Block& schema) {
  const auto* entries = value.get_if<Object>();
  if (entries == nullptr) return false;
  return std::any_of(entries->begin(), entries->end(), [&](const auto& entry) {
    const auto attribute = schema.attributes.find(entry.first);
    if (attribute != schema.attributes.end()) return attribute->second.replaces;
    const auto nested = schema.blocks.find(entry.first);
    if (nested == schema.blocks.end()) return false;
    const auto inner = blocks_of(&entry.second);
    return nested->second.replaces || std::any_of(inner.begin(), inner.end(), [&](const Value* one) {
             return holds_replacing(*one, nested->second);
           });
  });
}

class Comparison {
 public:
  explicit Comparison(std::vector<ArgumentChange>& changes) : changes_(changes) {}

  void bodies(const Value& before, const Value& after, const Block* schema, const std::string& path) {
    std::set<std::string> names;
    for (const auto* side : {&before, &after})
      if (const auto* entries = side->get_if<Object>())
        for (const auto& entry : *entries) names.insert(entry.first);
    for (const auto& name : names) {
      const auto* old = member(before, name);
      const auto* now = member(after, name);
      if (old != nullptr && now != nullptr && *old == *now) continue;
      const auto where = path.empty() ? name : path + "." + name;
      if (schema != nullptr)
        if (const auto nested = schema->blocks.find(name); nested != schema->blocks.end()) {
          blocks(old, now, nested->second, where);
          continue;
        }
      const auto known = schema == nullptr ? nullptr : find(schema->attributes, name);
      values(old, now, known != nullptr && known->replaces, where);
    }
  }

 private:
  static const Attribute* find(const std::map<std::string, Attribute, std::less<>>& attributes,
                               const std::string& name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? nullptr : &found->second;
  }

  void blocks(const Value* before, const Value* after, const NestedBlock& schema, const std::string& path) {
    auto old = blocks_of(before), now = blocks_of(after);
    drop_equal(old, now);
    for (std::size_t i = 0; i < std::max(old.size(), now.size()); ++i) {
      const auto* was = i < old.size() ? old[i] : nullptr;
      const auto* is = i < now.size() ? now[i] : nullptr;
      if (was != nullptr && is != nullptr)
        bodies(*was, *is, &schema, path);
      else
        changes_.push_back(
            {path, shown(was), shown(is), schema.replaces || holds_replacing(was != nullptr ? *was : *is, schema)});
    }
  }

  void values(const Value* before, const Value* after, bool replaces, const std::string& path) {
    const auto* old = before != nullptr ? before->get_if<Object>() : nullptr;
    const auto* now = after != nullptr ? after->get_if<Object>() : nullptr;
    if (old == nullptr || now == nullptr) return push(path, before, after, replaces);
    std::set<std::string> keys;
    for (const auto* side : {old, now})
      for (const auto& entry : *side) keys.insert(entry.first);
    for (const auto& key : keys) {
      const auto* was = member(*before, key);
      const auto* is = member(*after, key);
      if (was == nullptr || is == nullptr || !(*was == *is)) push(path + "[\"" + key + "\"]", was, is, replaces);
    }
  }

  void push(std::string path, const Value* before, const Value* after, bool replaces) {
    auto [old, now] = shown(before, after);
    changes_.push_back({std::move(path), std::move(old), std::move(now), replaces});
  }

  std::vector<ArgumentChange>& changes_;
};

}  // namespace

std::vector<ArgumentChange> diff_arguments(const Value& before, const Value& after, const Block* schema) {
  std::vector<ArgumentChange> changes;
  Comparison(changes).bodies(before, after, schema, "");
  return changes;
}

}  // namespace aurora::tf
