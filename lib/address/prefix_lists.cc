#include "address/prefix_lists.h"

#include <algorithm>

namespace aurora {

std::string joined(const std::vector<Prefix>& prefixes) {
  std::string out;
  for (const auto& prefix : prefixes) out += (out.empty() ? "" : ", ") + prefix.to_string();
  return out;
}

std::uint64_t total(const std::vector<Prefix>& prefixes) {
  std::uint64_t sum = 0;
  for (const auto& prefix : prefixes) sum += prefix.is_v6() ? 0 : prefix.size();
  return sum;
}

bool within(const std::vector<Prefix>& network, const Prefix& prefix) {
  return std::any_of(network.begin(), network.end(), [&](const Prefix& own) { return own.contains(prefix); });
}

}  // namespace aurora
