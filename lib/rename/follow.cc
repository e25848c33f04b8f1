#include "rename/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rename/renames.h"

namespace aurora {
namespace {

/// A name or a resource, with what decides which one of before is the same.
struct Item {
  std::string group;  ///< owner as it is called now, kind, place in the spec
  std::string id;     ///< within the owner
  std::size_t index;
};
using Items = std::vector<Item>;

std::string place(Span span) { return fmt::format("{}:{}:{}", span.file, span.begin, span.end); }

bool is_word(char c) { return c == '_' || c == '-' || c == '/'; }

/// `text` with `now` replaced by `before` where it stands as a part of its own: at each place alone, since a subnet and
/// a flow may have the same key, and at all of them.
std::vector<std::string> with_former(const std::string& text, const std::string& now, const std::string& before) {
  std::vector<std::string> made;
  std::string all;
  std::size_t done = 0;
  for (auto at = text.find(now); at != text.npos; at = text.find(now, at + 1)) {
    const auto end = at + now.size();
    if (at < done || (at > 0 && !is_word(text[at - 1])) || (end < text.size() && !is_word(text[end]))) continue;
    made.push_back(text.substr(0, at) + before + text.substr(end));
    all.append(text, done, at - done).append(before);
    done = end;
  }
  if (made.size() > 1) made.push_back(all + text.substr(done));
  return made;
}

/// Pairs of indexes, before and now.
class Matcher {
 public:
  explicit Matcher(std::vector<Rename> renames) : renames_(std::move(renames)) {
    for (auto& rename : renames_) {  // of a cluster the key alone stands in labels of other stacks
      rename.from = rename.from.substr(rename.from.rfind('/') + 1);
      rename.to = rename.to.substr(rename.to.rfind('/') + 1);
    }
  }

  std::vector<std::pair<std::size_t, std::size_t>> match(const Items& before, const Items& now) {
    std::map<std::string, std::pair<std::map<std::string, std::size_t>, std::map<std::string, std::size_t>>> groups;
    for (const auto& item : before) groups[item.group].first.emplace(item.id, item.index);
    for (const auto& item : now) groups[item.group].second.emplace(item.id, item.index);
    pairs_.clear();
    for (auto& [group, sides] : groups) match_group(sides.first, sides.second);
    return std::move(pairs_);
  }

 private:
  using Side = std::map<std::string, std::size_t>;

  void pair(Side& before, Side::iterator a, Side& now, Side::iterator b) {
    pairs_.emplace_back(a->second, b->second);
    before.erase(a);
    now.erase(b);
  }

  void match_group(Side& before, Side& now) {
    for (auto b = now.begin(); b != now.end();) {
      const auto here = b++;
      if (const auto a = before.find(here->first); a != before.end()) pair(before, a, now, here);
    }
    if (before.size() == 1 && now.size() == 1) return pair(before, before.begin(), now, now.begin());
    for (auto b = now.begin(); b != now.end();) {
      const auto here = b++;
      if (const auto a = find_former(before, here->first); a != before.end()) pair(before, a, now, here);
    }
  }

  /// By one rename, or by two: a rule is named after its subnet and its flow.
  Side::iterator find_former(Side& before, const std::string& id) const {
    std::vector<std::string> once;
    for (const auto& rename : renames_)
      for (auto& former : with_former(id, rename.to, rename.from)) {
        if (const auto a = before.find(former); a != before.end()) return a;
        once.push_back(std::move(former));
      }
    for (const auto& text : once)
      for (const auto& rename : renames_)
        for (const auto& former : with_former(text, rename.to, rename.from))
          if (const auto a = before.find(former); a != before.end()) return a;
    return before.end();
  }

