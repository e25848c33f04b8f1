#include "address/ground.h"

#include <fmt/format.h>

#include <algorithm>

namespace aurora {
namespace {

Located<Prefix> at_default(std::string_view text) { return {Prefix::parse(text).value(), {}}; }

/// What a spec without an address plan is laid out in.
std::vector<Located<Prefix>> default_pools() { return {at_default("10.0.0.0/8")}; }

/// RFC 6598.
Prefix shared_space() { return Prefix::parse("100.64.0.0/10").value(); }

/// Where service ranges go unless the spec says: the shared address space first, because enterprises number their own
/// networks from the other three.
std::vector<Located<Prefix>> default_service_pools() {
  return {{shared_space(), {}}, at_default("172.16.0.0/12"), at_default("192.168.0.0/16"), at_default("10.0.0.0/8")};
}

/// Pools of one kind or of different kinds share no address, but for an environment's part of the platform's.
void check_pools(const Platform& platform, Diagnostics& diagnostics) {
  struct Listed {
    const Located<Prefix>* pool;
    bool platform, environment;
  };
  std::vector<Listed> all;
  const auto list = [&](const std::vector<Located<Prefix>>& pools, bool of_platform, bool of_environment) {
    for (const auto& pool : pools) all.push_back({&pool, of_platform, of_environment});
  };
  list(platform.addresses.pools, true, false);
  for (const auto& environment : platform.environments) list(environment.pools, false, true);
  list(platform.addresses.pod_pools, false, false);
  list(platform.addresses.service_pools, false, false);
  list(platform.addresses.ipv6_pools, false, false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto &outer = *all[j].pool, &inner = *all[i].pool;
      if (!outer.value.overlaps(inner.value)) continue;
      if (all[j].platform && all[i].environment && outer.value.length < inner.value.length) continue;
      diagnostics.report(diag::PoolsOverlap, inner.span, inner.value.to_string(), outer.value.to_string())
          .related(outer.span, "the other pool")
          .hint("give each pool addresses of its own; an environment's pool may be a part of the platform's");
      break;
    }
  }
}

/// IPv6 has pools of its own.
void check_families(const Platform& platform, Diagnostics& diagnostics) {
  const auto check = [&](const std::vector<Located<Prefix>>& pools, bool v6) {
    for (const auto& pool : pools)
      if (pool.value.is_v6() != v6)
        diagnostics
            .report(diag::PoolFamily, pool.span, pool.value.to_string(), v6 ? "IPv4" : "IPv6", v6 ? "IPv6" : "IPv4")
            .hint(v6 ? "IPv4 pools are `address_plan: { pools: [...] }`"
                     : "IPv6 pools are `address_plan: { ipv6: { pools: [...] } }`");
  };
  const auto& settings = platform.addresses;
  for (const auto* pools : {&settings.pools, &settings.pod_pools, &settings.service_pools}) check(*pools, false);
  for (const auto& environment : platform.environments) check(environment.pools, false);
  check(settings.ipv6_pools, true);
}

}  // namespace

Ground::Ground(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked,
               Diagnostics& diagnostics) {
  const auto& settings = platform.addresses;
  check_families(platform, diagnostics);
  check_pools(platform, diagnostics);
  platform_ = add("the platform's pools", settings.pools.empty() ? default_pools() : settings.pools);
  for (const auto& environment : platform.environments)
    if (!environment.pools.empty())
      own_[environment.key] = add(fmt::format("the pools of environment `{}`", environment.key), environment.pools);
  for (const auto& [key, pool] : own_)  // an environment's pool inside the platform's is its alone
    for (const auto& prefix : pool->prefixes) platform_->free.remove(prefix);
  if (!settings.pod_pools.empty()) pods_ = add("the pod pools", settings.pod_pools);
  add_services(settings);
  for (auto& pool : pools_) pool.whole = pool.free;
  take_fixed(platform, sites, locked);
}

/// A service range that is only a default keeps out of the pools, which may fill up later.
void Ground::add_services(const AddressSettings& settings) {
  if (!settings.service_pools.empty()) {
    services_ = add("the service pools", settings.service_pools);
    return;
  }
  services_ = add("private address space", default_service_pools());
  for (const auto& pool : pools_) {
    if (&pool == services_ || (&pool == platform_ && settings.pools.empty())) continue;
    for (const auto& prefix : pool.prefixes) services_->free.remove(prefix);
  }
}

Pool* Ground::add(std::string what, const std::vector<Located<Prefix>>& prefixes) {
  auto& pool = pools_.emplace_back();
  pool.what = std::move(what);
  if (!prefixes.empty()) pool.span = prefixes.front().span;
  for (const auto& prefix : prefixes) {
    pool.free.add(prefix.value);
    pool.prefixes.push_back(prefix.value);
  }
  return &pool;
}

bool Ground::has_owner(const Prefix& prefix) const {
  // Of ranges that nest or are apart, the first one that does not end before it is the only one that may meet it.
  const auto at = std::partition_point(owned_.begin(), owned_.end(),
                                       [&](const Prefix& own) { return own.last() < prefix.first(); });
  return at != owned_.end() && at->overlaps(prefix);
}

void Ground::keep_clear_of(const std::vector<Site>& sites) {
  std::vector<Prefix> behind;
  for (const auto& site : sites)
    if (site.hub != nullptr && site.hub->gateway)
      for (const auto& connection : site.hub->gateway->connections)
        for (const auto& cidr : connection.cidrs) behind.push_back(cidr.value);
  if (behind.empty()) return;
  behind = disjoint(std::move(behind));
  for (auto& pool : pools_) {
    auto rest = pool.free;
    rest.remove_all(behind);
    if (rest.largest()) pool.free = std::move(rest);
  }
}

