#include "connect/bgp.h"

#include <algorithm>
#include <charconv>
#include <tuple>

// Each reflector has a session with every other of its hub, with those of the hubs that share a route domain with it,
// and with route servers and the peers of the spec; the nodes of the clusters that the hub serves come by themselves,
// from the subnets that it listens to. What a session may bring in is written per session: a reflector takes from
// another hub's only the routes of that hub's own clusters, so an environment that two domains share does not join
// them.

namespace aurora::connect_detail {
namespace {

const PortRange bgp_port{179, 179, "tcp"};
/// Clouds give a route server two sides.
constexpr std::size_t route_server_sides = 2;

struct Reflector {
  int index;
  IpAddress address;
};

class BgpWriter {
 public:
  BgpWriter(const std::vector<Site>& sites, const Domains& domains, const AddressPlan& addresses, FactsOf facts,
            Lock& lock, RuleBook& book, ConnectivityPlan& plan)
      : sites_(sites), domains_(domains), addresses_(addresses), facts_(facts), lock_(lock), book_(book), plan_(plan) {}

  void write() {
    for (const auto& site : sites_)
      if (has_reflectors(site)) plan_.asns[site.id()] = asn_of(site);
    for (const auto& site : sites_)
      if (has_reflectors(site)) write_hub(site);
    std::sort(plan_.sessions.begin(), plan_.sessions.end(), [](const BgpSession& a, const BgpSession& b) {
      return std::tie(a.hub, a.reflector, a.peer) < std::tie(b.hub, b.reflector, b.peer);
    });
  }

 private:
  static bool has_reflectors(const Site& site) { return site.hub != nullptr && site.hub->route_reflectors; }

  /// What the spec says; where it says nothing, what the lock remembers.
  std::int64_t asn_of(const Site& hub) {
    const auto& given = hub.hub->route_reflectors->asn;
    const std::string key = hub.id() + "/route_reflectors";
    std::int64_t asn = given.value;
    const auto* before = lock_.find("asn", key);
    if (before != nullptr && !given.span.known())
      std::from_chars(before->value.data(), before->value.data() + before->value.size(), asn);
    lock_.put("asn", key, std::to_string(asn));
    return asn;
  }

  std::vector<Reflector> reflectors_of(const Site& hub) const {
    std::vector<Reflector> result;
    for (int i = 0; i < hub.hub->route_reflectors->count.value; ++i)
      if (const auto* found = addresses_.find(hub.id(), "static/route_reflector/" + std::to_string(i)))
        result.push_back({i, found->prefix.address});
    return result;
  }

  static std::vector<const Spot*> spots_of(const Site& site, std::string_view role) {
    std::vector<const Spot*> spots;
    for (const auto& spot : site.spots)
      if (spot.subnet->role.value == role && !spot.prefixes.empty()) spots.push_back(&spot);
    return spots;
  }

  static std::vector<const Spot*> node_spots(const Site& site) {
    std::vector<const Spot*> spots;
    for (const auto& spot : site.spots)
      if (spot.node && spot.subnet->role.value != "pods" && !spot.prefixes.empty()) spots.push_back(&spot);
    return spots;
  }

  /// What a cluster announces: its pods.
  std::vector<Prefix> pods_of(const Site& site) const {
    auto pods = addresses_.prefixes(site.id(), "pods");
    for (const auto* spot : spots_of(site, "pods"))
      pods.insert(pods.end(), spot->prefixes.begin(), spot->prefixes.end());
    return aggregate(std::move(pods));
  }

  /// What the reflectors of a hub have of their own to tell the others.
  std::vector<Prefix> routes_of(const Site& hub) const {
    std::vector<Prefix> routes;
    for (const auto& site : sites_) {
      if (site.cluster == nullptr || !domains_.serves(hub, site)) continue;
      const auto pods = pods_of(site);
      routes.insert(routes.end(), pods.begin(), pods.end());
    }
    return aggregate(std::move(routes));
  }

