#include "rename/lines.h"

#include <algorithm>
#include <array>

#include "rename/renames.h"

namespace aurora {
namespace {

constexpr std::array<std::string_view, 7> kSections = {"address", "asn",    "name",     "priority",
                                                       "renamed", "suffix", "terraform"};

/// The key itself, and what is below it.
std::vector<std::string> keys_of(const Lock& lock, std::string_view section, const std::string& head) {
  std::vector<std::string> keys;
  const auto& entries = lock.section(section);
  if (entries.count(head) > 0) keys.push_back(head);
  for (auto at = entries.lower_bound(head + "/"); at != entries.end() && at->first.starts_with(head + "/"); ++at)
    keys.push_back(at->first);
  return keys;
}

/// The new name may have been another one's, which is gone: what rests of that gives way to what lives.
bool may_move(const Lock& lock, std::string_view section, const std::vector<std::string>& old,
              const std::vector<std::string>& others) {
  const auto lives = [&](const std::string& key) { return !lock.find(section, key)->tombstone; };
  if (old.empty() || std::any_of(others.begin(), others.end(), lives)) return false;
  return others.empty() || std::any_of(old.begin(), old.end(), lives);
}

void move(std::string_view section, const std::string& from, const std::string& to, Lock& lock) {
  const auto old = keys_of(lock, section, from), others = keys_of(lock, section, to);
  if (!may_move(lock, section, old, others)) return;
  for (const auto& key : others) lock.erase(section, key);
  for (const auto& key : old) lock.rename(section, key, to + key.substr(from.size()));
}

/// A cluster moves as a whole or not at all: its addresses say which.
void move_cluster(const std::string& from, const std::string& to, Lock& lock) {
  if (!may_move(lock, "address", keys_of(lock, "address", from), keys_of(lock, "address", to))) return;
  for (const auto section : kSections) {
    for (const auto& key : keys_of(lock, section, to)) lock.erase(section, key);
    for (const auto& key : keys_of(lock, section, from)) lock.rename(section, key, to + key.substr(from.size()));
  }
}

void move_subnet(const std::string& owner, const std::string& from, const std::string& to, Lock& lock) {
  for (const auto* kind : {"/subnet/", "/subnet6/"}) move("address", owner + kind + from, owner + kind + to, lock);
  move("priority", owner + "/" + from, owner + "/" + to, lock);
  // Rules at other subnets that name this one.
  for (const auto* rule : {"/from-", "/to-"})
    for (const auto& key : keys_of(lock, "priority", owner)) {
      const auto at = key.find(rule + from + "-");
      if (at == key.npos || key.find('-', at + std::string_view(rule).size() + from.size() + 1) != key.npos) continue;
      move("priority", key,
           key.substr(0, at) + rule + to + key.substr(at + std::string_view(rule).size() + from.size()), lock);
    }
}

void move_flow(const std::string& from, const std::string& to, Lock& lock) {
  std::vector<std::string> old;
  for (const auto& [key, entry] : lock.section("priority"))
    if (flow_of_rule(std::string_view(key).substr(key.rfind('/') + 1)) == from) old.push_back(key);
  for (const auto& key : old) {
    const auto at = key.rfind('/') + 1;
    move("priority", key, key.substr(0, at) + "flow-" + to + key.substr(at + 5 + from.size()), lock);
  }
}

void move_one(const Rename& rename, Lock& lock) {
  if (rename.kind == Rename::Kind::Cluster) move_cluster(rename.from, rename.to, lock);
  if (rename.kind == Rename::Kind::Subnet) move_subnet(rename.owner, rename.from, rename.to, lock);
  if (rename.kind == Rename::Kind::Flow) move_flow(rename.from, rename.to, lock);
}

/// Takes `end` off, where it is the end.
bool take(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

}  // namespace

std::string_view flow_of_rule(std::string_view id) {
  if (!id.starts_with("flow-") || !(take(id, "-in") || take(id, "-out"))) return {};
  take(id, "-internet");
  take(id, "-front-ends");
  for (const auto* protocol : {"-tcp", "-udp", "-icmp", "-any"})
    if (take(id, protocol)) return id.substr(std::min<std::size_t>(5, id.size()));
  return {};
}

void move_renamed(const Platform& platform, Lock& lock) {
  for (const auto& rename : renames_of(platform)) move_one(rename, lock);
}

}  // namespace aurora
