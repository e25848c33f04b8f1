#include "connect/domains.h"

#include <algorithm>

namespace aurora::connect_detail {

Domains::Domains(const Platform& platform) {
  for (const auto& domain : platform.route_domains) {
    auto& keys = domains_.emplace_back();
    for (const auto& environment : domain.environments) keys.insert(environment.value);
    names_.push_back(domain.name);
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

std::size_t Domains::count(const Environment& environment) const {
  return static_cast<std::size_t>(std::count_if(domains_.begin(), domains_.end(),
                                                [&](const auto& keys) { return keys.count(environment.key) != 0; }));
}

std::string Domains::name_of(const Environment& environment) const {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (domains_[i].count(environment.key) != 0) return names_[i];
  return {};
}

bool Domains::serves(const Site& hub, const Site& site) const {
  if (hub.hub == nullptr) return false;
  if (site.environment == hub.environment) return true;
  return !site.environment->hub && share(*hub.environment, *site.environment);
}

}  // namespace aurora::connect_detail