  void write_hub(const Site& hub) {
    for (const auto& other : sites_)
      if (has_reflectors(other) && domains_.share(*hub.environment, *other.environment)) mesh(hub, other);
    for (const auto& site : sites_) {
      if (!domains_.serves(hub, site) && &site != &hub) continue;
      if (site.cluster != nullptr) listen_to_nodes(hub, site);
      speak_to_route_server(hub, site);
    }
    for (const auto& peer : hub.hub->route_reflectors->peers) speak_to_peer(hub, peer);
  }

  void mesh(const Site& hub, const Site& other) {
    const auto routes = routes_of(other);
    for (const auto& own : reflectors_of(hub))
      for (const auto& far : reflectors_of(other)) {
        if (&hub == &other && own.index == far.index) continue;
        auto session = session_of(hub, own, other.environment->key + "-reflector-" + std::to_string(far.index),
                                  far.address, plan_.asns.at(other.id()));
        // An empty list of what is accepted would mean everything.
        session.import_routes = !routes.empty();
        session.accepts = routes;
        plan_.sessions.push_back(std::move(session));
      }
    both_ways(spots_of(hub, "route_reflector"), "bgp-reflectors-" + other.environment->key,
              prefixes_of(spots_of(other, "route_reflector")), "sessions between route reflectors");
  }

  void listen_to_nodes(const Site& hub, const Site& site) {
    const auto pods = pods_of(site);
    for (const auto* spot : node_spots(site)) {
      for (const auto& prefix : spot->prefixes) {
        if (std::find(spot->routed_pods.begin(), spot->routed_pods.end(), prefix) != spot->routed_pods.end()) continue;
        for (const auto& own : reflectors_of(hub)) {
          auto session = session_of(hub, own, range_name(*spot, prefix), prefix.address, plan_.asns.at(hub.id()));
          session.client = session.listen_range = true;
          session.range = prefix;
          session.import_routes = !pods.empty();
          session.accepts = pods;
          plan_.sessions.push_back(std::move(session));
        }
      }
      // The nodes open these sessions, the reflectors never do.
      rule(*spot, Rule::Direction::Outbound, "bgp-reflectors-" + hub.environment->key,
           prefixes_of(spots_of(hub, "route_reflector")), "sessions with the route reflectors");
    }
    for (const auto* spot : spots_of(hub, "route_reflector"))
      rule(*spot, Rule::Direction::Inbound, "bgp-" + site.environment->key + "-" + std::string(site.key()),
           prefixes_of(node_spots(site)), "sessions with the nodes of " + site.id());
  }

  static std::string range_name(const Spot& spot, const Prefix& prefix) {
    std::string name = spot.site->environment->key + "-" + std::string(spot.site->key()) + "-" + spot.subnet->key;
    return spot.prefixes.size() == 1 ? name : name + "-" + prefix.address.to_string();
  }

  static const RouteServer* route_server_of(const Site& site) {
    const auto& server = site.cluster != nullptr ? site.cluster->route_server : site.hub->route_server;
    return server && server->peer_with_reflectors ? &*server : nullptr;
  }

  /// Its two addresses: those decided for it, else the first usable ones of its subnets, a side in each in turn.
  std::vector<IpAddress> route_server_addresses(const Site& site, const CloudFacts& facts) const {
    std::vector<IpAddress> sides;
    const auto spots = spots_of(site, "route_server");
    for (std::size_t i = 0; i < route_server_sides; ++i) {
      const auto* decided = addresses_.find(site.id(), "static/route_server/" + std::to_string(i));
      if (decided == nullptr && spots.empty()) return {};
      const auto number = static_cast<std::uint64_t>(facts.first_usable) + (spots.empty() ? 0 : i / spots.size());
      sides.push_back(decided != nullptr ? decided->prefix.address
                                         : spots[i % spots.size()]->prefixes.front().nth(number));
    }
    return sides;
  }

