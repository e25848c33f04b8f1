#include "address/supply.h"

#include <algorithm>

namespace aurora {

Supply::Supply(const Pool& pool, const std::map<std::string, Prefix, std::less<>>& headrooms)
    : spare_(pool.free), all_(pool.free) {
  const auto inside = [&](const Prefix& block) {
    return std::any_of(pool.prefixes.begin(), pool.prefixes.end(),
                       [&](const Prefix& own) { return own.contains(block); });
  };
  for (const auto& [owner, block] : headrooms) {
    if (!inside(block)) continue;
    keep(block);
    all_.give_back(block);
  }
}

std::optional<Prefix> Supply::take_spare(int length) {
  const auto block = spare_.take(length);
  if (block) all_.remove(*block);
  return block;
}

std::optional<Prefix> Supply::take(int length) {
  if (const auto block = take_spare(length)) return block;
  const auto found = all_.take(length);
  if (!found) return std::nullopt;
  auto at = kept_.upper_bound(found->first());
  if (at != kept_.begin() && std::prev(at)->second.overlaps(*found)) --at;
  while (at != kept_.end() && at->second.overlaps(*found)) {
    spare_.give_back(at->second);
    at = kept_.erase(at);
  }
  spare_.remove(*found);
  return found;
}

bool Supply::take_with_headroom(int length) {
  const auto block = take_spare(length - 1);
  if (!block) return take(length).has_value();
  const auto kept = block->child(length, 1);
  keep(kept);
  all_.give_back(kept);
  return true;
}

bool Supply::take_with_pods(int length) {
  const auto both = length - 1;
  const auto block = take_spare(both - 1);
  if (!block) return take(both).has_value();
  const auto kept = block->child(both, 1);
  keep(kept);
  all_.give_back(kept);
  return true;
}

bool Supply::take_pods(int length) { return take(length - 1) || take(length); }

}  // namespace aurora
