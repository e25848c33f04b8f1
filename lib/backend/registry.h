#pragma once

#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "model/known_clouds.h"

namespace aurora {

/// The backends that are built in, in the order in which they are listed. Defined in modules/registry.cc.
const std::vector<const Backend*>& built_in_backends();
/// The one of this name, or nullptr.
const Backend* find_backend(std::string_view name);
/// Its tables, or nullptr.
const CloudFacts* facts_of(std::string_view cloud);

}  // namespace aurora
