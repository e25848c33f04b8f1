#include "address/ipv6.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "address/free_space.h"

// There is room enough, so nothing is computed from needs: every environment, network and subnet has a block of a usual
// size, and what the lock has stays. What is scarce is the reader's attention: the blocks are nested, so that a prefix
// tells where an address is.

namespace aurora {
namespace {

using Origin = Allocation::Origin;

constexpr int kSubnetLength = 64;
/// A network takes room for 16 subnets at least: it cannot know how many it will have.
constexpr int kLeastNetworkLength = 60;

/// A block, what is free of it, and what it is called when it is full.
struct Area {
  std::vector<Prefix> blocks;
  FreeSpace free;
  std::string what;
  Span span;
};

bool holds(const Area& area, const Prefix& prefix) {
  return std::any_of(area.blocks.begin(), area.blocks.end(), [&](const Prefix& own) { return own.contains(prefix); });
}

class Ipv6 {
 public:
  Ipv6(const LockedRanges& locked, AddressPlan& plan, Diagnostics& diagnostics)
      : locked_(locked), plan_(plan), diagnostics_(diagnostics) {}

  /// The range that the lock has for `owner/name` if it lies in `area`, else the best free block of it.
  std::optional<Prefix> place(Area& area, const std::string& owner, const std::string& name, int length,
                              std::string reason, Span span) {
    const auto* kept = locked_.find(owner, name);
    const bool stays = kept != nullptr && holds(area, kept->prefix);
    const auto block = stays ? std::optional(kept->prefix) : area.free.take(length);
    if (!block) {
      auto report =
          diagnostics_.report(diag::Ipv6Exhausted, span, fmt::format("{}/{}", owner, name), length, area.what);
      if (area.span.known()) report.related(area.span, "the pool");
      report.hint("add an IPv6 pool, or release tombstones: `aurora-iac lock release`");
      return std::nullopt;
    }
    plan_.add({owner, name, *block, stays ? Origin::Locked : Origin::New, 0, std::move(reason), span});
    return block;
  }

  /// An area of one block in which everything that the lock has, for anybody, is taken.
  Area area(const Prefix& block, std::string what, std::string_view head, Span span) const {
    Area made{{block}, {}, std::move(what), span};
    made.free.add(block);
    for (const auto& range : locked_.all())
      if (range.prefix.is_v6() && range.name.substr(0, head.size()) == head) made.free.remove(range.prefix);
    return made;
  }

 private:
  const LockedRanges& locked_;
  AddressPlan& plan_;
  Diagnostics& diagnostics_;
};

Area pools_of(const Platform& platform, const LockedRanges& locked) {
  Area pools{{}, {}, "the IPv6 pools", platform.addresses.ipv6_pools.front().span};
  for (const auto& pool : platform.addresses.ipv6_pools) {
    pools.blocks.push_back(pool.value);
    pools.free.add(pool.value);
  }
  for (const auto& reserved : platform.addresses.reserved) pools.free.remove(reserved.cidr.value);
  for (const auto& network : platform.networks)
    for (const auto& cidr : network.cidrs) pools.free.remove(cidr.value);
  for (const auto& range : locked.all())
    if (range.name == "ipv6") pools.free.remove(range.prefix);
  return pools;
}

int network_length(const Site& site) {
  if (site.facts->ipv6_network_length > 0) return site.facts->ipv6_network_length;
  int length = kLeastNetworkLength;
  // Twice what it has now: a further subnet is a /64 of the same network.
  while ((std::size_t{1} << (kSubnetLength - length)) < 2 * site.network->subnets.size()) --length;
  return length;
}

/// An environment's block has room for 16 networks, also where the cloud wants large ones.
int environment_length(const Platform& platform, const std::vector<const Site*>& sites) {
  int length = platform.addresses.ipv6_environment_length;
  for (const auto* site : sites) length = std::min(length, network_length(*site) - 4);
  return length;
}

void place_subnets(Ipv6& ipv6, const Site& site, Area& network) {
  for (const auto& subnet : site.network->subnets) {
    const auto pinned = [](const Located<Prefix>& cidr) { return cidr.value.is_v6(); };
    if (std::any_of(subnet.cidrs.begin(), subnet.cidrs.end(), pinned)) continue;
    ipv6.place(network, site.owner, "subnet6/" + subnet.key, kSubnetLength, "a /64, as every subnet", subnet.span);
  }
}

}  // namespace

void place_ipv6(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked, AddressPlan& plan,
                Diagnostics& diagnostics) {
  if (platform.addresses.ipv6_pools.empty()) return;
  Ipv6 ipv6(locked, plan, diagnostics);
  auto pools = pools_of(platform, locked);
  std::map<const Environment*, std::vector<const Site*>> by_environment;
  for (const auto& site : sites)
    if (!site.existing() && !site.network->absent()) by_environment[site.environment].push_back(&site);
  for (const auto& environment : platform.environments) {  // sorted by key
    const auto& own = by_environment[&environment];
    if (own.empty()) continue;
    const auto block = ipv6.place(pools, environment.key + "/environment", "ipv6", environment_length(platform, own),
                                  "the environment's part of the IPv6 pools", environment.span);
    if (!block) continue;
    auto area = ipv6.area(*block, fmt::format("the IPv6 block of environment `{}`", environment.key), "network6", {});
    for (const auto* site : own) {
      const auto network = ipv6.place(area, site->owner, "network6", network_length(*site),
                                      "the network's part of the environment's block", site->span);
      if (!network) continue;
      auto subnets = ipv6.area(*network, fmt::format("the IPv6 range of `{}`", site->owner), "subnet6/", {});
      place_subnets(ipv6, *site, subnets);
    }
  }
}

}  // namespace aurora
