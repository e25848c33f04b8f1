#pragma once

#include <map>
#include <optional>

#include "address/free_space.h"
#include "address/ground.h"

namespace aurora {

/// One pool as `Ground` deals it out, for counting what fits: taking a block costs the logarithm of what there is even
/// when the room that networks keep to grow must be used up. A test holds the two against each other.
class Supply {
 public:
  Supply(const Pool& pool, const std::map<std::string, Prefix, std::less<>>& headrooms);

  /// As `Ground::take_spare`: without what is kept to grow.
  std::optional<Prefix> take_spare(int length);
  /// As `Ground::take_from`.
  std::optional<Prefix> take(int length);
  /// A new network's block of `length`, and beside it as much to grow where there is room for that.
  bool take_with_headroom(int length);
  /// As the allocator places a new network of `length`, and next to it pods of the same length.
  bool take_with_pods(int length);
  /// A pod range, with room to double where there is room for that.
  bool take_pods(int length);

 private:
  void keep(const Prefix& block) { kept_.emplace(block.address, block); }

  FreeSpace spare_;                   // what nobody keeps
  FreeSpace all_;                     // that, and what networks keep to grow
  std::map<IpAddress, Prefix> kept_;  // the difference
};

}  // namespace aurora
