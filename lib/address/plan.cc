#include "address/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace aurora {

AddressPlan::AddressPlan(const AddressPlan& other) {
  other.for_each([this](const Allocation& allocation) { add(allocation); });
}

AddressPlan& AddressPlan::operator=(const AddressPlan& other) {
  if (this != &other) *this = AddressPlan(other);
  return *this;
}

void AddressPlan::add(Allocation allocation) {
  // What belongs together is added together.
  auto* found = !parts_.empty() && parts_.back().owner == allocation.owner ? &parts_.back() : nullptr;
  if (found == nullptr) {
    const auto at = by_owner_.find(allocation.owner);
    found = at == by_owner_.end() ? nullptr : at->second;
  }
  if (found == nullptr) {
    found = &parts_.emplace_back(Part{allocation.owner, {}});
    by_owner_.emplace(found->owner, found);
  }
  auto& all = found->allocations;
  const auto at = std::lower_bound(all.begin(), all.end(), allocation.name,
                                   [](const Allocation& one, const std::string& name) { return one.name < name; });
  if (at != all.end() && at->name == allocation.name)
    *at = std::move(allocation);
  else
    all.insert(at, std::move(allocation));
}

const AddressPlan::Part* AddressPlan::part(std::string_view owner) const {
  const auto at = by_owner_.find(owner);
  return at == by_owner_.end() ? nullptr : at->second;
}

const Allocation* AddressPlan::find(std::string_view owner, std::string_view name) const {
  const auto* own = part(owner);
  if (own == nullptr) return nullptr;
  const auto at = std::lower_bound(own->allocations.begin(), own->allocations.end(), name,
                                   [](const Allocation& one, std::string_view wanted) { return one.name < wanted; });
  return at == own->allocations.end() || at->name != name ? nullptr : &*at;
}

std::vector<Prefix> AddressPlan::prefixes(std::string_view owner, std::string_view name) const {
  std::vector<Prefix> result;
  for (int i = 0;; ++i) {
    const auto* allocation = i == 0 ? find(owner, name) : find(owner, fmt::format("{}/{}", name, i));
    if (allocation == nullptr) return result;
    result.push_back(allocation->prefix);
  }
}

std::vector<const Allocation*> AddressPlan::sorted(const Part& part) {
  std::vector<const Allocation*> result;
  for (const auto& allocation : part.allocations) result.push_back(&allocation);
  // Equal ranges keep the order of their names; a network stands before the subnet that begins with it.
  std::stable_sort(result.begin(), result.end(), [](const Allocation* a, const Allocation* b) {
    return std::tie(a->prefix.address, a->prefix.length) < std::tie(b->prefix.address, b->prefix.length);
  });
  return result;
}

std::vector<const Allocation*> AddressPlan::of(std::string_view owner) const {
  const auto* own = part(owner);
  return own == nullptr ? std::vector<const Allocation*>() : sorted(*own);
}

std::vector<const Allocation*> AddressPlan::all() const {
  std::vector<const Part*> parts;
  for (const auto& one : parts_) parts.push_back(&one);
  std::sort(parts.begin(), parts.end(), [](const Part* a, const Part* b) { return a->owner < b->owner; });
  std::vector<const Allocation*> result;
  for (const auto* one : parts) {
    const auto own = sorted(*one);
    result.insert(result.end(), own.begin(), own.end());
  }
  return result;
}

}  // namespace aurora
