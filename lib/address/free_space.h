#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "address/cidr.h"

namespace aurora {

/// Free addresses as the fewest aligned blocks, so that the best fit for a block is found without a search:
/// the smallest free block that holds it, and of these the lowest. Every operation costs the logarithm of the
/// number of blocks times the address width.
class FreeSpace {
 public:
  /// Makes the addresses of `pool` free. What of it is free already stays so; neighbours join.
  void add(const Prefix& pool) { give_back(pool); }
  /// Takes the addresses of `taken` out, as far as they are free.
  void remove(const Prefix& taken);
  /// The same for many at once: sorted, and apart from each other.
  void remove_all(const std::vector<Prefix>& taken);
  /// Makes the addresses of `block` free again and joins halves that became whole.
  void give_back(Prefix block);
  /// The best-fitting aligned block of this length, which is then no longer free.
  std::optional<Prefix> take(int length);
  /// The same, of what is free of `within` only.
  std::optional<Prefix> take_within(const Prefix& within, int length);
  bool overlaps(const Prefix& prefix) const;
  /// Whether all of `prefix` is free.
  bool contains(const Prefix& prefix) const;
  /// The largest free block, the lowest of several.
  std::optional<Prefix> largest() const;
  /// All free blocks by address.
  std::vector<Prefix> blocks() const;
  /// Free IPv4 addresses.
  std::uint64_t size() const;

 private:
  void insert(const Prefix& block) { by_length_[block.length].insert(block.address); }
  void split(const Prefix& block, const Prefix& without);
  void carve(const Prefix& block, const Prefix* first, const Prefix* last);
  std::map<int, std::set<IpAddress>> by_length_;
};

}  // namespace aurora
