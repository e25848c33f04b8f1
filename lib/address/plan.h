#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "address/cidr.h"
#include "source/span.h"

namespace aurora {

/// One range or address that has an owner.
struct Allocation {
  enum class Origin { Pinned, Locked, New, External };
  std::string owner;  ///< `nonprod/gen-dev-cc-00`
  std::string name;   ///< `network`, `subnet/system`, `pods`, `services`, `static/route_reflector/0`
  Prefix prefix;
  Origin origin = Origin::New;
  std::uint64_t needed = 0;  ///< addresses that the need adds up to
  std::string reason;        ///< the sum in words: `20 nodes + 7 surge + 5 reserved`
  Span span;
};

/// Every decision of the allocator. A network may hold several allocations of the name `network`
/// (`network`, `network/1`, ...) when its address space has several prefixes; a subnet likewise.
class AddressPlan {
 public:
  AddressPlan() = default;
  AddressPlan(AddressPlan&&) = default;
  AddressPlan& operator=(AddressPlan&&) = default;
  AddressPlan(const AddressPlan& other);
  AddressPlan& operator=(const AddressPlan& other);

  void add(Allocation allocation);
  const Allocation* find(std::string_view owner, std::string_view name) const;
  /// All prefixes of a subnet (or `network`) of an owner: the first and its further ones, in order.
  std::vector<Prefix> prefixes(std::string_view owner, std::string_view name) const;
  /// Sorted by owner, then address.
  std::vector<const Allocation*> all() const;
  std::vector<const Allocation*> of(std::string_view owner) const;

  /// Calls `take` with every allocation, by owner and in no other order.
  template <typename Take>
  void for_each(Take take) const {
    for (const auto& part : parts_)
      for (const auto& allocation : part.allocations) take(allocation);
  }

 private:
  struct Part {
    std::string owner;
    std::vector<Allocation> allocations;  ///< by name
  };
  const Part* part(std::string_view owner) const;
  static std::vector<const Allocation*> sorted(const Part& part);

  std::deque<Part> parts_;  // as they came; the keys of the table point into them
  std::unordered_map<std::string_view, Part*> by_owner_;
};

}  // namespace aurora
