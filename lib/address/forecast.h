#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "address/plan.h"
#include "address/sites.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"

namespace aurora {

/// What one more hub or cluster takes of the pools. Clusters that take the same are one shape.
struct Shape {
  std::string example;  ///< owner id of the first that has it: `nonprod/gen-dev-cc-00`
  bool hub = false;
  int network = 0;            ///< prefix lengths; 0: it takes none
  int pods = 0;               ///< not when pod ranges are shared
  bool own_services = false;  ///< takes a service range that nobody else has
  int ipv6 = 0;
  bool pods_beside = false;  ///< pods come from the pool of the network
  int least_network = 8;     ///< the largest network that the cloud takes: nothing larger is asked for
};

/// How many more of one shape a pool can hold.
struct Fit {
  std::size_t shape = 0;  ///< in `Forecast::shapes`
  std::uint64_t more = 0;
  bool drawn = false;  ///< an environment with this shape draws on the pool
};

struct PoolState {
  enum class For { Networks, Pods, Services, Ipv6 } purpose = For::Networks;
  std::string what;  ///< `the platform's pools`
  std::vector<Prefix> prefixes;
  Span span;
  std::uint64_t addresses = 0;  ///< IPv4, without what is reserved, outside, or the pool of an environment
  std::uint64_t used = 0;       ///< by networks and pods; what rests is not in it
  std::uint64_t kept = 0;       ///< for networks to grow, until somebody needs it more
  std::uint64_t resting = 0;    ///< of owners that are gone
  std::uint64_t free = 0;
  std::optional<Prefix> largest;
  std::vector<Fit> fits;

  std::uint64_t left() const { return free + kept; }
};

/// How many more nodes a subnet or a pod range takes beside those that the spec allows now.
struct NodeRoom {
  std::string owner, name;  ///< `subnet/general`, `pods`
  std::uint64_t nodes = 0;  ///< at maximum, surge included
  std::uint64_t more = 0;
  Span span;  ///< the number of nodes, else the subnet
};

struct Forecast {
  std::vector<Shape> shapes;
  std::vector<PoolState> pools;
  std::vector<NodeRoom> nodes;  ///< by owner and name
};

/// What still fits, when everything of `plan` has its place. `lock` is as `allocate` leaves it. Fits are counted by
/// taking block after block as the allocator does.
Forecast forecast(const Platform& platform, const FactsOf& facts_of, const AddressPlan& plan, const Lock& lock);

/// Warns ahead of exhaustion: of pools with less than a fifth left or without room for one more of the largest shape
/// that is made there, and of subnets and pod ranges with room for less than a fifth more nodes, those
/// that are as full as each other in one warning.
void warn_of_exhaustion(const Forecast& forecast, Diagnostics& diagnostics);

}  // namespace aurora
