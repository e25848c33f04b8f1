#include "connect/transits.h"

#include <algorithm>
#include <map>
#include <set>

// A network looks routes up in one table. Networks of environments that exchange routes with the same others share one:
// that of their route domain; an environment in several domains has its own, since nobody else sees what it sees. A
// network whose way out is the hub has to have a table that says which hub.
//
// Where a firewall stands in a hub, everything from and to the clusters behind it goes through it, both ways, or it
// would see half of a connection and drop it. Their table therefore leads to the hub and nowhere else; every other
// table leads to the hub in place of them; and the hub, behind its firewall, has a table that leads to them.

namespace aurora::connect_detail {
namespace {

using Table = Transit::Table;

/// Networks of one cloud that are joined, and who sees whom.
class Writer {
 public:
  Writer(std::vector<const Site*> members, const Domains& domains) : members_(std::move(members)), domains_(domains) {}

  Transit write(const std::string& region, const Site& owner) {
    Transit transit{owner.environment->cloud, region, owner.id(), {}, {}};
    std::map<std::string, Table> tables;
    for (const auto* site : members_) {
      if (site->identity->region != region) continue;
      transit.networks.push_back(site->id());
      auto& table = tables[table_of(*site)];
      if (table.networks.empty()) fill(*site, table);
      table.networks.push_back(site->id());
      if (site->hub != nullptr && site->hub->gateway) tables["gateway-" + site->environment->key] = gateway_of(*site);
    }
    if (std::any_of(members_.begin(), members_.end(),
                    [&](const auto* site) { return site->identity->region != region; }))
      tables["regions"] = from_regions(region);
    for (auto& [name, table] : tables) {
      table.name = name;
      transit.tables.push_back(std::move(table));
    }
    return transit;
  }

 private:
  /// The hub that what leaves `site` is handed to; nullptr: it finds its way itself.
  const Site* way_out(const Site& site) const {
    if (site.cluster == nullptr) return nullptr;
    const auto kind = site.egress->kind;
    if (kind != Egress::Kind::Hub && kind != Egress::Kind::Firewall) return nullptr;
    for (const auto* hub : members_)
      if (hub->hub != nullptr && hub->environment == site.environment) return hub;
    return nullptr;
  }

  static bool has_firewall(const Site& site) { return site.egress->kind == Egress::Kind::Firewall; }

  /// The hub whose firewall stands before `site`; nullptr: none.
  const Site* guard(const Site& site) const { return has_firewall(site) ? way_out(site) : nullptr; }

  std::string table_of(const Site& site) const {
    const auto& key = site.environment->key;
    if (site.hub != nullptr && has_firewall(site)) return "hub-" + key;
    if (way_out(site) != nullptr) return (has_firewall(site) ? "firewall-" : "egress-") + key;
    const auto domain = domains_.name_of(*site.environment);
    return domains_.count(*site.environment) == 1 && !domain.empty() ? "domain-" + domain : "environment-" + key;
  }

  void fill(const Site& site, Table& table) const {
    if (const auto* hub = way_out(site)) table.way_out = hub->id();
    if (guard(site) != nullptr) return;
    const Site* inside = site.hub != nullptr && has_firewall(site) ? &site : nullptr;
    for (const auto* other : members_) {
      if (!domains_.share(*site.environment, *other->environment)) continue;
      table.routes.push_back(route_to(*other, inside));
      if (other->hub != nullptr && other->hub->gateway) table.gateways.push_back(other->id());
    }
  }

  /// What comes from outside may go to networks and never on to another gateway.
  Table gateway_of(const Site& hub) const {
    Table table;
    table.gateway = hub.id();
    for (const auto* other : members_)
      if (domains_.share(*hub.environment, *other->environment)) table.routes.push_back(route_to(*other, nullptr));
    return table;
  }

  /// The other region's tables have decided already who may come.
  Table from_regions(const std::string& region) const {
    Table table;
    table.regions = true;
    for (const auto* site : members_)
      if (site->identity->region == region) table.routes.push_back(route_to(*site, nullptr));
    return table;
  }

  /// `inside`: the hub whose firewall the packets have passed.
  Transit::Route route_to(const Site& site, const Site* inside) const {
    const auto* hub = guard(site);
    return {site.id(), hub == nullptr || hub == inside ? site.id() : hub->id()};
  }

  std::vector<const Site*> members_;
  const Domains& domains_;
};

/// The hub of the environment that most domains have; once decided, it stays that one while it is there.
const Site* owner_of(const std::string& cloud, const std::vector<const Site*>& members, const Domains& domains,
                     Lock& lock) {
  const auto* before = lock.find("transit", cloud);
  const Site* best = nullptr;
  for (const auto* site : members) {
    if (site->hub == nullptr) continue;
    if (before != nullptr && before->value == site->id()) return site;
    if (best == nullptr || domains.count(*site->environment) > domains.count(*best->environment)) best = site;
  }
  return best;
}

bool has_gateway(const std::vector<const Site*>& members) {
  return std::any_of(members.begin(), members.end(),
                     [](const auto* site) { return site->hub != nullptr && site->hub->gateway; });
}

}  // namespace

std::vector<Transit> transits_of(const std::vector<Site>& sites, const Domains& domains, Lock& lock) {
  std::map<std::string, std::vector<const Site*>> clouds;
  for (const auto& site : sites)
    if (site.transit) clouds[site.environment->cloud].push_back(&site);
  std::vector<Transit> transits;
  for (auto& [cloud, members] : clouds) {
    std::sort(members.begin(), members.end(), [](const Site* a, const Site* b) { return a->id() < b->id(); });
    const auto* owner = owner_of(cloud, members, domains, lock);
    if (owner == nullptr || (members.size() < 2 && !has_gateway(members))) continue;
    lock.put("transit", cloud, owner->id());
    std::set<std::string> regions;
    for (const auto* site : members) regions.insert(site->identity->region);
    Writer writer(members, domains);
    for (const auto& region : regions) transits.push_back(writer.write(region, *owner));
  }
  return transits;
}

}  // namespace aurora::connect_detail