void Ground::take_of(const Site& site) {
  for (const auto& cidr : site.network->cidrs) owned_.push_back(cidr.value);
  for (const auto& cidr : site.network->existing_cidrs) owned_.push_back(cidr.value);
  for (const auto& subnet : site.network->subnets)
    for (const auto& cidr : subnet.cidrs) owned_.push_back(cidr.value);
  if (site.cluster == nullptr) return;
  const auto& kubernetes = site.cluster->kubernetes;
  if (kubernetes.pod_cidr) owned_.push_back(kubernetes.pod_cidr->value);
  if (kubernetes.service_cidr) taken_.push_back(kubernetes.service_cidr->value);
}

void Ground::take_fixed(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked) {
  for (const auto& reserved : platform.addresses.reserved) owned_.push_back(reserved.cidr.value);
  for (const auto& network : platform.networks)
    for (const auto& cidr : network.cidrs) owned_.push_back(cidr.value);
  const CloudFacts* last = nullptr;
  for (const auto& site : sites) {
    take_of(site);
    // Addresses that the network sends to are somebody's, even if no range says so.
    for (const auto* egress : {site.hub ? &site.hub->egress : nullptr, site.cluster ? &site.cluster->egress : nullptr})
      if (egress != nullptr && egress->next_hop) services_->free.remove(Prefix::host(egress->next_hop->value));
    for (const auto& server : site.network->dns_servers)
      if (const auto address = IpAddress::parse(server.value)) services_->free.remove(Prefix::host(*address));
    if (site.facts == last) continue;
    last = site.facts;
    for (const auto& forbidden : last->forbidden_ranges) owned_.push_back(Prefix::parse(forbidden.cidr).value());
  }
  const auto& settings = platform.addresses;
  const bool shared_pods = settings.share_pod_range && !settings.pod_pools.empty();
  for (const auto& range : locked.all())
    if (LockedRanges::is_outer(range.name) && !range.tombstone && !(shared_pods && range.name == "pods"))
      owned_.push_back(range.prefix);
    else if (LockedRanges::is_outer(range.name) || range.name == "services")
      taken_.push_back(range.prefix);
  owned_ = disjoint(std::move(owned_));
  for (const auto& range : locked.all()) {
    // Room to grow has no claim against what somebody else decided.
    if (range.name != "headroom" || (has_owner(range.prefix) && is_others(range, sites))) continue;
    taken_.push_back(range.prefix);
    keep_headroom(std::string(range.owner), range.prefix);
  }
  // All at once: one by one, tens of thousands of ranges would cost more than everything else.
  taken_.insert(taken_.end(), owned_.begin(), owned_.end());
  taken_ = disjoint(std::move(taken_));
  for (auto& pool : pools_) pool.free.remove_all(taken_);
  keep_clear_of(sites);
}

bool Ground::has_other_owner(const Prefix& prefix, const Site& site) const {
  FreeSpace rest;
  rest.add(prefix);
  for (const auto& subnet : site.network->subnets)
    for (const auto& cidr : subnet.cidrs) rest.remove(cidr.value);
  const auto blocks = rest.blocks();
  return std::any_of(blocks.begin(), blocks.end(), [&](const Prefix& block) { return has_owner(block); });
}

bool Ground::is_others(const LockedRanges::Range& range, const std::vector<Site>& sites) const {
  const auto site = std::find_if(sites.begin(), sites.end(), [&](const Site& one) { return one.owner == range.owner; });
  return site == sites.end() || has_other_owner(range.prefix, *site);
}

Pool& Ground::routed(const Environment& environment) {
  const auto at = own_.find(environment.key);
  return at == own_.end() ? *platform_ : *at->second;
}

Pool& Ground::pods(const Environment& environment) { return pods_ != nullptr ? *pods_ : routed(environment); }

void Ground::take(const Prefix& prefix) {
  for (auto& pool : pools_) {
    const auto hit = [&](const Prefix& own) { return own.overlaps(prefix); };
    if (std::any_of(pool.prefixes.begin(), pool.prefixes.end(), hit)) pool.free.remove(prefix);
  }
}

std::optional<Prefix> Ground::take_spare(Pool& pool, int length) {
  const auto block = pool.free.take(length);
  if (block) take(*block);
  return block;
}

std::optional<Prefix> Ground::take_from(Pool& pool, int length) {
  const auto block = take_spare(pool, length);
  return block ? block : reclaim(pool, length);
}

/// Finds the block as if nobody kept room to grow, then frees what of that room it needs.
std::optional<Prefix> Ground::reclaim(Pool& pool, int length) {
  FreeSpace free = pool.free;
  for (const auto& [owner, block] : headrooms_)
    if (pool.whole.contains(block)) free.give_back(block);
  const auto found = free.take(length);
  if (found) claim(*found);
  return found;
}

void Ground::claim(const Prefix& prefix) {
  for (auto at = headrooms_.begin(); at != headrooms_.end();) {
    if (!at->second.overlaps(prefix)) {
      ++at;
      continue;
    }
    for (auto& pool : pools_)
      if (pool.whole.contains(at->second)) pool.free.give_back(at->second);
    at = headrooms_.erase(at);
  }
  take(prefix);
}

std::optional<Prefix> Ground::use_headroom(std::string_view owner) {
  const auto at = headrooms_.find(owner);
  if (at == headrooms_.end()) return std::nullopt;
  const auto block = at->second;
  headrooms_.erase(at);
  return block;
}

std::optional<Prefix> Ground::take_service_range(int length, bool private_only) {
  for (const auto& prefix : services_->prefixes) {
    if (private_only && prefix == shared_space()) continue;
    const auto block = services_->free.take_within(prefix, length);
    if (!block) continue;
    take(*block);
    return block;
  }
  return std::nullopt;
}

}  // namespace aurora
