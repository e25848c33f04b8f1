#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "address/plan.h"
#include "address/sites.h"
#include "lock/lock.h"

namespace aurora {

/// The `address` section of the lock, taken apart: what each owner had.
class LockedRanges {
 public:
  struct Range {
    std::string_view owner, name;  ///< parts of the lock's key
    Prefix prefix;
    bool tombstone = false;
    Span span;
    const Lock::Entry* entry = nullptr;
  };

  /// Lines that are no ranges, and ranges of two owners that overlap, are reported with their lines.
  /// `sites` tell where in the spec the owners are.
  LockedRanges(const Lock& lock, const std::vector<Site>& sites, bool shared_pods, Diagnostics& diagnostics);

  const Range* find(std::string_view owner, std::string_view name) const;
  /// `name`, `name/1`, ... as far as they are there.
  std::vector<Prefix> prefixes(std::string_view owner, std::string_view name) const;
  std::vector<const Range*> of(std::string_view owner) const;
  const std::vector<Range>& all() const { return all_; }
  /// Whether a range takes routed space: a network or a pod range, not what is in one.
  static bool is_outer(std::string_view name);

 private:
  void check_overlaps(const std::vector<Site>& sites, bool shared_pods, Diagnostics& diagnostics) const;
  std::vector<Range> all_;
  /// Where the ranges of an owner are in `all_`, which is sorted by key.
  std::unordered_map<std::string_view, std::pair<std::size_t, std::size_t>> owners_;
};

}  // namespace aurora
