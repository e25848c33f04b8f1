#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "address/cidr.h"

namespace aurora {

/// Separated by commas, for people.
std::string joined(const std::vector<Prefix>& prefixes);
/// How many IPv4 addresses they have.
std::uint64_t total(const std::vector<Prefix>& prefixes);
/// Whether one of those of `network` holds `prefix` whole.
bool within(const std::vector<Prefix>& network, const Prefix& prefix);

}  // namespace aurora
