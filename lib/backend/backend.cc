#include "backend/backend.h"

#include <iterator>

namespace aurora {

Lowered Backend::lower_all(const Plan& plan, const std::vector<const Environment*>& environments,
                           Diagnostics& diagnostics) const {
  Lowered all;
  for (const auto* environment : environments) {
    auto lowered = lower(plan, *environment, diagnostics);
    std::move(lowered.names.begin(), lowered.names.end(), std::back_inserter(all.names));
    std::move(lowered.documents.begin(), lowered.documents.end(), std::back_inserter(all.documents));
  }
  return all;
}

}  // namespace aurora
