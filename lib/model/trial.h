#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"
#include "yaml/node.h"

namespace aurora {

/// The spec with clusters added that are only tried out. Each trial is `CLUSTER=SHAPE`: CLUSTER is
/// `<environment>/<key>`, or the key alone where only one environment can have its stage; SHAPE is an existing
/// cluster's key, which is taken as by `like`, or `nodes=50,pool=general,machine=8x32,max_pods=62,system=4`: a pool of
/// so many nodes beside the system pool, everything but `nodes` with the default shown (`max_pods` the pool's own). The
/// owners' ids are added to `owners`. nullptr after a report of what is not understood.
const yaml::Node* with_trials(const yaml::Node& root, const std::vector<std::string>& trials, SourceMap& sources,
                              yaml::Tree& tree, Diagnostics& diagnostics, std::vector<std::string>& owners);

}  // namespace aurora
