#include <algorithm>

#include "model/resolve_parts.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

/// A list of services, or a mapping from the endpoint's name.
std::vector<PrivateEndpoint> private_endpoints(const Node* node, Diagnostics& diagnostics) {
  std::vector<PrivateEndpoint> all;
  if (node == nullptr || node->is_null()) return all;
  for (const auto* item : node->items) {
    auto& made = all.emplace_back();
    made.key = made.service = item->text;
    made.span = item->span;
  }
  for (const auto& entry : node->entries) {
    const Fields own(entry.value, diagnostics);
    auto& made = all.emplace_back();
    made.key = made.service = entry.key;
    made.span = entry.key_span;
    own.read("service", made.service);
    own.read("target_id", made.target_id);
    own.read("subresource", made.subresource);
    own.read("dns_zone_id", made.dns_zone_id);
    own.read("subnet", made.subnet);
    own.read("renamed_from", made.renamed_from);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return all;
}

WorkloadIdentity workload_identity(const Node::Entry& entry, Diagnostics& diagnostics) {
  const Fields own(entry.value, diagnostics);
  WorkloadIdentity made;
  made.key = entry.key;
  made.span = entry.key_span;
  own.read("service_accounts", made.service_accounts);
  own.read("renamed_from", made.renamed_from);
  if (const auto* roles = own.at("roles"))
    for (const auto* item : roles->items) {
      const Fields role(item, diagnostics);
      auto& granted = made.roles.emplace_back();
      role.read("name", granted.name);
      role.read("scope", granted.scope);
    }
  return made;
}

std::vector<WorkloadIdentity> workload_identities(const Node* node, Diagnostics& diagnostics) {
  std::vector<WorkloadIdentity> all;
  if (node == nullptr) return all;
  for (const auto& entry : node->entries) all.push_back(workload_identity(entry, diagnostics));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return all;
}

/// The built-in subnets that the cluster's parts need.
std::set<std::string> needed_subnets(const Cluster& cluster, const Fields& written) {
  std::set<std::string> roles{"loadbalancer"};
  const auto& kubernetes = cluster.kubernetes;
  if (kubernetes.api_server_vnet_integration) roles.insert("apiserver");
  if (!cluster.private_endpoints.empty() || (kubernetes.customer_managed_key && !kubernetes.disk_encryption_set_id))
    roles.insert("infrastructure");
  if (kubernetes.pod_network == "pod_subnet") roles.insert("pods");
  if (cluster.route_server) roles.insert("route_server");
  for (const auto& pool : cluster.node_pools) {
    const bool own = pool.key == "system" || pool.key == "gateway";
    if (pool.subnet.empty() && own) roles.insert(pool.key);
    if (pool.subnet.empty() && !own && !written.has(pool.key)) roles.insert("general");
    if (pool.subnet == "system" || pool.subnet == "gateway" || pool.subnet == "general") roles.insert(pool.subnet);
  }
  return roles;
}

constexpr std::string_view node_subnet = "nodes";

bool is_node_role(std::string_view role) { return role == "system" || role == "gateway" || role == "general"; }

/// One subnet in place of those of the pools. What the spec says of the subnet `nodes` holds for it.
void share_node_subnet(const Fields& written, Cluster& cluster) {
  auto& subnets = cluster.network.subnets;
  std::erase_if(subnets, [](const Subnet& subnet) { return subnet.built_in && is_node_role(subnet.role.value); });
  auto* shared = [&]() -> Subnet* {
    for (auto& subnet : subnets)
      if (subnet.key == node_subnet) return &subnet;
    auto& made = subnets.emplace_back();
    made.key = node_subnet;
    made.span = written.span().known() ? written.span() : cluster.span;
    return &made;
  }();
  shared->built_in = true;
  shared->role = {"system", shared->span};
  for (const std::string role : {"gateway", "general"}) {
    const auto plays = [&](const NodePool& pool) { return (pool.key == "gateway" ? "gateway" : "general") == role; };
    const auto& pools = cluster.node_pools;
    if (std::any_of(pools.begin(), pools.end(), [&](const auto& pool) { return pool.key != "system" && plays(pool); }))
      shared->further_roles.push_back(role);
  }
  std::sort(subnets.begin(), subnets.end(), [](const Subnet& a, const Subnet& b) { return a.key < b.key; });
  for (auto& pool : cluster.node_pools)
    if (pool.subnet.empty() || is_node_role(pool.subnet)) pool.subnet = node_subnet;
}

/// Where a pool's nodes go when it does not say: `system` and `gateway` have their own subnet, any other one
/// the subnet that has its name, else `general`.
void place_pools(Cluster& cluster) {
  for (auto& pool : cluster.node_pools) {
    if (pool.subnet.empty()) pool.subnet = cluster.network.find(pool.key) != nullptr ? pool.key : "general";
    if (pool.pod_subnet.empty() && cluster.kubernetes.pod_network == "pod_subnet") pool.pod_subnet = "pods";
  }
}

/// The cluster's own (or `like`'s), else the environment's, else the hub's, else `defaults`'; none: a NAT gateway.
Egress egress_of(const Node& own, const Node& environment_node, const Environment& environment, const Fields& merged,
                 bool existing, Diagnostics& diagnostics) {
  for (const auto* level : {&own, &environment_node})
    if (const auto* node = level->find("egress"); node != nullptr && !node->is_null())
      return egress(node, {}, diagnostics);
  if (environment.hub) return environment.hub->egress;
  Egress otherwise;
  // Nothing can be attached to a network that somebody else manages: `check` asks for what it has.
  otherwise.kind = existing ? Egress::Kind::None : Egress::Kind::Nat;
  return egress(merged.at("egress"), otherwise, diagnostics);
}

bool settle_region(const Fields& own, Span span, const Scope& scope, Cluster& cluster) {
  Text given;
  own.read("region", given);
  cluster.region = cluster.identity.region;
  if (given.value.empty() || given.value == cluster.region) return true;
  scope.diagnostics.report(diag::RegionMismatch, given.span, cluster.key, cluster.region, given.value)
      .related(span, "the cluster's name");
  return false;
}

void read_identity(const Fields& fields, const Environment& environment, const Scope& scope, Cluster& cluster) {
  auto& identity = cluster.identity;
  const auto& naming = scope.platform.naming;
  identity.id = environment.key + "/" + cluster.key;
  identity.environment = environment.key;
  identity.account = environment.account.value;
  identity.user_defined = naming.user_defined;
  identity.gc_project = naming.project.empty() ? identity.project : naming.project;
  identity.span = cluster.span;
  fields.read("user_defined", identity.user_defined);
}

/// The identity under the key that `renamed_from` gives, with or without the environment before it. A name says where
/// a cluster is: one that says another environment or region is another cluster's.
void read_former(const Fields& fields, const Environment& environment, const Scope& scope, Cluster& cluster) {
  fields.read("renamed_from", cluster.renamed_from);
  if (!cluster.renamed_from || cluster.renamed_from->value == kNotRenamed) return;
  auto& text = cluster.renamed_from->value;
  const auto span = cluster.renamed_from->span;
  const auto refuse = [&](std::string_view what) {
    scope.diagnostics.report(diag::RenamedAcross, span, cluster.identity.id, text, what)
        .related(cluster.span, "the cluster")
        .hint("add it as a cluster of its own, move the workloads, and remove the old one afterwards");
  };
  if (const auto slash = text.find('/'); slash != text.npos) {
    if (text.substr(0, slash) != environment.key)
      return refuse("environment, and with it account, network and state are others");
    text = text.substr(slash + 1);
  }
  Identity former = cluster.identity;
  if (!parse_key(text, span, cluster.region, scope, former)) return;
  if (former.region != cluster.identity.region)
    return refuse("region is another, and everything in it stays where it is");
  former.id = environment.key + "/" + text;
  former.gc_project = scope.platform.naming.project.empty() ? former.project : scope.platform.naming.project;
  cluster.former = former;
}

}  // namespace

