#include "connect/peerings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace aurora::connect_detail {
namespace {

/// Hubs are applied before clusters; among equals the order of the ids decides, never that of the spec.
bool is_before(const Site& a, const Site& b) {
  if ((a.hub != nullptr) != (b.hub != nullptr)) return a.hub != nullptr;
  return a.id() < b.id();
}

/// An appliance between the networks routes what both send to it; so do the hubs' firewalls, each to the networks
/// behind it, and to one another where a route domain peers their hubs.
bool routed_between(const Site& a, const Site& b, const Domains& domains) {
  if (a.egress->kind != b.egress->kind) return false;
  if (a.egress->kind == Egress::Kind::NextHop) return true;
  return a.egress->kind == Egress::Kind::Firewall && a.environment->hub && b.environment->hub &&
         domains.share(*a.environment, *b.environment);
}

/// The router of their regions carries what their environments exchange.
bool by_transit(const Site& a, const Site& b, const Domains& domains) {
  return a.transit && b.transit && a.environment->cloud == b.environment->cloud &&
         domains.share(*a.environment, *b.environment);
}

/// A network with a route server of its own learns its routes there and may not use another's gateway.
bool uses_gateway(const Hub& hub, const Cluster& cluster) {
  return (hub.gateway || hub.route_server) && !cluster.route_server;
}

class Peerings {
 public:
  Peerings(const Domains& domains, Diagnostics& diagnostics) : domains_(domains), diagnostics_(diagnostics) {}

  void add(const Site& a, const Site& b, Peering::Reason reason, Span span) {
    // An existing network's peerings are its owner's, as its routes and groups are.
    if (a.network->existing_id || b.network->existing_id) return;
    if (a.network->absent() || b.network->absent() || by_transit(a, b, domains_)) return;
    // No cloud peers with another: links.cc joins their hubs.
    if (a.environment->cloud != b.environment->cloud) return;
    const Site& first = is_before(a, b) ? a : b;
    const Site& second = is_before(a, b) ? b : a;
    const auto key = std::make_pair(second.id(), first.id());
    if (peerings_.count(key) != 0) return;
    check_tenants(first, second, span);
    const bool gateway = reason == Peering::Reason::HubAndSpoke && uses_gateway(*first.hub, *second.cluster);
    peerings_.emplace(key, Peering{first.id(), second.id(), reason, gateway, span});
  }

  std::vector<Peering> all() const {
    std::vector<Peering> result;
    for (const auto& [key, peering] : peerings_) result.push_back(peering);
    return result;
  }

 private:
  void check_tenants(const Site& a, const Site& b, Span span) {
    const auto& left = a.environment->tenant;
    const auto& right = b.environment->tenant;
    if (!left || !right || left->value == right->value) return;
    diagnostics_.report(diag::PeeringAcrossTenants, span, a.id(), b.id())
        .hint("peer them by hand, with `network.peers`, and an account known to both tenants")
        .related(left->span, "the tenant of one")
        .related(right->span, "the tenant of the other");
  }

  const Domains& domains_;
  Diagnostics& diagnostics_;
  std::map<std::pair<std::string, std::string>, Peering> peerings_;
};

}  // namespace

std::vector<Peering> peerings_of(const std::vector<Site>& sites, const Domains& domains,
                                 const std::vector<Joined>& joined, Diagnostics& diagnostics) {
  std::vector<const Site*> hubs;
  for (const auto& site : sites)
    if (site.hub != nullptr) hubs.push_back(&site);
  Peerings peerings(domains, diagnostics);
  for (const auto* hub : hubs) {
    for (const auto& site : sites) {
      if (site.cluster == nullptr || !domains.serves(*hub, site)) continue;
      const bool own = site.environment == hub->environment;
      peerings.add(*hub, site, own ? Peering::Reason::HubAndSpoke : Peering::Reason::RouteDomain, site.identity->span);
    }
    for (const auto* other : hubs)
      if (other != hub && domains.share(*hub->environment, *other->environment))
        peerings.add(*hub, *other, Peering::Reason::RouteDomain, hub->identity->span);
  }
  for (const auto& pair : joined)
    if (!routed_between(*pair.first, *pair.second, domains))
      peerings.add(*pair.first, *pair.second, Peering::Reason::Flow, pair.span);
  return peerings.all();
}

}  // namespace aurora::connect_detail