  std::vector<Rename> renames_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

/// Owner ids of before to those of now.
std::map<std::string, std::string> owners_of(const std::vector<Rename>& renames) {
  std::map<std::string, std::string> owners;
  for (const auto& rename : renames)
    if (rename.kind == Rename::Kind::Cluster) owners[rename.from] = rename.to;
  return owners;
}

std::string now_of(const std::string& owner, const std::map<std::string, std::string>& owners) {
  const auto at = owners.find(owner);
  return at == owners.end() ? owner : at->second;
}

Items items_of(const std::vector<NameUse>& uses, const std::map<std::string, std::string>& owners) {
  Items items;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const auto& use = uses[i];
    items.push_back({fmt::format("{}\n{}\n{}", now_of(use.owner, owners), use.kind, place(use.span)),
                     use.logical.substr(use.owner.size()), i});
  }
  return items;
}

using Resources = std::vector<std::pair<const tf::Document*, const tf::Resource*>>;

Items items_of(const std::vector<tf::Document>& documents, const std::map<std::string, std::string>& owners,
               Resources& all) {
  Items items;
  for (const auto& document : documents)
    for (const auto& resource : document.resources) {
      if (resource.mode != tf::Resource::Mode::Managed) continue;
      items.push_back({fmt::format("{}\n{}\n{}", now_of(document.stack, owners), resource.type, place(resource.span)),
                       resource.label, all.size()});
      all.emplace_back(&document, &resource);
    }
  return items;
}

/// The name of before, where the one of now is another: of what no convention names, such as a rule.
std::string other_name(const tf::Resource& before, const tf::Resource& now) {
  const auto* was = before.find("name");
  const auto* is = now.find("name");
  const auto* text = was == nullptr ? nullptr : was->get_if<std::string>();
  return text == nullptr || is == nullptr || *is == *was ? std::string() : *text;
}

/// What a resource is in, as far as its arguments say: `network_security_group_name`, `virtual_network_id`.
std::string parent_of(const tf::Resource& resource) {
  std::string text = resource.type;
  for (const auto& [name, value] : resource.arguments) {
    if (name == "name" || !(name.ends_with("_name") || name.ends_with("_id"))) continue;
    if (const auto* own = value.get_if<std::string>()) text += "\n" + name + "=" + *own;
    if (const auto* code = value.get_if<tf::Expression>()) text += "\n" + name + "=" + code->code();
  }
  return text;
}

/// Gives the resources of one stack the names that the lock keeps.
class NameKeeper {
 public:
  NameKeeper(tf::Document& document, Lock& lock) : document_(document), lock_(lock) {}

  void run() {
    for (auto& resource : document_.resources)
      if (lock_.find("name", key_of(resource)) != nullptr) types_.insert(resource.type);
    if (types_.empty()) return;
    // What lives under a kept name, then what is called as its address says, last what comes back: nobody who is there
    // gives way.
    for (auto& resource : document_.resources)
      if (const auto* entry = entry_of(resource); entry != nullptr && !entry->tombstone) take(resource, entry->value);
    for (auto& resource : document_.resources)
      if (entry_of(resource) == nullptr) settle(resource);
    for (auto& resource : document_.resources)
      if (const auto* entry = entry_of(resource); entry != nullptr && entry->tombstone)
        if (!take(resource, entry->value)) settle(resource);
    for (const auto& [key, name] : kept_) lock_.put("name", key, name);
  }

 private:
  std::string key_of(const tf::Resource& resource) const { return document_.stack + "/" + resource.address(); }
  const Lock::Entry* entry_of(const tf::Resource& resource) const { return lock_.find("name", key_of(resource)); }

  /// Whether the name was free.
  bool take(tf::Resource& resource, const std::string& name) {
    if (!taken_.insert(parent_of(resource) + "\n" + name).second) return false;
    resource.set("name", name);
    kept_[key_of(resource)] = name;
    return true;
  }

  /// The name that it has by itself, unless another one kept that: then the next that is free.
  void settle(tf::Resource& resource) {
    const auto* name = types_.count(resource.type) == 0 ? nullptr : resource.find("name");
    const auto* text = name == nullptr ? nullptr : name->get_if<std::string>();
    if (text == nullptr) return;
    const auto own = *text;
    if (taken_.insert(parent_of(resource) + "\n" + own).second) return;
    for (int number = 2; !take(resource, fmt::format("{}-{}", own, number)); ++number) {
    }
  }