void cluster(const Node::Entry& entry, const Node& environment_node, Environment& environment, const Scope& scope) {
  Cluster made;
  made.key = entry.key;
  made.span = entry.key_span;
  const auto* own = scope.cascade.own(environment.key, entry);
  Text given;
  if (own != nullptr) Fields(own, scope.diagnostics).read("region", given);
  if (!parse_key(made.key, made.span, given.value.empty() ? environment.region : given.value, scope, made.identity))
    return;
  const auto* merged = merge(scope.cascade.environment(environment_node), own, *scope.tree);
  if (merged == nullptr || !settle_region(Fields(own, scope.diagnostics), made.span, scope, made)) return;
  const auto fields = scope.fields("cluster", *merged);
  made.written = merged;
  read_identity(fields, environment, scope, made);
  made.zones = zones(fields, made.region, scope.facts);
  made.network = network(fields.in("network"));
  made.egress =
      egress_of(*own, environment_node, environment, fields, made.network.existing_id.has_value(), scope.diagnostics);
  if (!made.egress.span.known()) made.egress.span = made.span;
  fields.read("tags", made.tags);
  made.protect = environment.protect;
  fields.read("protect", made.protect);
  read_former(fields, environment, scope, made);
  made.kubernetes = kubernetes(fields.in("kubernetes"), made.identity, scope.facts);
  if (!made.kubernetes.span.known()) made.kubernetes.span = made.span;
  made.node_pools = node_pools(*merged, made, scope);
  made.private_endpoints = private_endpoints(fields.at("private_endpoints"), scope.diagnostics);
  made.workload_identities = workload_identities(fields.at("workload_identities"), scope.diagnostics);
  made.route_server = route_server(fields.at("route_server"), scope.diagnostics);
  const bool way_out = made.egress.kind == Egress::Kind::Nat;
  const auto roles = settled_roles(needed_subnets(made, fields.in("subnets")), made.network, way_out, true, scope);
  made.network.subnets = subnets(fields.in("subnets"), roles, scope.facts, made.zones, made.span);
  if (scope.facts.one_node_subnet) share_node_subnet(fields.in("subnets"), made);
  place_pools(made);
  environment.clusters.push_back(std::move(made));
}

}  // namespace aurora::resolving
