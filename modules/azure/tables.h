#pragma once

#include <array>
#include <span>

#include "model/cloud_facts.h"

/// The tables that `facts` puts together, one file each.
namespace aurora::azure {

std::span<const RegionFact> regions();
std::span<const MachineFact> machines();
std::span<const KeyDifference> differences();

}  // namespace aurora::azure
