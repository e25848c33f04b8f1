#include "address/allocate.h"

#include "address/checks.h"
#include "address/ground.h"
#include "address/ipv6.h"
#include "address/networks.h"
#include "address/ranges.h"
#include "address/statics.h"

// How a place is found.
//
// 1. What is decided is taken out of the pools first: reservations, outside networks, pins, and everything that the
//    lock holds, tombstones included. So nothing that exists moves, and nothing new lands on what existed.
// 2. What is new is asked for largest first, equal sizes by owner; each takes the lowest of the smallest free blocks
//    that hold it. Large blocks stay whole, and the order of the spec decides nothing.
// 3. A network that is full grows by a further prefix. Its subnets never move to make room.
// 4. All ranges, derived and pinned, are compared with each other at the end, after every default is known.
//
// Free addresses are kept as aligned blocks (free_space.h), overlaps are found by one pass over sorted prefixes, which
// nest or are disjoint (checks.cc): ten thousand clusters cost well under a second.
namespace aurora {
namespace {

/// What a network still keeps to grow, when everybody has a place. Of networks that are gone nothing is kept.
void add_headroom(const std::string& owner, const Prefix& block, const LockedRanges& locked, AddressPlan& plan) {
  const auto* network = plan.find(owner, "network");
  if (network == nullptr) return;
  const auto* before = locked.find(owner, "headroom");
  const auto origin =
      before != nullptr && before->prefix == block ? Allocation::Origin::Locked : Allocation::Origin::New;
  plan.add({owner, "headroom", block, origin, 0, "kept for the network to grow", network->span});
}

}  // namespace

AddressPlan allocate(const Platform& platform, const FactsOf& facts_of, Lock& lock, Diagnostics& diagnostics) {
  const auto sites = sites_of(platform, facts_of);
  const auto errors = diagnostics.error_count();
  const LockedRanges locked(lock, sites, platform.addresses.share_pod_range, diagnostics);
  if (diagnostics.error_count() != errors) return {};  // all else would follow from it
  Ground ground(platform, sites, locked, diagnostics);
  if (diagnostics.error_count() != errors) return {};
  AddressPlan plan;
  place_networks(sites, locked, ground, plan, diagnostics);
  place_pods(platform, sites, locked, ground, plan, diagnostics);
  place_services(platform, sites, locked, ground, plan, diagnostics);
  place_statics(sites, locked, plan, diagnostics);
  place_ipv6(platform, sites, locked, plan, diagnostics);
  for (const auto& [owner, block] : ground.headrooms()) add_headroom(owner, block, locked, plan);
  check_plan(platform, sites, plan, diagnostics);
  plan.for_each([&](const Allocation& allocation) {
    if (allocation.origin == Allocation::Origin::External) return;
    const auto* before = locked.find(allocation.owner, allocation.name);
    if (before != nullptr && !before->tombstone && before->prefix == allocation.prefix)
      lock.keep(*before->entry);
    else
      lock.put("address", allocation.owner + "/" + allocation.name, allocation.prefix.to_string());
  });
  for (const auto& range : locked.all())  // used up, or given up: nothing of it is left to rest
    if (range.name == "headroom" && ground.headrooms().count(range.owner) == 0)
      lock.erase("address", std::string(range.owner) + "/headroom");
  lock.bury("address");
  return plan;
}

}  // namespace aurora
