#include "address/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace aurora {

void AddressPlan::add(Allocation allocation) {
  auto& of_owner = by_owner_[allocation.owner];
  auto name = allocation.name;
  of_owner.insert_or_assign(std::move(name), std::move(allocation));
}

const Allocation* AddressPlan::find(std::string_view owner, std::string_view name) const {
  const auto at = by_owner_.find(owner);
  if (at == by_owner_.end()) return nullptr;
  const auto found = at->second.find(name);
  return found == at->second.end() ? nullptr : &found->second;
}

std::vector<Prefix> AddressPlan::prefixes(std::string_view owner, std::string_view name) const {
  std::vector<Prefix> result;
  for (int i = 0;; ++i) {
    const auto* allocation = i == 0 ? find(owner, name) : find(owner, fmt::format("{}/{}", name, i));
    if (allocation == nullptr) return result;
    result.push_back(allocation->prefix);
  }
}

std::vector<const Allocation*> AddressPlan::of(std::string_view owner) const {
  std::vector<const Allocation*> result;
  const auto at = by_owner_.find(owner);
  if (at == by_owner_.end()) return result;
  for (const auto& [name, allocation] : at->second) result.push_back(&allocation);
  // Equal ranges keep the order of their names; a network stands before the subnet that begins with it.
  std::stable_sort(result.begin(), result.end(), [](const Allocation* a, const Allocation* b) {
    return std::tie(a->prefix.address, a->prefix.length) < std::tie(b->prefix.address, b->prefix.length);
  });
  return result;
}

std::vector<const Allocation*> AddressPlan::all() const {
  std::vector<const Allocation*> result;
  for (const auto& [owner, allocations] : by_owner_) {
    const auto part = of(owner);
    result.insert(result.end(), part.begin(), part.end());
  }
  return result;
}

}  // namespace aurora
