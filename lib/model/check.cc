// What the schemas cannot see: rules between fields, between objects, and against the cloud's tables. Each check is
// independent of the others and reports at the place that has to change.

#include "model/check.h"

#include <algorithm>
#include <map>
#include <vector>

#include "model/check_parts.h"

namespace aurora {
namespace {

/// The clouds' tables with the regions that the spec adds under `naming.regions`. Nobody knows the zones of those: any
/// number that is a zone somewhere may be one there.
class ExtendedFacts {
 public:
  ExtendedFacts(const Platform& platform, const FactsOf& facts_of) {
    for (const auto& environment : platform.environments) {
      const auto* facts = facts_of(environment.cloud);
      if (facts != nullptr && !clouds_.contains(environment.cloud)) extend(environment.cloud, *facts, platform.naming);
    }
  }

  const CloudFacts* of(std::string_view cloud) const {
    const auto found = clouds_.find(cloud);
    return found == clouds_.end() ? nullptr : &found->second.facts;
  }

 private:
  struct Extended {
    CloudFacts facts;
    std::vector<RegionFact> regions;
  };

  void extend(const std::string& cloud, const CloudFacts& facts, const Naming& naming) {
    constexpr int kMostZones = 9;
    auto& made = clouds_[cloud];
    made.facts = facts;
    made.regions.assign(facts.regions.begin(), facts.regions.end());
    for (const auto& [name, codes] : naming.region_codes) {
      const auto same = [&, &region = name](const RegionFact& fact) { return fact.name == region; };
      if (std::any_of(facts.regions.begin(), facts.regions.end(), same)) continue;
      made.regions.push_back({name, name, codes.first, codes.second, kMostZones});
    }
    made.facts.regions = made.regions;
  }

  std::map<std::string, Extended, std::less<>> clouds_;
};

}  // namespace

void check(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics) {
  const ExtendedFacts clouds(platform, facts_of);
  checking::environments(
      platform, [&](std::string_view cloud) { return clouds.of(cloud); }, diagnostics);
  checking::settings(platform, diagnostics);
  checking::flows(platform, diagnostics);
  checking::renames(platform, diagnostics);
  for (const auto& environment : platform.environments) {
    const auto* facts = clouds.of(environment.cloud);
    if (facts == nullptr) continue;
    if (environment.hub) checking::hub(*environment.hub, *facts, diagnostics);
    for (const auto& cluster : environment.clusters) {
      checking::cluster(cluster, *facts, diagnostics);
      checking::node_pools(cluster, *facts, diagnostics);
      checking::kubernetes(cluster, *facts, diagnostics);
    }
  }
}

}  // namespace aurora
