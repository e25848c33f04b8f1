#include "address/free_space.h"

#include <algorithm>

namespace aurora {

/// Keeps what of `block` is none of the ranges from `first` to `last`, which all meet it.
void FreeSpace::carve(const Prefix& block, const Prefix* first, const Prefix* last) {
  if (first == last) {
    auto& blocks = by_length_[block.length];
    blocks.insert(blocks.end(), block.address);
    return;
  }
  if (first->length <= block.length) return;
  const auto low = block.child(block.length + 1, 0), high = block.child(block.length + 1, 1);
  const auto* middle = std::partition_point(first, last, [&](const Prefix& one) { return one.first() < high.first(); });
  carve(low, first, middle);
  carve(high, middle, last);
}

void FreeSpace::remove_all(const std::vector<Prefix>& taken) {
  const auto before = blocks();
  by_length_.clear();
  const auto *begin = taken.data(), *end = taken.data() + taken.size();
  for (const auto& block : before) {
    const auto* first = std::partition_point(begin, end, [&](const Prefix& one) { return one.last() < block.first(); });
    const auto* last = std::partition_point(first, end, [&](const Prefix& one) { return one.first() <= block.last(); });
    carve(block, first, last);
  }
}

void FreeSpace::give_back(Prefix block) {
  remove(block);
  while (block.length > 0) {
    const auto parent = enclosing(block, block.length - 1);
    const auto other = parent.child(block.length, block.address == parent.address ? 1 : 0);
    const auto at = by_length_.find(block.length);
    if (at == by_length_.end() || at->second.erase(other.address) == 0) break;
    block = parent;
  }
  insert(block);
}

/// Puts back what of `block` is not `without`: the other half at each length between the two.
void FreeSpace::split(const Prefix& block, const Prefix& without) {
  for (int length = block.length + 1; length <= without.length; ++length) {
    const auto inside = enclosing(without, length);
    const auto parent = enclosing(without, length - 1);
    insert(parent.child(length, inside.address == parent.address ? 1 : 0));
  }
}

void FreeSpace::remove(const Prefix& taken) {
  for (auto& [length, blocks] : by_length_) {
    if (length <= taken.length) {
      const auto block = enclosing(taken, length);
      if (blocks.erase(block.address) == 0) continue;
      split(block, taken);
      return;  // free blocks are disjoint: nothing else of `taken` was free
    }
    blocks.erase(blocks.lower_bound(taken.first()), blocks.upper_bound(taken.last()));
  }
}

bool FreeSpace::overlaps(const Prefix& prefix) const {
  for (const auto& [length, blocks] : by_length_) {
    if (length <= prefix.length) {
      if (blocks.count(enclosing(prefix, length).address) != 0) return true;
      continue;
    }
    const auto at = blocks.lower_bound(prefix.first());
    if (at != blocks.end() && !(prefix.last() < *at)) return true;
  }
  return false;
}

bool FreeSpace::contains(const Prefix& prefix) const {
  return std::any_of(by_length_.begin(), by_length_.end(), [&](const auto& entry) {
    return entry.first <= prefix.length && entry.second.count(enclosing(prefix, entry.first).address) != 0;
  });
}

std::optional<Prefix> FreeSpace::take(int length) {
  for (auto at = by_length_.upper_bound(length); at != by_length_.begin();) {
    --at;
    if (at->second.empty()) continue;
    const Prefix block{*at->second.begin(), at->first};
    at->second.erase(at->second.begin());
    const Prefix result{block.address, length};
    split(block, result);
    return result;
  }
  return std::nullopt;
}

std::optional<Prefix> FreeSpace::take_within(const Prefix& within, int length) {
  if (length < within.length) return std::nullopt;
  if (contains(within)) {  // perhaps in a block that is larger
    const Prefix result{within.address, length};
    remove(result);
    return result;
  }
  for (auto at = by_length_.upper_bound(length); at != by_length_.begin();) {
    --at;
    if (at->first < within.length) break;
    const auto found = at->second.lower_bound(within.first());
    if (found == at->second.end() || within.last() < *found) continue;
    const Prefix result{*found, length};
    remove(result);
    return result;
  }
  return std::nullopt;
}

std::optional<Prefix> FreeSpace::largest() const {
  for (const auto& [length, blocks] : by_length_)
    if (!blocks.empty()) return Prefix{*blocks.begin(), length};
  return std::nullopt;
}

std::vector<Prefix> FreeSpace::blocks() const {
  std::vector<Prefix> result;
  for (const auto& [length, blocks] : by_length_)
    for (const auto& address : blocks) result.push_back({address, length});
  std::sort(result.begin(), result.end());
  return result;
}

std::uint64_t FreeSpace::size() const {
  std::uint64_t sum = 0;
  for (const auto& [length, blocks] : by_length_)
    for (const auto& address : blocks) sum += Prefix{address, length}.is_v6() ? 0 : Prefix{address, length}.size();
  return sum;
}

}  // namespace aurora
