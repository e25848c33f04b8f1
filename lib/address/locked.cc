#include "address/locked.h"

#include <fmt/format.h>

#include <algorithm>

namespace aurora {
namespace {

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

/// `nonprod/gen-dev-cc-00/subnet/system`: the owner has two parts.
std::size_t owner_length(std::string_view key) {
  const auto first = key.find('/');
  return first == key.npos ? key.size() : std::min(key.find('/', first + 1), key.size());
}

}  // namespace

bool LockedRanges::is_outer(std::string_view name) {
  return name == "network" || name == "pods" || starts_with(name, "network/");
}

LockedRanges::LockedRanges(const Lock& lock, Diagnostics& diagnostics) {
  for (const auto& [key, entry] : lock.section("address")) {
    const auto prefix = Prefix::parse(entry.value);
    if (!prefix) {
      diagnostics.report(diag::LockedRangeInvalid, entry.span, entry.value, key)
          .hint("take the line from the last commit that has a good one");
      continue;
    }
    const auto cut = owner_length(key);
    index_.emplace(key, all_.size());
    all_.push_back({key.substr(0, cut), cut < key.size() ? key.substr(cut + 1) : std::string(), *prefix,
                    entry.tombstone, entry.span});
  }
  check_overlaps(diagnostics);
}

/// Two branches that each added a cluster take the same free block; after the merge both lines are there.
void LockedRanges::check_overlaps(Diagnostics& diagnostics) const {
  std::vector<const Range*> networks;
  for (const auto& range : all_)
    if (!range.tombstone && starts_with(range.name, "network")) networks.push_back(&range);
  std::sort(networks.begin(), networks.end(), [](const Range* a, const Range* b) { return a->prefix < b->prefix; });
  const Range* widest = nullptr;
  for (const auto* range : networks) {
    if (widest != nullptr && widest->prefix.overlaps(range->prefix)) {
      diagnostics
          .report(diag::LockedRangesOverlap, range->span, range->prefix.to_string(), range->owner,
                  widest->prefix.to_string(), widest->owner)
          .related(widest->span, "the other line")
          .hint(
              "keep the lines of the one that was applied first, delete those of the other, and run "
              "`aurora-iac emit` again: it gets a new place");
      continue;
    }
    widest = range;
  }
}

const LockedRanges::Range* LockedRanges::find(std::string_view owner, std::string_view name) const {
  const auto at = index_.find(fmt::format("{}/{}", owner, name));
  return at == index_.end() ? nullptr : &all_[at->second];
}

std::vector<Prefix> LockedRanges::prefixes(std::string_view owner, std::string_view name) const {
  std::vector<Prefix> result;
  for (std::size_t i = 0;; ++i) {
    const auto* range = find(owner, numbered(name, i));
    if (range == nullptr) return result;
    result.push_back(range->prefix);
  }
}

std::vector<const LockedRanges::Range*> LockedRanges::of(std::string_view owner) const {
  std::vector<const Range*> result;
  const auto head = std::string(owner) + "/";
  for (auto at = index_.lower_bound(head); at != index_.end() && starts_with(at->first, head); ++at)
    result.push_back(&all_[at->second]);
  return result;
}

void move_renamed(const Platform& platform, Lock& lock) {
  for (const auto& environment : platform.environments) {
    for (const auto& cluster : environment.clusters) {
      if (!cluster.renamed_from) continue;
      const auto taken = std::any_of(environment.clusters.begin(), environment.clusters.end(),
                                     [&](const Cluster& other) { return other.key == cluster.renamed_from->value; });
      if (taken) continue;
      const auto old = fmt::format("{}/{}/", environment.key, cluster.renamed_from->value);
      std::vector<std::string> keys;
      const auto& entries = lock.section("address");
      for (auto at = entries.lower_bound(old); at != entries.end() && starts_with(at->first, old); ++at)
        keys.push_back(at->first);
      for (const auto& key : keys)
        lock.rename("address", key, fmt::format("{}/{}", cluster.identity.id, key.substr(old.size())));
    }
  }
}

}  // namespace aurora