  void speak_to_route_server(const Site& hub, const Site& site) {
    const auto* facts = facts_(site.environment->cloud);
    if (route_server_of(site) == nullptr || facts == nullptr || site.network->existing_id) return;
    // Where it reaches machines of its own network only, a hub's reflectors are no neighbours of another network's.
    if (facts->route_server_in_network && &site != &hub) return;
    const auto sides = route_server_addresses(site, *facts);
    if (sides.empty()) return;
    for (const auto& own : reflectors_of(hub))
      for (std::size_t i = 0; i < sides.size(); ++i) {
        auto session = session_of(
            hub, own, "route-server-" + site.environment->key + "-" + std::string(site.key()) + "-" + std::to_string(i),
            sides[i], facts->route_server_asn);
        // Routes are for this network; with branch to branch the gateways beside the server are to hear them too.
        session.no_advertise = !route_server_of(site)->branch_to_branch;
        if (facts->route_server_in_network) session.next_hops = addresses_.prefixes(site.id(), "network");
        plan_.sessions.push_back(std::move(session));
      }
    both_ways(spots_of(hub, "route_reflector"),
              "bgp-route-server-" + site.environment->key + "-" + std::string(site.key()),
              route_server_prefixes(site, sides), "sessions with the route server of " + site.id());
  }

  /// Its subnets, which hold nothing else; else its addresses.
  static std::vector<Prefix> route_server_prefixes(const Site& site, const std::vector<IpAddress>& sides) {
    if (const auto spots = spots_of(site, "route_server"); !spots.empty()) return prefixes_of(spots);
    std::vector<Prefix> hosts;
    for (const auto& address : sides) hosts.push_back(Prefix::host(address));
    return hosts;
  }

  void speak_to_peer(const Site& hub, const BgpPeer& peer) {
    for (const auto& own : reflectors_of(hub)) {
      auto session = session_of(hub, own, "peer-" + peer.name, peer.address.value, peer.asn.value);
      session.no_advertise = true;
      plan_.sessions.push_back(std::move(session));
    }
    both_ways(spots_of(hub, "route_reflector"), "bgp-peer-" + peer.name, {Prefix::host(peer.address.value)},
              "session with " + peer.name);
  }

  static BgpSession session_of(const Site& hub, const Reflector& own, std::string peer, IpAddress address,
                               std::int64_t asn) {
    BgpSession session;
    session.hub = hub.id();
    session.reflector = own.index;
    session.peer = std::move(peer);
    session.address = address;
    session.asn = asn;
    return session;
  }

  void both_ways(const std::vector<const Spot*>& spots, const std::string& id, const std::vector<Prefix>& other,
                 const std::string& why) {
    for (const auto* spot : spots) {
      rule(*spot, Rule::Direction::Inbound, id, other, why);
      rule(*spot, Rule::Direction::Outbound, id, other, why);
    }
  }

  void rule(const Spot& spot, Rule::Direction direction, const std::string& id, const std::vector<Prefix>& other,
            const std::string& why) {
    Rule rule;
    rule.id = id;
    rule.direction = direction;
    rule.protocol = bgp_port.protocol;
    rule.ports = {bgp_port};
    const bool in = direction == Rule::Direction::Inbound;
    rule.from = side(in ? other : spot.prefixes);
    rule.to = side(in ? spot.prefixes : other);
    rule.why = why;
    rule.span = spot.subnet->span;
    book_.add(spot, Band::Role, std::move(rule));
  }

  const std::vector<Site>& sites_;
  const Domains& domains_;
  const AddressPlan& addresses_;
  FactsOf facts_;
  Lock& lock_;
  RuleBook& book_;
  ConnectivityPlan& plan_;
};

}  // namespace

void add_bgp(const std::vector<Site>& sites, const Domains& domains, const AddressPlan& addresses, FactsOf facts,
             Lock& lock, RuleBook& book, ConnectivityPlan& plan) {
  BgpWriter(sites, domains, addresses, facts, lock, book, plan).write();
}

}  // namespace aurora::connect_detail
