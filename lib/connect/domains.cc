#include "connect/domains.h"

namespace aurora::connect_detail {

Domains::Domains(const Platform& platform) {
  for (const auto& domain : platform.route_domains) {
    auto& keys = domains_.emplace_back();
    for (const auto& environment : domain.environments) keys.insert(environment.value);
  }
  if (!domains_.empty()) return;
  for (const auto& environment : platform.environments) domains_.push_back({environment.key, "mgmt"});
}

bool Domains::share(const Environment& a, const Environment& b) const {
  if (a.key == b.key) return true;
  for (const auto& keys : domains_)
    if (keys.count(a.key) != 0 && keys.count(b.key) != 0) return true;
  return false;
}

bool Domains::serves(const Site& hub, const Site& site) const {
  if (hub.hub == nullptr) return false;
  if (site.environment == hub.environment) return true;
  return !site.environment->hub && share(*hub.environment, *site.environment);
}

}  // namespace aurora::connect_detail
