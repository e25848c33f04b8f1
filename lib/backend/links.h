#pragma once

#include <map>
#include <vector>

#include "backend/backends.h"

namespace aurora {

/// What the links of a plan became.
struct LoweredLinks {
  std::vector<tf::Document> documents;  ///< one a link
  std::map<const Backend*, std::vector<NameUse>> names;
};

/// Lowers every link between clouds, each end by its own backend, both into one stack: so one apply gives each end what
/// only the other knows (addresses, keys). `find` gives the backend of a cloud.
LoweredLinks lower_links(const Plan& plan, const FindBackend& find, Diagnostics& diagnostics);

}  // namespace aurora
