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
  bool listen_range = false;    ///< `range` is a subnet of dynamic neighbours, not one address
  Prefix range;
};

struct ConnectivityPlan {
  std::vector<SubnetRules> subnets;          ///< by owner, subnet
  std::vector<Peering> peerings;             ///< by second, first
  std::vector<CloudLink> links;              ///< by stack
  std::vector<BgpSession> sessions;          ///< by hub, reflector, peer
  std::map<std::string, std::int64_t> asns;  ///< of the reflectors, by the hub's owner id

  const SubnetRules* find(std::string_view owner, std::string_view subnet) const {
    for (const auto& rules : subnets)
      if (rules.owner == owner && rules.subnet == subnet) return &rules;
    return nullptr;
  }
};

}  // namespace aurora
