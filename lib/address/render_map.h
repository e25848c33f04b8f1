#pragma once

#include <string>

#include "address/address_rows.h"

namespace aurora {

/// The address plan as an SVG picture that needs nothing else: for every pool what it holds, as a map on which every
/// block of addresses has the area that it has in the pool; where that is too small to read, close-ups of what is in
/// use. Light and dark, with tooltips. The same plan gives the same bytes.
std::string render_addresses_svg(const Platform& platform, const AddressReport& report);

}  // namespace aurora
