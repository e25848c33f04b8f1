#include "address/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "address/prefix_lists.h"

// What is too small or full, and what makes room without moving anything.

namespace aurora {

bool Layout::is_enough(const Wanted& wanted, std::uint64_t has) const {
  const auto least = std::max(wanted.need.addresses, std::uint64_t{1} << (32 - wanted.need.least_length));
  if (has >= least || site_.cluster == nullptr) return has >= least;
  auto facts = *site_.facts;
  facts.surge_of_zone = 0;
  facts.pod_addresses_at_once = 1;
  const auto bare = cluster_subnet_need(*site_.cluster, *wanted.subnet, facts);
  return has >= std::max(bare.addresses, std::uint64_t{1} << (32 - bare.least_length));
}

bool Layout::check_size(const Wanted& wanted, std::uint64_t has, std::string_view where, Span span) {
  if (is_enough(wanted, has)) return true;
  diagnostics_
      .report(diag::SubnetTooSmall, span, wanted.subnet->key, site_.owner, has, where, wanted.need.addresses,
              wanted.need.sum)
      .hint(fmt::format("use a /{} or larger, or leave the size out", wanted.need.least_length));
  return false;
}

void Layout::check_limits(std::string_view what, const Prefix& prefix, int longest, Span span) {
  const int shortest = site_.facts->shortest_network;
  if (prefix.is_v6() || longest == 0 || (prefix.length >= shortest && prefix.length <= longest)) return;
  diagnostics_.report(diag::SizeNotAllowed, span, what, prefix.length, shortest, longest);
}

void Layout::offer(const Wanted& wanted, const std::vector<Prefix>& kept, Diagnostics::Report& report) const {
  const auto& key = wanted.subnet->base.empty() ? wanted.subnet->key : wanted.subnet->base;
  const auto growth = wanted.subnet->delegation ? CloudFacts::SubnetGrowth::Never : site_.facts->subnet_growth;
  const auto wider = enclosing(kept.front(), wanted.need.least_length);
  if (growth == CloudFacts::SubnetGrowth::InPlace && kept.size() == 1 && within(prefixes_, wider) &&
      is_free_beside(wider, kept.front()))
    report.hint(fmt::format("widen it where it is, nothing moves: `subnets: {{ {}: {{ cidr: {} }} }}`", key,
                            wider.to_string()));
  const auto missing = wanted.need.addresses - std::min(wanted.need.addresses, total(kept));
  const int length = std::min(length_for(missing + static_cast<std::uint64_t>(site_.facts->reserved_addresses)),
                              site_.facts->longest_subnet);
  if (growth == CloudFacts::SubnetGrowth::FurtherPrefix)
    if (const auto block = room(length))
      report.hint(fmt::format("add a prefix to it, nothing moves: `subnets: {{ {}: {{ cidrs: [{}, {}] }} }}`", key,
                              joined(kept), block->to_string()));
  if (site_.facts->one_node_subnet) return;
  if (wanted.subnet->plays("pods")) {
    report.hint(
        fmt::format("keep it as it is, and give pods another one: `subnets: {{ {0}2: {{ role: pods }} }}`, and "
                    "`pod_subnet: {0}2` in every pool",
                    key));
    return;
  }
  report.hint(
      fmt::format("keep it as it is, and put the new nodes into a pool with a subnet of its own: `subnets: {{ "
                  "{0}2: {{ role: {1} }} }}` and "
                  "`subnet: {0}2` in the pool",
                  key, wanted.subnet->role.value));
}

bool Layout::is_free_beside(const Prefix& wider, const Prefix& own) const {
  FreeSpace rest;
  rest.add(wider);
  rest.remove(own);
  FreeSpace free = this->free();
  for (const auto& block : rest.blocks())
    if (!free.take_within(block, block.length)) return false;
  return true;
}

std::optional<Prefix> Layout::room(int length) const {
  FreeSpace free = this->free();
  if (const auto block = free.take(length)) return block;
  const auto kept = ground_.headrooms().find(site_.owner);
  if (kept == ground_.headrooms().end() || kept->second.length > length) return std::nullopt;
  return kept->second.child(length, 0);
}

void Layout::report_outgrown() {
  std::set<std::string> said;  // what is too small in one zone is so in the others
  for (const auto& [wanted, kept] : outgrown_) {
    if (!wanted.subnet->base.empty() && !said.insert(wanted.subnet->base).second) continue;
    auto report = diagnostics_.report(
        diag::LockedTooSmall, wanted.subnet->size ? wanted.subnet->size->span : wanted.subnet->span,
        fmt::format("{}/{}", site_.owner, wanted.name), joined(kept), wanted.need.least_length, wanted.need.sum);
    report.related(locked_.find(site_.owner, wanted.name)->span, "kept by this line of the lock");
    offer(wanted, kept, report);
  }
}

void Layout::report_full() {
  if (wanted_.empty()) return;
  const auto& first = wanted_.front();
  auto report = diagnostics_.report(diag::NetworkFull, first.subnet->span, first.subnet->key, first.need.length,
                                    site_.owner, joined(prefixes_));
  report.related(site_.network->cidrs.front().span, "the network is pinned here");
  const auto largest = free().largest();
  const auto left = largest ? fmt::format("its largest free block is {}", largest->to_string())
                            : std::string("nothing of it is free");
  if (wanted_.size() > 1) {
    report.hint(fmt::format("{}; {} more have no room either: {}", left, wanted_.size() - 1, others()));
    report.hint(fmt::format("all its subnets together take a /{}", whole_length()));
  } else {
    report.hint(fmt::format("{}; add a prefix to the network, or make the subnet smaller ({})", left, first.need.sum));
  }
}

/// The subnets without a place but the first, as a sentence has room for.
std::string Layout::others() const {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 1; i < wanted_.size() && i <= shown; ++i)
    text += fmt::format("{}`{}` (/{})", i == 1 ? "" : ", ", wanted_[i].subnet->key, wanted_[i].need.length);
  return wanted_.size() > shown + 1 ? text + ", ..." : text;
}

/// Blocks of powers of two, the largest first, fill one that is as large as their sum without gaps.
int Layout::whole_length() const {
  std::uint64_t sum = total(disjoint(placed_));
  for (const auto& wanted : wanted_) sum += std::uint64_t{1} << (32 - wanted.need.length);
  return length_for(sum);
}

}  // namespace aurora
