#pragma once

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"
#include "yaml/node.h"

namespace aurora {

/// The spec as plain structs: levels cascaded, `like` followed, defaults filled in, built-in subnets made. `root` has
/// passed its schemas. What cannot be read (an address, a cluster's name, a machine) is reported; what
/// contradicts something else is the business of `check`.
Platform resolve(const yaml::Node& root, yaml::Tree& tree, const FactsOf& facts_of, Diagnostics& diagnostics);

}  // namespace aurora
