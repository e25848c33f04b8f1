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
  FreeSpace whole;  ///< what belongs to it: not what is another pool's
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
  /// The same for what stands above the room that networks keep to grow: of that, what it touches is given up.
  void claim(const Prefix& prefix);
  /// Whether some of `prefix` belongs to what the spec says or what the lock has for somebody, tombstones apart.
  bool has_owner(const Prefix& prefix) const;
  /// The same, the pinned subnets of `site` apart: they may be in what is its own.
  bool has_other_owner(const Prefix& prefix, const Site& site) const;
  /// The best-fitting free block. When there is none, the room that networks keep to grow is used up.
  std::optional<Prefix> take_from(Pool& pool, int length);
  /// The same without touching what is kept to grow.
  std::optional<Prefix> take_spare(Pool& pool, int length);
  /// Keeps a block, which is taken already, for the growth of a network until somebody needs it more.
  void keep_headroom(const std::string& owner, const Prefix& block) {
    headrooms_.insert_or_assign(headrooms_.end(), owner, block);
  }
  const std::map<std::string, Prefix, std::less<>>& headrooms() const { return headrooms_; }
  /// The block that a network keeps to grow, which from now on is its own; nothing when it keeps none.
  std::optional<Prefix> use_headroom(std::string_view owner);
  /// For service ranges: from the first of the pool's prefixes that has room. `private_only`: not from the
  /// shared address space.
  std::optional<Prefix> take_service_range(int length, bool private_only = false);
  const std::deque<Pool>& pools() const { return pools_; }

 private:
  Pool* add(std::string what, const std::vector<Located<Prefix>>& prefixes);
  void add_services(const AddressSettings& settings);
  void take_fixed(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked);
  void take_of(const Site& site);
  /// Nothing new is placed in what is behind a VPN, unless a pool has nothing else: networks are found within it then,
  /// and their own routes are the longer ones.
  void keep_clear_of(const std::vector<Site>& sites);
  bool is_others(const LockedRanges::Range& range, const std::vector<Site>& sites) const;

  std::optional<Prefix> reclaim(Pool& pool, int length);

  std::deque<Pool> pools_;
  std::map<std::string, Prefix, std::less<>> headrooms_;  // by owner
  std::vector<Prefix> taken_;                             // by what is decided, while that is read
  std::vector<Prefix> owned_;                             // disjoint and sorted, once everything is known
  std::map<std::string, Pool*, std::less<>> own_;         // by environment
  Pool *platform_ = nullptr, *pods_ = nullptr, *services_ = nullptr;
};

}  // namespace aurora
