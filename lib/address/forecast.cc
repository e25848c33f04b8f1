#include "address/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "address/need.h"
#include "address/shapes.h"
#include "address/supply.h"

// Sizes cannot simply be divided: free blocks are scattered, networks keep room to grow as long as there is some, and a
// pod range takes twice its need while it can. So the blocks are taken, one cluster after the other, from a copy.

namespace aurora {
namespace {

using For = PoolState::For;

/// More than any pool of IPv4 holds of anything that is counted.
constexpr std::uint64_t kEnough = std::uint64_t{1} << 29;

bool take_one(Supply& supply, const Shape& shape) {
  if (shape.pods_beside && shape.pods == shape.network && supply.take_with_pods(shape.network)) return true;
  const bool grows = shape.network > shape.least_network;
  if (shape.network > 0 && grows && !supply.take_with_headroom(shape.network)) return false;
  if (shape.network > 0 && !grows && !supply.take(shape.network)) return false;
  return !shape.pods_beside || shape.pods == 0 || supply.take_pods(shape.pods);
}

template <typename Take>
std::uint64_t count(Take take) {
  std::uint64_t n = 0;
  while (n < kEnough && take()) ++n;
  return n;
}

std::uint64_t count_services(FreeSpace free, const std::vector<Prefix>& prefixes) {
  constexpr int kFirst = 20, kLast = 24;  // ranges.cc: a /20, and less when that is not there
  return count([&] {
    for (int length = kFirst; length <= kLast; ++length)
      for (const auto& prefix : prefixes)
        if (free.take_within(prefix, length)) return true;
    return false;
  });
}

/// What the spec leaves of a pool's addresses.
FreeSpace usable(const std::vector<Prefix>& prefixes, const Platform& platform, bool of_platform) {
  FreeSpace space;
  for (const auto& prefix : prefixes) space.add(prefix);
  for (const auto& reserved : platform.addresses.reserved) space.remove(reserved.cidr.value);
  for (const auto& network : platform.networks)
    for (const auto& cidr : network.cidrs) space.remove(cidr.value);
  if (of_platform)
    for (const auto& environment : platform.environments)
      for (const auto& pool : environment.pools) space.remove(pool.value);
  return space;
}

bool lies_in(const Prefix& range, const std::vector<Prefix>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& own) { return own.contains(range); });
}

class Forecaster {
 public:
  Forecaster(const Platform& platform, const FactsOf& facts_of, const AddressPlan& plan, const Lock& lock)
      : platform_(platform),
        plan_(plan),
        sites_(sites_of(platform, facts_of)),
        locked_(lock, sites_, platform.addresses.share_pod_range, ignored_),
        ground_(platform, sites_, locked_, ignored_) {}

  Forecast run() {
    add_shapes();
    for (const auto& pool : ground_.pools()) add_pool(pool);
    add_ipv6();
    for (const auto& site : sites_)
      if (site.cluster != nullptr) add_nodes(site);
    return std::move(made_);
  }

 private:
  void add_shapes() {
    for (const auto& site : sites_) {
      auto shape = shape_of(site, platform_.addresses, plan_);
      if (shape.network == 0 && shape.pods == 0) continue;
      auto& all = made_.shapes;
      auto at = std::find_if(all.begin(), all.end(), [&](const Shape& other) { return same_shape(shape, other); });
      if (at == all.end()) at = all.insert(all.end(), std::move(shape));
      drawn_.emplace(site.environment, at - all.begin());
    }
  }

  bool is_drawn(const Pool& pool, For purpose, std::size_t shape) {
    return std::any_of(drawn_.begin(), drawn_.end(), [&](const auto& pair) {
      if (pair.second != static_cast<std::ptrdiff_t>(shape)) return false;
      return purpose == For::Services ||
             &(purpose == For::Pods ? ground_.pods(*pair.first) : ground_.routed(*pair.first)) == &pool;
    });
  }

  For purpose_of(const Pool& pool) {
    if (&pool == &ground_.services()) return For::Services;
    const auto& settings = platform_.addresses;
    const bool pods = !settings.pod_pools.empty() && pool.prefixes.front() == settings.pod_pools.front().value;
    return pods ? For::Pods : For::Networks;
  }

  std::uint64_t fit(const Pool& pool, For purpose, const Shape& shape) const {
    if (purpose == For::Services) return count_services(pool.free, pool.prefixes);
    Supply supply(pool, ground_.headrooms());
    if (purpose == For::Pods) return count([&] { return supply.take_pods(shape.pods); });
    return count([&] { return take_one(supply, shape); });
  }

  static bool takes_of(const Shape& shape, For purpose) {
    if (purpose == For::Services) return shape.own_services;
    if (purpose == For::Pods) return shape.pods > 0;
    return shape.network > 0 || (shape.pods_beside && shape.pods > 0);
  }

