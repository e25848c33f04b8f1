#pragma once

#include <span>

#include "model/cloud_facts.h"

namespace aurora {

/// The tables of every cloud that is known, by name: also of those that have no backend yet. For what is said of clouds
/// that a spec may not name. Defined in modules/registry.cc.
std::span<const CloudFacts* const> known_clouds();

}  // namespace aurora
