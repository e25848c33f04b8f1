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

bool is_network(std::string_view name) { return name == "network" || starts_with(name, "network/"); }

}  // namespace

bool LockedRanges::is_outer(std::string_view name) { return name == "pods" || is_network(name); }

LockedRanges::LockedRanges(const Lock& lock, const std::vector<Site>& sites, bool shared_pods,
                           Diagnostics& diagnostics) {
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
  check_overlaps(sites, shared_pods, diagnostics);
}

namespace {

using Range = LockedRanges::Range;

Span spec_place(std::string_view owner, const std::vector<Site>& sites) {
  for (const auto& site : sites)
    if (site.owner == owner) return site.span;
  return {};
}

std::string text_of(const Range& range) { return range.owner + "/" + range.name; }

void report_overlap(const Range& range, const Range& other, const std::vector<Site>& sites, Diagnostics& diagnostics) {
  const auto whole = is_network(range.name) && range.owner != other.owner ? range.owner : text_of(range);
  auto report = diagnostics.report(diag::LockedRangesOverlap, range.span, range.prefix.to_string(), text_of(range),
                                   other.prefix.to_string(), text_of(other));
  report.related(other.span, "the other line");
  const auto first = spec_place(range.owner, sites), second = spec_place(other.owner, sites);
  if (first.known()) report.related(first, fmt::format("`{}`", range.owner));
  if (second.known() && range.owner != other.owner) report.related(second, fmt::format("`{}`", other.owner));
  report
      .hint(fmt::format("when `{}` was applied first: `aurora-iac lock release --live --section address SPEC {}`, then "
                        "`emit`, which finds another place for it",
                        other.owner == range.owner ? text_of(other) : other.owner, whole))
      .hint("when it was the other way round, release the other one");
}

/// Which ranges are compared with each other: those that take routed space, and what lies in one network.
std::string ground_of(const Range& range, bool shared_pods) {
  if (is_network(range.name) || (range.name == "pods" && !shared_pods)) return "/";
  if (range.name == "ipv6" || range.name == "network6") return "/" + range.name;
  if (starts_with(range.name, "subnet6/")) return range.owner + "/subnet6";
  if (starts_with(range.name, "subnet/")) return range.owner + "/subnet";
  if (starts_with(range.name, "static/")) return range.owner + "/static";
  return {};
}

}  // namespace

/// Two branches that each added something take the same free block; after the merge both lines are there.
void LockedRanges::check_overlaps(const std::vector<Site>& sites, bool shared_pods, Diagnostics& diagnostics) const {
  std::map<std::string, std::vector<const Range*>> grounds;
  for (const auto& range : all_)
    if (const auto ground = ground_of(range, shared_pods); !range.tombstone && !ground.empty())
      grounds[ground].push_back(&range);
  for (auto& [ground, ranges] : grounds) {
    std::sort(ranges.begin(), ranges.end(), [](const Range* a, const Range* b) { return a->prefix < b->prefix; });
    const Range* widest = nullptr;
    for (const auto* range : ranges) {
      if (widest != nullptr && widest->prefix.overlaps(range->prefix)) {
        report_overlap(*range, *widest, sites, diagnostics);
        continue;
      }
      widest = range;
    }
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

namespace {

std::vector<std::string> keys_of(const Lock& lock, const std::string& head) {
  std::vector<std::string> keys;
  const auto& entries = lock.section("address");
  for (auto at = entries.lower_bound(head); at != entries.end() && starts_with(at->first, head); ++at)
    keys.push_back(at->first);
  return keys;
}

/// The new name may have been another cluster's, which is gone: what rests of that gives way to what lives. Once
/// something lives under the new name the lines have moved already, and what came back under the old one stays there.
void move_lines(const std::string& from, const std::string& to, Lock& lock) {
  const auto lives = [&](const std::string& key) { return !lock.find("address", key)->tombstone; };
  const auto old = keys_of(lock, from), others = keys_of(lock, to);
  if (old.empty() || std::any_of(others.begin(), others.end(), lives)) return;
  if (!others.empty() && std::none_of(old.begin(), old.end(), lives)) return;
  for (const auto& key : others) lock.erase("address", key);
  for (const auto& key : old) lock.rename("address", key, to + key.substr(from.size()));
}

}  // namespace

void move_renamed(const Platform& platform, Lock& lock) {
  for (const auto& environment : platform.environments) {
    for (const auto& cluster : environment.clusters) {
      if (!cluster.renamed_from) continue;
      const auto taken = std::any_of(environment.clusters.begin(), environment.clusters.end(),
                                     [&](const Cluster& other) { return other.key == cluster.renamed_from->value; });
      if (!taken)
        move_lines(fmt::format("{}/{}/", environment.key, cluster.renamed_from->value), cluster.identity.id + "/",
                   lock);
    }
  }
}

}  // namespace aurora