  void add_pool(const Pool& pool) {
    const auto purpose = purpose_of(pool);
    PoolState state;
    state.purpose = purpose;
    for (std::size_t i = 0; i < made_.shapes.size(); ++i)
      if (const auto& shape = made_.shapes[i]; takes_of(shape, purpose))
        state.fits.push_back({i, fit(pool, purpose, shape), is_drawn(pool, purpose, i)});
    // Nobody asked for what is only a default, unless somebody lives in it.
    if (purpose == For::Services && (state.fits.empty() || platform_.addresses.service_pools.empty())) return;
    const bool used = std::any_of(platform_.environments.begin(), platform_.environments.end(),
                                  [&](const Environment& one) { return &ground_.routed(one) == &pool; });
    if (purpose == For::Networks && !used && !pool.span.known()) return;
    measure(pool, state);
    made_.pools.push_back(std::move(state));
  }

  void measure(const Pool& pool, PoolState& state) const {
    state.what = pool.what;
    state.prefixes = pool.prefixes;
    state.span = pool.span;
    const bool of_platform = &pool == &ground_.pools().front();
    state.addresses = usable(pool.prefixes, platform_, of_platform).size();
    state.free = pool.free.size();
    state.largest = pool.free.largest();
    for (const auto& [owner, block] : ground_.headrooms())
      if (lies_in(block, pool.prefixes)) state.kept += block.size();
    for (const auto& range : locked_.all())
      if (range.tombstone && LockedRanges::is_outer(range.name) && lies_in(range.prefix, pool.prefixes))
        state.resting += range.prefix.size();
    const auto other = state.free + state.kept + state.resting;
    state.used = state.addresses > other ? state.addresses - other : 0;
  }

  /// Each environment has a block of its own, which can be full long before the pools are.
  void add_ipv6() {
    for (const auto& environment : platform_.environments) {
      const auto owner = environment.key + "/environment";
      const auto* block = plan_.find(owner, "ipv6");
      if (block == nullptr) continue;
      PoolState state;
      state.purpose = For::Ipv6;
      state.what = fmt::format("the IPv6 block of environment `{}`", environment.key);
      state.prefixes = {block->prefix};
      state.span = block->span;
      FreeSpace free;
      free.add(block->prefix);
      for (const auto& range : locked_.all())
        if (range.name == "network6") free.remove(range.prefix);
      state.largest = free.largest();
      for (std::size_t i = 0; i < made_.shapes.size(); ++i) {
        if (made_.shapes[i].ipv6 == 0 || drawn_.count({&environment, static_cast<std::ptrdiff_t>(i)}) == 0) continue;
        auto rest = free;
        state.fits.push_back({i, count([&] { return rest.take(made_.shapes[i].ipv6).has_value(); }), true});
      }
      made_.pools.push_back(std::move(state));
    }
  }

  void add_nodes(const Site& site) {
    for (const auto& subnet : site.network->subnets) add_subnet(site, subnet);
    const auto* pods = plan_.find(site.owner, "pods");
    if (pods == nullptr || pods->prefix.is_v6()) return;
    std::uint64_t block = 0;
    NodeRoom room{site.owner, "pods", 0, 0, {}};
    for (const auto& pool : site.cluster->node_pools) {
      block = std::max(block, std::uint64_t{1} << (32 - node_block_length(*site.cluster, pool, *site.facts)));
      room.nodes += most_nodes(pool, *site.facts);
      if (!room.span.known()) room.span = pool.max.span;
    }
    if (block == 0) return;
    room.more = pods->prefix.size() > pods->needed ? (pods->prefix.size() - pods->needed) / block : 0;
    made_.nodes.push_back(room);
  }

  void add_subnet(const Site& site, const Subnet& subnet) {
    const auto& cluster = *site.cluster;
    std::uint64_t each = 0;
    Span span;
    bool pods = false;
    for (const auto& pool : cluster.node_pools) {
      const bool of_pods = !pool.pod_subnet.empty() && subnet.is(pool.pod_subnet);
      if (!of_pods && !subnet.is(pool.subnet)) continue;
      pods = pods || of_pods;
      each =
          std::max(each, of_pods ? pod_addresses(pool, *site.facts) : addresses_per_node(cluster, pool, *site.facts));
      if (!span.known()) span = pool.max.span;
    }
    const auto prefixes = plan_.prefixes(site.owner, "subnet/" + subnet.key);
    if (each == 0 || prefixes.empty()) return;
    const auto reserved = static_cast<std::uint64_t>(site.facts->reserved_addresses);
    std::uint64_t room = 0;
    for (const auto& prefix : prefixes)
      if (!prefix.is_v6() && prefix.size() > reserved) room += prefix.size() - reserved;
    const auto need = cluster_subnet_need(cluster, subnet, *site.facts).addresses;
    const auto taken = need > reserved ? need - reserved : 0;
    if (pods && room >= taken) return;  // a further one is easily had; what is too small for upgrades is said
    made_.nodes.push_back({site.owner, "subnet/" + subnet.key, taken / each, room > taken ? (room - taken) / each : 0,
                           span.known() ? span : subnet.span});
  }

  const Platform& platform_;
  const AddressPlan& plan_;
  Diagnostics ignored_;  // what is wrong has been said by the allocator
  std::vector<Site> sites_;
  LockedRanges locked_;
  Ground ground_;
  std::set<std::pair<const Environment*, std::ptrdiff_t>> drawn_;
  Forecast made_;
};

}  // namespace

Forecast forecast(const Platform& platform, const FactsOf& facts_of, const AddressPlan& plan, const Lock& lock) {
  return Forecaster(platform, facts_of, plan, lock).run();
}

}  // namespace aurora
