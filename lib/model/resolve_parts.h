#pragma once

#include <set>
#include <string>
#include <string_view>

#include "model/cascade.h"
#include "model/cloud_facts.h"
#include "model/fields.h"
#include "model/model.h"
#include "model/written_keys.h"

/// The parts of `resolve`, one file each.
namespace aurora::resolving {

/// What every part of one environment's resolution needs.
struct Scope {
  const Platform& platform;  ///< naming is read before environments
  const CloudFacts& facts;
  const WrittenKeys& keys;  ///< of the cloud's table of differences
  Cascade& cascade;
  yaml::Tree* tree;
  Diagnostics& diagnostics;
  bool joined = false;  ///< some environment has a hub

  /// The fields of a merged tree, without what its cloud has no equivalent for (differences.h says so).
  Fields fields(std::string_view object, const yaml::Node& merged) const {
    return {keys.without(object, merged, *tree), diagnostics};
  }
};

Naming naming(const Fields& fields);
AddressSettings addresses(const Fields& fields);
TerraformSettings terraform(const Fields& fields);
std::vector<OutsideNetwork> outside_networks(const Fields& fields);
std::vector<RouteDomain> route_domains(const Fields& fields);
std::vector<Override> overrides(const Fields& fields);

std::vector<Flow> flows(const yaml::Node* list, Diagnostics& diagnostics);
/// A bare word that is no environment and is an outside network becomes one.
void settle_endpoint(Endpoint& side, const Platform& platform);
std::vector<IsolationRule> isolation(const yaml::Node* list, Diagnostics& diagnostics);

/// The project, stage, region and instance in a cluster's key; false after a report. `region` is the one that the spec
/// gives the cluster, for the hint.
bool parse_key(std::string_view key, Span span, std::string_view region, const Scope& scope, Identity& identity);
const RegionFact* find_region(const CloudFacts& facts, std::string_view name);
/// The zones given, else all that the region has.
std::vector<std::string> zones(const Fields& fields, std::string_view region, const CloudFacts& facts);

/// `network` without subnets.
Network network(const Fields& fields);
/// The roles that the cloud has subnets for, and those that it needs besides. `way_out`: by the network itself, when it
/// is ours; an existing one gets nothing more. `needed`: there has to be a network, whether or not the roles ask for
/// one.
std::set<std::string> settled_roles(std::set<std::string> roles, const Network& network, bool way_out, bool needed,
                                    const Scope& scope);
/// The built-in subnets of these roles with what `subnets` says of them, and the user's own; by key. Where the cloud's
/// subnets lie in one zone, one for each of `zones`.
std::vector<Subnet> subnets(const Fields& fields, const std::set<std::string>& built_in, const CloudFacts& facts,
                            const std::vector<std::string>& zones, Span owner);
Egress egress(const yaml::Node* node, Egress otherwise, Diagnostics& diagnostics);
std::optional<RouteServer> route_server(const yaml::Node* node, Diagnostics& diagnostics);
std::vector<BgpPeer> bgp_peers(const yaml::Node* node, Diagnostics& diagnostics);
/// `8x32` by the cloud's table, or the cloud's own type.
Located<Machine> machine(const yaml::Node* node, std::string_view otherwise, const Scope& scope, Span span);

Kubernetes kubernetes(const Fields& fields, const Identity& identity, const CloudFacts& facts);
std::vector<NodePool> node_pools(const yaml::Node& merged, const Cluster& cluster, const Scope& scope);
std::optional<Hub> hub(const yaml::Node& node, const Environment& environment, const Scope& scope);
void cluster(const yaml::Node::Entry& entry, const yaml::Node& environment_node, Environment& environment,
             const Scope& scope);

}  // namespace aurora::resolving
