#pragma once

#include <map>
#include <string>
#include <vector>

#include "address/address_rows.h"

/// Where things lie on the map of the address plan, and what they are called there.
namespace aurora::address_map {

struct Box {
  double x = 0, y = 0, w = 0, h = 0;
  double area() const { return w * h; }
};

/// The place of `inner` on a map of `outer`: each further bit of the address halves the map across its longer side. So
/// every block of addresses is a rectangle, twice as wide as high or square, and its size on paper is its size.
Box place(const Box& map, const Prefix& outer, const Prefix& inner);

struct Item {
  enum class Kind { Network, Subnet, Free, Headroom, Pods, Services, Reserved, Outside, Tombstone, Pool };
  Kind kind = Kind::Free;
  Prefix prefix;
  std::string label;    ///< where there is little room: `gen-dev-cc-00`
  std::string full;     ///< where there is more: `nonprod/gen-dev-cc-00`
  std::string tooltip;  ///< lines
  double used = 0;      ///< part that is in use, from 0 to 1; of subnets and pods
  std::vector<Item> inside;
};

/// One range of a pool, with all that lies in it, free blocks included; in order of address.
struct Map {
  std::string title;  ///< `10.64.0.0/12`
  Prefix prefix;
  std::vector<Item> items;
};

/// A pool's maps. The last of all has what lies in no pool, each network a map.
struct Chapter {
  const PoolState* pool = nullptr;  ///< nullptr: in no pool
  std::vector<Map> maps;
};
std::vector<Chapter> chapters_of(const Platform& platform, const AddressReport& report);

/// Parts of a map that are worth a map of their own, because what is in them is too small to read otherwise: blocks of
/// one length that hold something. Empty when the map itself can be read.
std::vector<Map> close_ups(const Map& map, double area, double close_up_area);

}  // namespace aurora::address_map
