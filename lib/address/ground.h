#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "address/free_space.h"
#include "address/locked.h"
#include "address/sites.h"

namespace aurora {

/// Ranges that things may be given a place in.
struct Pool {
  std::string what;  ///< `the pools of environment `dev``
  std::vector<Prefix> prefixes;
  Span span;
  FreeSpace free;
};

/// The pools, and what of them is taken. Every range that something has is taken from all pools at once.
class Ground {
 public:
  Ground(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked,
         Diagnostics& diagnostics);

  Pool& routed(const Environment& environment);
  Pool& pods(const Environment& environment);
  Pool& services() { return *services_; }
  void take(const Prefix& prefix);
  /// Whether some of `prefix` belongs to what the spec says or what the lock has for somebody, tombstones apart.
  bool has_owner(const Prefix& prefix) const { return owned_.overlaps(prefix); }
  std::optional<Prefix> take_from(Pool& pool, int length);
  /// For service ranges: from the first of the pool's prefixes that has room.
  std::optional<Prefix> take_service_range(int length);
  const std::deque<Pool>& pools() const { return pools_; }

 private:
  Pool* add(std::string what, const std::vector<Located<Prefix>>& prefixes);
  void add_services(const AddressSettings& settings);
  void take_fixed(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked);
  void take_of(const Site& site);
  void own(const Prefix& prefix);

  std::deque<Pool> pools_;
  FreeSpace owned_;                                // not free at all: used as a set of ranges
  std::map<std::string, Pool*, std::less<>> own_;  // by environment
  Pool *platform_ = nullptr, *pods_ = nullptr, *services_ = nullptr;
};

}  // namespace aurora
