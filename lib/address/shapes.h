#pragma once

#include <vector>

#include "address/forecast.h"

namespace aurora {

/// What one more like `site` would take: nothing that is pinned is taken over, as with `like`.
Shape shape_of(const Site& site, const AddressSettings& settings, const AddressPlan& plan);
/// Whether two take the same.
bool same_shape(const Shape& a, const Shape& b);

}  // namespace aurora
