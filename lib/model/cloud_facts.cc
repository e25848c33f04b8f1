#include "model/cloud_facts.h"

namespace aurora {

std::string zone_name(const CloudFacts& facts, const RegionFact& region, std::string_view zone) {
  if (zone.size() != 1 || zone[0] < '1' || zone[0] - '0' > region.zones) return {};
  if (region.zone_letters.empty()) return std::string(zone);
  return std::string(region.name) + std::string(facts.zone_joint) +
         region.zone_letters[static_cast<std::size_t>(zone[0] - '1')];
}

}  // namespace aurora
