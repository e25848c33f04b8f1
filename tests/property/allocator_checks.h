#pragma once
// What must be true of every address plan, said without the allocator: for property tests.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "address/plan.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora::testing {

/// The tables of a cloud as the program has them, also where nothing is emitted for it yet.
const CloudFacts* tables_of(std::string_view cloud);

/// Whether `name` is `part` or one of `part/...`.
bool is_of(std::string_view name, std::string_view part);

/// What in a plan overlaps, or lies outside of what it belongs to, one line each. The networks of `anywhere` were
/// pinned once, and may be outside of the pools.
std::vector<std::string> broken(const Platform& platform, const AddressPlan& plan,
                                const std::set<std::string>& anywhere);

}  // namespace aurora::testing
