#include "address/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "address/prefix_lists.h"

// What of a network has its place already, and what fits beside it.

namespace aurora {

void Layout::fix() {
  fix_network();
  for (const auto& subnet : site_.network->subnets)
    if (parts_.is_pods(subnet) == pods_)
      for (const auto& cidr : subnet.cidrs) pins_.push_back(cidr.value);
  for (const auto& subnet : site_.network->subnets)
    if (parts_.is_pods(subnet) == pods_) fix_subnet(subnet);
  for (const auto* range : locked_.of(site_.owner))  // what is gone keeps its place
    if (range->tombstone && range->name.substr(0, 7) == "subnet/") remove(range->prefix);
  std::sort(wanted_.begin(), wanted_.end(), [](const Wanted& a, const Wanted& b) {
    return std::tie(a.need.length, a.name) < std::tie(b.need.length, b.name);
  });
  cover_pins();
  fill();
  ask();
  report_outgrown();
}

void Layout::add(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need) {
  plan_.add({site_.owner, std::move(name), prefix, origin, need.addresses, need.sum, span});
}

void Layout::fix_network() {
  const auto& network = *site_.network;
  pinned_ = !network.cidrs.empty();
  std::size_t number = 0;
  for (const auto& cidr : network.cidrs) {
    const auto name = numbered("network", number++);
    if (parts_.is_pods(cidr.value) != pods_) continue;
    add_prefix(name, cidr.value, Origin::Pinned, cidr.span);
    check_limits(fmt::format("the network of `{}`", site_.owner), cidr.value, site_.facts->longest_network, cidr.span);
  }
  if (pinned_) return;
  for (const auto& prefix : locked_.prefixes(site_.owner, "network")) {
    const auto name = numbered("network", number++);
    if (parts_.is_pods(prefix) != pods_) continue;
    const auto* range = locked_.find(site_.owner, name);
    // A tombstone that somebody else's pin lies on has no claim any more.
    if (range->tombstone && ground_.has_other_owner(prefix, site_)) break;
    add_prefix(name, prefix, Origin::Locked, site_.span);
  }
  if (pods_) return;
  // A subnet that is pinned into the room to grow makes the network grow.
  const auto kept = ground_.headrooms().find(site_.owner);
  if (kept == ground_.headrooms().end()) return;
  for (const auto& subnet : site_.network->subnets)
    for (const auto& cidr : subnet.cidrs)
      if (kept->second.contains(cidr.value)) return add_prefix(*ground_.use_headroom(site_.owner));
}

void Layout::add_prefix(const Prefix& prefix) {
  std::size_t number = 0;
  const auto taken = [&](const std::string& name) {
    if (plan_.find(site_.owner, name) != nullptr) return true;
    const auto* range = has_pods_part() ? locked_.find(site_.owner, name) : nullptr;
    return range != nullptr && !range->tombstone;
  };
  while (taken(numbered("network", number))) ++number;
  add_prefix(numbered("network", number), prefix, Origin::New, site_.span);
}

void Layout::add_prefix(std::string name, const Prefix& prefix, Origin origin, Span span) {
  add(std::move(name), prefix, origin, span);
  prefixes_.push_back(prefix);
  if (free_) free_->add(prefix);
}

void Layout::fix_subnet(const Subnet& subnet) {
  const auto& facts = *site_.facts;
  Wanted wanted{&subnet,
                site_.cluster != nullptr ? cluster_subnet_need(*site_.cluster, subnet, facts)
                                         : hub_subnet_need(*site_.hub, subnet, facts),
                "subnet/" + subnet.key};
  if (!subnet.cidrs.empty()) return pin(wanted);
  if (subnet.size && !sized(wanted)) return;
  auto kept = locked_.prefixes(site_.owner, wanted.name);
  const bool buried = !kept.empty() && locked_.find(site_.owner, wanted.name)->tombstone;
  const auto lost = [&](const Prefix& prefix) {
    return !within(prefixes_, prefix) ||
           (buried && std::any_of(pins_.begin(), pins_.end(), [&](const Prefix& pin) { return pin.overlaps(prefix); }));
  };
  if (kept.empty() || std::any_of(kept.begin(), kept.end(), lost)) return wanted_.push_back(wanted);
  keep(wanted, kept);
}

void Layout::pin(const Wanted& wanted) {
  std::vector<Prefix> cidrs;
  for (const auto& cidr : wanted.subnet->cidrs) {
    place(numbered(wanted.name, cidrs.size()), cidr.value, Origin::Pinned, cidr.span, wanted.need);
    cidrs.push_back(cidr.value);
    check_limits(fmt::format("subnet `{}` of `{}`", wanted.subnet->key, site_.owner), cidr.value,
                 site_.facts->longest_subnet, cidr.span);
  }
  const bool v6_only = std::all_of(cidrs.begin(), cidrs.end(), [](const Prefix& p) { return p.is_v6(); });
  if (!v6_only) check_size(wanted, total(cidrs), joined(cidrs), wanted.subnet->cidrs.front().span);
}

bool Layout::sized(Wanted& wanted) {
  const auto& size = *wanted.subnet->size;
  const auto what = fmt::format("subnet `{}` of `{}`", wanted.subnet->key, site_.owner);
  const int longest = site_.facts->longest_subnet > 0 ? site_.facts->longest_subnet : 32;
  if (size.value < site_.facts->shortest_network || size.value > longest) {
    diagnostics_.report(diag::SizeNotAllowed, size.span, what, size.value, site_.facts->shortest_network, longest);
    return false;
  }
  const auto addresses = std::uint64_t{1} << (32 - size.value);
  if (!check_size(wanted, addresses, fmt::format("/{}", size.value), size.span)) return false;
  wanted.need.length = size.value;
  wanted.need.least_length = size.value;
  return true;
}

void Layout::keep(const Wanted& wanted, const std::vector<Prefix>& kept) {
  const auto span = wanted.subnet->span;
  for (std::size_t i = 0; i < kept.size(); ++i)
    place(numbered(wanted.name, i), kept[i], Origin::Locked, span, wanted.need);
  if (is_enough(wanted, total(kept))) return;
  outgrown_.emplace_back(wanted, kept);
}

void Layout::place(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need) {
  add(std::move(name), prefix, origin, span, need);
  remove(prefix);
}

void Layout::remove(const Prefix& prefix) {
  placed_.push_back(prefix);
  if (free_) free_->remove(prefix);
}

FreeSpace& Layout::free() const {
  if (!free_) {
    free_.emplace();
    for (const auto& prefix : prefixes_) free_->add(prefix);
    free_->remove_all(disjoint(placed_));
  }
  return *free_;
}

void Layout::fill() {
  std::vector<Wanted> left;
  for (const auto& wanted : wanted_) {
    const auto block = free().take(wanted.need.length);
    if (!block) {
      left.push_back(wanted);
      continue;
    }
    placed_.push_back(*block);
    add(wanted.name, *block, origin_of(wanted, *block), wanted.subnet->span, wanted.need);
  }
  wanted_ = std::move(left);
}

Layout::Origin Layout::origin_of(const Wanted& wanted, const Prefix& block) const {
  const auto* range = locked_.find(site_.owner, wanted.name);
  return range != nullptr && range->prefix == block ? Origin::Locked : Origin::New;
}

}  // namespace aurora
