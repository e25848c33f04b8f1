#include "connect/flow_rules.h"

#include <algorithm>
#include <map>

// A flow becomes one rule per protocol at every subnet that it leaves, and one at every subnet that it enters. The
// other side of a rule is all the subnets of that side together: a further cluster changes the prefixes of a rule and
// never its place. With `within`, the sides are taken apart first, by environment or by cluster.

namespace aurora::connect_detail {
namespace {

/// One side of a flow, or of the part of it within one environment or cluster.
struct Ends {
  std::vector<const Spot*> spots;  ///< in the order of the sites
  std::set<const Spot*> known;     ///< the same, for asking only
  std::vector<Prefix> outside;
  bool internet = false;
};
struct Part {
  Ends from, to;
};

bool word_matches(const std::string& pattern, std::string_view word) {
  return pattern.empty() || pattern == "*" || pattern == word;
}

bool role_matches(const std::string& pattern, const Spot& spot) {
  return pattern.empty() || pattern == "*" || spot.subnet->plays(pattern) || spot.subnet->is(pattern);
}

/// The private control plane of a cluster without a subnet for it is an endpoint beside the system nodes.
bool stands_for_control_plane(const std::string& role, const Spot& spot) {
  return role == "apiserver" && spot.subnet->plays("system") && spot.site->cluster != nullptr &&
         spot.site->cluster->kubernetes.private_cluster && !spot.site->has_role("apiserver");
}

void add_pod_subnets(Ends& ends) {
  const auto nodes = ends.spots;
  for (const auto* spot : nodes)
    for (const auto* pods : pod_spots_of(*spot))
      if (ends.known.insert(pods).second) ends.spots.push_back(pods);
}

/// The network of a flow's side that is outside: nullptr when the spec has none of that name (reported before).
const OutsideNetwork* outside_network(const Platform& platform, const std::string& name) {
  for (const auto& network : platform.networks)
    if (network.name == name) return &network;
  return nullptr;
}

class FlowWriter {
 public:
  FlowWriter(const Platform& platform, const std::vector<Site>& sites, const Flow& flow, RuleBook& book,
             std::vector<Joined>& joined)
      : platform_(platform), sites_(sites), flow_(flow), book_(book), joined_(joined) {}

  void write() {
    for (const auto& endpoint : flow_.from) collect(endpoint, &Part::from);
    for (const auto& endpoint : flow_.to) collect(endpoint, &Part::to);
    for (auto& [key, part] : parts_) write_part(part);
  }

 private:
  std::string part_key(const Site& site) const {
    if (flow_.within == "environment") return site.environment->key;
    return flow_.within == "cluster" ? site.id() : std::string();
  }

  void collect(const Endpoint& endpoint, Ends Part::*end) {
    if (endpoint.kind != Endpoint::Kind::Inside) {
      if (flow_.within.empty()) collect_outside(endpoint, parts_[""].*end);
      return;
    }
    for (const auto& site : sites_) {
      if (!word_matches(endpoint.environment, site.environment->key)) continue;
      if (!word_matches(endpoint.cluster, site.key())) continue;
      for (const auto& spot : site.spots) {
        if (!role_matches(endpoint.role, spot) && !stands_for_control_plane(endpoint.role, spot)) continue;
        auto& ends = parts_[part_key(site)].*end;
        if (ends.known.insert(&spot).second) ends.spots.push_back(&spot);
      }
    }
  }

  void collect_outside(const Endpoint& endpoint, Ends& ends) {
    if (endpoint.kind == Endpoint::Kind::Internet) ends.internet = true;
    const auto* network = outside_network(platform_, endpoint.outside);
    if (endpoint.kind != Endpoint::Kind::Outside || network == nullptr) return;
    for (const auto& cidr : network->cidrs) ends.outside.push_back(cidr.value);
  }

  void write_part(Part& part) {
    const auto nothing = [](const Ends& ends) { return ends.spots.empty() && ends.outside.empty() && !ends.internet; };
    if (nothing(part.from) || nothing(part.to)) return;
    add_pod_subnets(part.from);
    const auto from = all_prefixes(part.from), to = all_prefixes(part.to);
    for (const auto* spot : part.from.spots)
      write_rules(*spot, Rule::Direction::Outbound, spot->prefixes, to, part.to.internet);
    for (const auto* spot : part.to.spots)
      write_rules(*spot, Rule::Direction::Inbound, spot->prefixes, from, part.from.internet);
    open_behind_front_ends(part, from);
    note_joined(part);
  }

  static std::vector<Prefix> all_prefixes(const Ends& ends) {
    auto prefixes = prefixes_of(ends.spots);
    prefixes.insert(prefixes.end(), ends.outside.begin(), ends.outside.end());
    return aggregate(std::move(prefixes));
  }

