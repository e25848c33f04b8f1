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
    const std::string_view whole = key;
    const auto owner = whole.substr(0, cut);
    if (all_.empty() || all_.back().owner != owner) owners_[owner].first = all_.size();
    all_.push_back({owner, cut < key.size() ? whole.substr(cut + 1) : std::string_view(), *prefix, entry.tombstone,
                    entry.span, &entry});
    owners_[owner].second = all_.size();
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

std::string text_of(const Range& range) { return fmt::format("{}/{}", range.owner, range.name); }

void report_overlap(const Range& range, const Range& other, const std::vector<Site>& sites, Diagnostics& diagnostics) {
  const auto whole = is_network(range.name) && range.owner != other.owner ? std::string(range.owner) : text_of(range);
  auto report = diagnostics.report(diag::LockedRangesOverlap, range.span, range.prefix.to_string(), text_of(range),
                                   other.prefix.to_string(), text_of(other));
  report.related(other.span, "the other line");
  const auto first = spec_place(range.owner, sites), second = spec_place(other.owner, sites);
  if (first.known()) report.related(first, fmt::format("`{}`", range.owner));
  if (second.known() && range.owner != other.owner) report.related(second, fmt::format("`{}`", other.owner));
  report
      .hint(fmt::format("when `{}` was applied first: `aurora-iac lock release --live --section address SPEC {}`, then "
                        "`emit`, which finds another place for it",
                        other.owner == range.owner ? text_of(other) : std::string(other.owner), whole))
      .hint("when it was the other way round, release the other one");
}

using Ranges = std::vector<const Range*>;

/// Reports those that overlap, and empties the list.
void sweep(Ranges& ranges, const std::vector<Site>& sites, Diagnostics& diagnostics) {
  std::sort(ranges.begin(), ranges.end(), [](const Range* a, const Range* b) { return a->prefix < b->prefix; });
  const Range* widest = nullptr;
  for (const auto* range : ranges) {
    if (widest != nullptr && widest->prefix.overlaps(range->prefix))
      report_overlap(*range, *widest, sites, diagnostics);
    else
      widest = range;
  }
  ranges.clear();
}

}  // namespace

/// Two branches that each added something take the same free block; after the merge both lines are there. What takes
/// routed space is compared over all owners, what lies in a network with the rest of it.
void LockedRanges::check_overlaps(const std::vector<Site>& sites, bool shared_pods, Diagnostics& diagnostics) const {
  Ranges outer, environments, networks6, subnets, subnets6, addresses;
  std::string_view owner;
  for (const auto& range : all_) {
    if (range.owner != owner)
      for (auto* inner : {&subnets, &subnets6, &addresses}) sweep(*inner, sites, diagnostics);
    owner = range.owner;
    if (range.tombstone) continue;
    if (is_network(range.name) || (range.name == "pods" && !shared_pods)) outer.push_back(&range);
    if (range.name == "ipv6") environments.push_back(&range);
    if (range.name == "network6") networks6.push_back(&range);
    if (range.name.starts_with("subnet/")) subnets.push_back(&range);
    if (range.name.starts_with("subnet6/")) subnets6.push_back(&range);
    if (range.name.starts_with("static/")) addresses.push_back(&range);
  }
  for (auto* list : {&subnets, &subnets6, &addresses, &outer, &environments, &networks6})
    sweep(*list, sites, diagnostics);
}

const LockedRanges::Range* LockedRanges::find(std::string_view owner, std::string_view name) const {
  const auto at = owners_.find(owner);
  if (at == owners_.end()) return nullptr;
  for (auto i = at->second.first; i < at->second.second; ++i)
    if (all_[i].name == name) return &all_[i];
  return nullptr;
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
  if (const auto at = owners_.find(owner); at != owners_.end())
    for (auto i = at->second.first; i < at->second.second; ++i) result.push_back(&all_[i]);
  return result;
}

}  // namespace aurora
