#include "address/sites.h"

#include <fmt/format.h>

#include <algorithm>

namespace aurora {
namespace {

const CloudFacts& cautious_facts() {
  static const CloudFacts facts = [] {
    CloudFacts made{};
    made.reserved_addresses = 5;
    made.longest_network = made.longest_subnet = 29;
    made.shortest_network = 8;
    made.max_pods_max = 250;
    return made;
  }();
  return facts;
}

}  // namespace

std::vector<Site> sites_of(const Platform& platform, const FactsOf& facts_of) {
  std::vector<Site> sites;
  for (const auto& environment : platform.environments) {
    const auto* facts = facts_of(environment.cloud);
    if (facts == nullptr) facts = &cautious_facts();
    if (environment.hub) {
      const auto& hub = *environment.hub;
      sites.push_back({hub.identity.id, &environment, &hub.network, &hub, nullptr, facts, hub.span});
    }
    for (const auto& cluster : environment.clusters)
      sites.push_back({cluster.identity.id, &environment, &cluster.network, nullptr, &cluster, facts, cluster.span});
  }
  std::sort(sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.owner < b.owner; });
  return sites;
}

std::string numbered(std::string_view name, std::size_t index) {
  return index == 0 ? std::string(name) : fmt::format("{}/{}", name, index);
}

}  // namespace aurora
