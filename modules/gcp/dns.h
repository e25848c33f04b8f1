#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gcp/stack.h"

namespace aurora::gcp {

/// Zones of Google's own services that names in this network are to be found in its endpoint by: those that machines
/// always need, and those of the private endpoints; without the ones that the spec gives by id.
std::vector<std::string> service_zones(const Stack& stack);

/// `googleapis.com` -> `googleapis_com`
std::string zone_label(std::string_view zone);

}  // namespace aurora::gcp
