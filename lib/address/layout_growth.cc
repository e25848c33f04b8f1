#include "address/layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "address/networks.h"
#include "address/prefix_lists.h"

// The blocks that a network needs beyond those it has.

namespace aurora {

void Layout::grow() {
  if (pods_) return grow_from(*parts_.pool());
  if (grow_into_headroom()) return;
  auto& pool = ground_.routed(*site_.environment);
  if (pods_length() == length_ ? start_with_pods(pool) : start_with_headroom(pool)) return;
  grow_from(pool);
}

void Layout::grow_from(Pool& pool) {
  const auto block = ground_.take_from(pool, length_);
  if (block) return settle(*block);
  const auto what = fmt::format("the {} of `{}`", pods_ ? "pods" : "network", site_.owner);
  report_exhausted(pool, what, length_, site_.span, diagnostics_);
}

bool Layout::grow_into_headroom() {
  const auto& all = ground_.headrooms();
  const auto kept = all.find(site_.owner);
  if (prefixes_.empty() || kept == all.end() || kept->second.length > length_) return false;
  settle(*ground_.use_headroom(site_.owner));
  return true;
}

bool Layout::start_with_headroom(Pool& pool) {
  if (!prefixes_.empty() || length_ <= site_.facts->shortest_network) return false;
  const auto block = ground_.take_spare(pool, length_ - 1);
  if (!block) return false;
  ground_.keep_headroom(site_.owner, block->child(length_, 1));
  settle(block->child(length_, 0));
  return true;
}

bool Layout::start_with_pods(Pool& pool) {
  const auto both = length_ - 1;
  auto block = ground_.take_spare(pool, both - 1);
  if (block) ground_.keep_headroom(site_.owner, block->child(both, 1));
  block = block ? block->child(both, 0) : ground_.take_from(pool, both);
  if (!block) return false;
  settle(block->child(length_, 0));
  add("pods", block->child(length_, 1), Origin::New, site_.span, pods_need(*site_.cluster, *site_.facts));
  return true;
}

int Layout::pods_length() const {
  if (site_.cluster == nullptr || !prefixes_.empty() || !has_pod_range(*site_.cluster)) return 0;
  if (site_.cluster->kubernetes.pod_cidr || locked_.find(site_.owner, "pods") != nullptr) return 0;
  if (&ground_.pods(*site_.environment) != &ground_.routed(*site_.environment)) return 0;
  return pods_need(*site_.cluster, *site_.facts).length;
}

void Layout::settle(const Prefix& block) {
  add_prefix(block);
  fill();
}

void Layout::cover_pins() {
  if (!prefixes_.empty() || pins_.empty()) return;
  auto block = pins_.front();
  const auto holds = [&](const Prefix& pin) { return block.contains(pin); };
  std::uint64_t sum = total(pins_);
  for (const auto& wanted : wanted_) sum += std::uint64_t{1} << (32 - wanted.need.length);
  const int least = site_.network->size && !pods_ ? site_.network->size->value : 32;
  while (block.length > 0 && (!std::all_of(pins_.begin(), pins_.end(), holds) || block.size() < sum ||
                              block.length > least || !fits(block)))
    block = widened(block);
  add_prefix(block);
  for (const auto& pin : pins_) remove(pin);
  ground_.claim(block);
}

Prefix Layout::widened(Prefix block) {
  const auto bit = block.width() - block.length--;
  auto& half = bit < 64 ? block.address.low : block.address.high;
  half &= ~(std::uint64_t{1} << (bit % 64));
  return block;
}

bool Layout::fits(const Prefix& block) const {
  FreeSpace free;
  free.add(block);
  for (const auto& pin : pins_) free.remove(pin);
  return std::all_of(wanted_.begin(), wanted_.end(),
                     [&](const Wanted& wanted) { return free.take(wanted.need.length).has_value(); });
}

void Layout::ask() {
  std::uint64_t sum = 0;
  for (const auto& wanted : wanted_) sum += std::uint64_t{1} << (32 - wanted.need.length);
  if (pinned_) return report_full();
  const int needed = sum == 0 ? 0 : std::min(length_for(sum), site_.facts->longest_network);
  if (site_.network->size && !pods_) return ask_size(sum, needed);
  length_ = needed;
}

void Layout::ask_size(std::uint64_t sum, int needed) {
  const auto& size = *site_.network->size;
  const int longest = site_.facts->longest_network;
  if (size.value < site_.facts->shortest_network || size.value > longest) {
    diagnostics_.report(diag::SizeNotAllowed, size.span, fmt::format("the network of `{}`", site_.owner), size.value,
                        site_.facts->shortest_network, longest);
    return;
  }
  const auto asked = std::uint64_t{1} << (32 - size.value);
  const auto has = total(prefixes_);
  if (prefixes_.empty() && sum > asked) {
    diagnostics_.report(diag::NetworkTooSmall, size.span, site_.owner, size.value, needed)
        .hint(fmt::format("ask for a /{}, or leave the size out", needed));
    return;
  }
  const auto more = std::max(sum, asked > has ? asked - has : 0);
  length_ = more == 0 ? 0 : std::min(length_for(more), longest);
}

}  // namespace aurora