  tf::Document& document_;
  Lock& lock_;
  std::set<std::string> taken_, types_;
  std::map<std::string, std::string> kept_;
};

}  // namespace

bool keep_former_names(const std::vector<NameUse>& before, const std::vector<NameUse>& now, const Platform& platform,
                       Lock& lock) {
  const auto renames = renames_of(platform);
  const auto owners = owners_of(renames);
  bool any = false;
  for (const auto& [a, b] : Matcher(renames).match(items_of(before, owners), items_of(now, {}))) {
    const auto& old = before[a];
    const auto& use = now[b];
    if (old.name == use.name || use.pinned) continue;
    if (!old.suffix.empty() && old.logical != use.logical) lock.rename("suffix", old.logical, use.logical);
    lock.put("name", use.logical, old.name);
    any = true;
  }
  return any;
}

void keep_former_addresses(const std::vector<tf::Document>& before, const std::vector<tf::Document>& now,
                           const Platform& platform, Lock& lock) {
  const auto renames = renames_of(platform);
  Resources old, present;
  const auto was = items_of(before, owners_of(renames), old);
  const auto is = items_of(now, {}, present);
  for (const auto& [a, b] : Matcher(renames).match(was, is)) {
    const auto from = old[a].second->address(), to = present[b].second->address();
    const auto& stack = present[b].first->stack;
    if (from != to) {
      lock.erase("terraform", stack + "/" + to);  // it is back where it once was
      lock.put("terraform", stack + "/" + from, to);
    }
    // A line that is there under the new address was of something that is gone.
    const auto name = other_name(*old[a].second, *present[b].second);
    if (name.empty())
      lock.erase("name", stack + "/" + to);
    else
      lock.put("name", stack + "/" + to, name);
  }
}

void keep_resource_names(std::vector<tf::Document>& documents, Lock& lock) {
  if (lock.section("name").empty()) return;
  for (auto& document : documents) NameKeeper(document, lock).run();
}

void add_moved(std::vector<tf::Document>& documents, Lock& lock, Diagnostics& diagnostics) {
  std::map<std::string_view, tf::Document*> stacks;
  for (auto& document : documents) stacks[document.stack] = &document;
  std::vector<std::string> kept;
  std::set<std::string> said;
  for (const auto& [key, entry] : lock.section("terraform")) {
    const auto slash = key.rfind('/');
    const auto stack = stacks.find(std::string_view(key).substr(0, slash));
    if (entry.tombstone || stack == stacks.end()) continue;
    auto& document = *stack->second;
    const auto from = key.substr(slash + 1);
    if (const auto* taken = document.find(from)) {
      kept.push_back(key);
      if (!said.insert(place(taken->span)).second) continue;  // once for everything that belongs to it
      diagnostics.report(diag::MovedAddressTaken, taken->span, from, document.stack, entry.value)
          .related(entry.span, "the lock's line")
          .hint(fmt::format("once every state has taken the move, `aurora-iac lock release --live --section terraform "
                            "SPEC {}`; until then, give the new one another name",
                            document.stack));
      continue;
    }
    auto to = entry.value;  // where it is now: it may have moved on
    for (int i = 0; i < 1000 && document.find(to) == nullptr; ++i) {
      const auto* next = lock.find("terraform", document.stack + "/" + to);
      if (next == nullptr || next->tombstone) break;
      to = next->value;
    }
    if (document.find(to) == nullptr) continue;
    document.moved.push_back({from, entry.value});
    kept.push_back(key);
  }
  for (const auto& key : kept) lock.keep("terraform", key);
  lock.bury("terraform");
}

void keep_names(const std::vector<NameUse>& uses, Lock& lock) {
  for (const auto& use : uses)
    if (use.kept) lock.keep("name", use.logical);
  lock.bury("name");
}

}  // namespace aurora
