// What the schemas cannot see: rules between fields, between objects, and against the cloud's tables. Each check is
// independent of the others and reports at the place that has to change.

#include "model/check.h"

#include "model/check_parts.h"

namespace aurora {

void check(const Platform& platform, const CloudFacts* (*facts_of)(std::string_view), Diagnostics& diagnostics) {
  checking::environments(platform, facts_of, diagnostics);
  checking::settings(platform, diagnostics);
  checking::flows(platform, diagnostics);
  for (const auto& environment : platform.environments) {
    const auto* facts = facts_of(environment.cloud);
    if (facts == nullptr) continue;
    if (environment.hub) checking::hub(*environment.hub, *facts, diagnostics);
    for (const auto& cluster : environment.clusters) {
      checking::cluster(cluster, *facts, diagnostics);
      checking::node_pools(cluster, *facts, diagnostics);
      checking::kubernetes(cluster, diagnostics);
    }
  }
}

}  // namespace aurora
