#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "address/cidr.h"
#include "model/model.h"

namespace aurora {

/// One side of a rule: prefixes, or something every cloud has its own word for.
struct RuleSide {
  enum class Kind { Prefixes, Any, Internet, LoadBalancerProbe, Network, ControlPlane };
  Kind kind = Kind::Prefixes;
  std::vector<Prefix> prefixes;  ///< sorted, aggregated; of kind Prefixes
};

/// One rule at the edge of one subnet. `id` is stable: it comes from the flow's name or the roles.
struct Rule {
  enum class Direction { Inbound, Outbound };
  enum class Access { Allow, Deny };
  std::string id;  ///< `flow-argo-deploys-mgmt`, `role-gateway`, `deny-all`
  Direction direction = Direction::Inbound;
  Access access = Access::Allow;
  std::string protocol = "any";  ///< `tcp`, `udp`, `icmp`, `any`
  std::vector<PortRange> ports;  ///< destination ports; empty: any
  RuleSide from, to;
  int priority = 0;  ///< lower wins; unique per subnet and direction; kept in the lock
  std::string why;
  Span span;  ///< the flow, or the subnet
};

struct SubnetRules {
  std::string owner;        ///< `nonprod/gen-dev-cc-00`
  std::string subnet;       ///< key
  std::vector<Rule> rules;  ///< inbound first, by priority
  /// Where a cloud has one list of rules for a whole network: which part of it is this subnet's. Kept in the lock.
  int part = 0;
};

/// Two networks of the spec that are peered, both halves. `second` is the one whose stack makes both.
struct Peering {
  std::string first, second;  ///< owner ids; `first` is applied before
  enum class Reason { HubAndSpoke, RouteDomain, Flow } reason = Reason::HubAndSpoke;
  bool use_gateway = false;  ///< `second` uses the gateway of `first`
  Span span;
};

/// A VPN between the hubs of two environments on different clouds, with BGP: a stack of its own.
struct CloudLink {
  std::string stack;           ///< `dev/link-prod`
  std::string first, second;   ///< owner ids of the hubs; `first` has the first address inside a tunnel
  std::vector<Prefix> inside;  ///< a /30 for each of at most four tunnels
  std::vector<Prefix> behind_first, behind_second;  ///< what each end tells the other of: its networks, aggregated
  Span span;
};

/// One BGP session that a reflector of `hub` has.
struct BgpSession {
  std::string hub;  ///< owner id
  int reflector = 0;
  std::string peer;  ///< name in the daemon's configuration
  IpAddress address;
  std::int64_t asn = 0;
  bool import_routes = false;
  bool client = false;          ///< route reflector client
  bool no_advertise = false;    ///< what it is told, it must not tell on
  std::vector<Prefix> accepts;  ///< what may be learned from it; empty: what `import_routes` says
  /// It is told only what leads through these, for it can hand packets to no other; empty: everything.
  std::vector<Prefix> next_hops;
  bool listen_range = false;  ///< `range` is a subnet of dynamic neighbours, not one address
  Prefix range;
};

/// A router that all networks of one region share, in place of peerings. Each network is told what one table says.
struct Transit {
  struct Route {
    std::string network;  ///< owner id of where it leads
    std::string via;      ///< owner id of the network that packets are handed to: the same, or a hub with a firewall
  };
  struct Table {
    std::string name;                   ///< `domain-nonprod`, `environment-mgmt`, `firewall-dev`, ...
    std::vector<std::string> networks;  ///< owner ids of those that look routes up here
    std::string gateway;                ///< the hub whose gateway looks routes up here; empty: none
    bool regions = false;               ///< what comes from the other regions looks routes up here
    std::vector<Route> routes;          ///< by network, those of other regions too
    std::string way_out;                ///< the hub that everything else is handed to; empty: it is dropped
    std::vector<std::string> gateways;  ///< hubs whose gateways tell their routes here
  };
  std::string cloud, region;
  std::string owner;                  ///< id of the hub whose stack makes it; kept in the lock
  std::vector<std::string> networks;  ///< owner ids of those that are attached, sorted
  std::vector<Table> tables;          ///< by name
};

/// What may pass the edge of a subnet, in both directions and by every protocol, where a cloud's groups of rules can
/// only allow. The first entry that holds the other side decides; what none holds passes.
struct SubnetEdge {
  struct Entry {
    int number = 0;  ///< lower wins; the same for a prefix everywhere; kept in the lock
    bool allow = false;
    Prefix prefix;
  };
  std::string owner;
  std::string subnet;          ///< its key in the spec: one for all zones
  std::vector<Entry> entries;  ///< by number
  Span span;
};

struct ConnectivityPlan {
  std::vector<SubnetRules> subnets;          ///< by owner, subnet
  std::vector<Peering> peerings;             ///< by second, first
  std::vector<CloudLink> links;              ///< by stack
  std::vector<BgpSession> sessions;          ///< by hub, reflector, peer
  std::map<std::string, std::int64_t> asns;  ///< of the reflectors, by the hub's owner id
  std::vector<Transit> transits;             ///< by cloud, region
  std::vector<SubnetEdge> edges;             ///< by owner, subnet

  const SubnetRules* find(std::string_view owner, std::string_view subnet) const {
    for (const auto& rules : subnets)
      if (rules.owner == owner && rules.subnet == subnet) return &rules;
    return nullptr;
  }
  /// The router that the network `owner` is attached to; nullptr: none.
  const Transit* transit_of(std::string_view owner) const {
    for (const auto& transit : transits)
      for (const auto& network : transit.networks)
        if (network == owner) return &transit;
    return nullptr;
  }
};

}  // namespace aurora