  /// A front end's address stays in the packet until it is in the node (floating IP), so the node's subnet sees it as
  /// the destination.
  void open_behind_front_ends(const Part& part, const std::vector<Prefix>& from) {
    std::map<std::string, std::vector<const Spot*>> by_site;
    for (const auto* spot : part.to.spots)
      if (spot->subnet->role.value == "loadbalancer") by_site[spot->site->id()].push_back(spot);
    for (const auto& [id, fronts] : by_site) {
      const Site& site = *fronts.front()->site;
      const bool gateway = site.has_role("gateway");
      for (const auto& spot : site.spots) {
        const auto& subnet = *spot.subnet;
        if (gateway ? subnet.plays("gateway") : subnet.plays("system") || subnet.plays("general"))
          write_rules(spot, Rule::Direction::Inbound, prefixes_of(fronts), from, part.from.internet, "-front-ends");
      }
    }
  }

  void write_rules(const Spot& spot, Rule::Direction direction, const std::vector<Prefix>& here,
                   const std::vector<Prefix>& there, bool internet, std::string_view suffix = {}) {
    std::map<std::string, std::vector<PortRange>> by_protocol;
    for (const auto& ports : flow_.ports) by_protocol[ports.protocol].push_back(ports);
    for (const auto& [protocol, ports] : by_protocol) {
      const std::string id = "flow-" + flow_.name + "-" + protocol + std::string(suffix);
      write_rule(spot, direction, id, protocol, ports, side(here), side(there));
      if (internet)
        write_rule(spot, direction, id + "-internet", protocol, ports, side(here), side(RuleSide::Kind::Internet));
    }
  }

  void write_rule(const Spot& spot, Rule::Direction direction, std::string id, const std::string& protocol,
                  const std::vector<PortRange>& ports, RuleSide here, RuleSide there) {
    Rule rule;
    rule.id = std::move(id);
    rule.direction = direction;
    rule.protocol = protocol;
    if (protocol == "tcp" || protocol == "udp") rule.ports = ports;
    const bool in = direction == Rule::Direction::Inbound;
    rule.from = in ? std::move(there) : here;
    rule.to = in ? std::move(here) : std::move(there);
    rule.why = flow_.why;
    rule.span = flow_.span;
    book_.add(spot, Band::Flow, std::move(rule));
  }

  void note_joined(const Part& part) {
    std::vector<const Site*> from, to;
    for (const auto* spot : part.from.spots)
      if (from.empty() || from.back() != spot->site) from.push_back(spot->site);
    for (const auto* spot : part.to.spots)
      if (to.empty() || to.back() != spot->site) to.push_back(spot->site);
    for (const auto* a : from)
      for (const auto* b : to)
        if (a != b) joined_.push_back({a, b, flow_.span});
  }

  const Platform& platform_;
  const std::vector<Site>& sites_;
  const Flow& flow_;
  RuleBook& book_;
  std::vector<Joined>& joined_;
  std::map<std::string, Part> parts_;
};

/// A flow to or from a network of the user's own gets no rule there, unless the user's groups are ours to write.
void warn_of_unguarded(const Flow& flow, const std::vector<Site>& sites, Diagnostics& diagnostics) {
  std::set<std::string> told;
  const auto look = [&](const Endpoint& endpoint, std::string_view side_name) {
    if (endpoint.kind != Endpoint::Kind::Inside) return;
    for (const auto& site : sites) {
      if (!site.network->existing_id || endpoint.environment != site.environment->key) continue;
      if (!word_matches(endpoint.cluster, site.key()) || !told.insert(site.id()).second) continue;
      diagnostics
          .report(diag::RulesNotOurs, endpoint.span.known() ? endpoint.span : flow.span, flow.name, side_name,
                  site.id())
          .hint("allow it in the security groups of that network by hand")
          .related(site.network->existing_id->span, "the network is an existing one");
      if (site.addresses.empty())
        diagnostics.report(diag::UnknownAddresses, flow.span, flow.name, site.id())
            .hint("say what the network holds in `network.existing_cidrs`");
    }
  };
  for (const auto& endpoint : flow.from) look(endpoint, "from");
  for (const auto& endpoint : flow.to) look(endpoint, "to");
}

}  // namespace

std::vector<Joined> add_flow_rules(const Platform& platform, const std::vector<Site>& sites, RuleBook& book,
                                   Diagnostics& diagnostics) {
  std::vector<Joined> joined;
  for (const auto& flow : platform.flows) {
    FlowWriter(platform, sites, flow, book, joined).write();
    warn_of_unguarded(flow, sites, diagnostics);
  }
  return joined;
}

}  // namespace aurora::connect_detail
