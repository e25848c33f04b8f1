#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "address/plan.h"
#include "address/sites.h"
#include "lock/lock.h"

namespace aurora {

/// The `address` section of the lock, taken apart: what each owner had.
class LockedRanges {
 public:
  struct Range {
    std::string owner, name;
    Prefix prefix;
    bool tombstone = false;
    Span span;
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
  std::map<std::string, std::size_t, std::less<>> index_;
};

/// Gives clusters with `renamed_from` the lock entries of their old name.
void move_renamed(const Platform& platform, Lock& lock);

}  // namespace aurora
