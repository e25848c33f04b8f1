#include <algorithm>

#include "model/resolve_parts.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

void read_reflectors(const Fields& fields, const Scope& scope, Hub& hub) {
  const auto* node = fields.at("route_reflectors");
  if (node == nullptr) return;
  auto& made = hub.route_reflectors.emplace();
  const auto own = fields.in("route_reflectors");
  made.span = node->span;
  made.count.span = made.asn.span = node->span;
  made.machine = machine(own.at("machine"), "2x8", scope, node->span);
  own.read("count", made.count);
  own.read("asn", made.asn);
  own.read("daemon", made.daemon);
  own.read("addresses", made.addresses);
  own.read("ssh_public_key", made.ssh_public_key);
  own.read("image", made.image);
  own.read("user", made.user);
  own.read("os_disk_gib", made.os_disk_gib);
  made.peers = bgp_peers(own.at("peers"), scope.diagnostics);
}

void read_jumpbox(const Fields& fields, const Scope& scope, Hub& hub) {
  const auto* node = fields.at("jumpbox");
  if (node == nullptr) return;
  auto& made = hub.jumpbox.emplace();
  const auto own = fields.in("jumpbox");
  made.span = node->span;
  made.machine = machine(own.at("machine"), "2x8", scope, node->span);
  own.read("address", made.address);
  own.read("ssh_public_key", made.ssh_public_key);
  own.read("image", made.image);
  own.read("user", made.user);
  own.read("os_disk_gib", made.os_disk_gib);
  own.read("bastion", made.bastion);
}

Gateway::Connection connection(const Node::Entry& entry, Diagnostics& diagnostics) {
  const Fields own(entry.value, diagnostics);
  Gateway::Connection made;
  made.name = entry.key;
  made.span = entry.key_span;
  own.read("address", made.address);
  own.read("cidrs", made.cidrs);
  own.read("asn", made.asn);
  own.read("bgp_address", made.bgp_address);
  own.read("shared_key_secret_id", made.shared_key_secret_id);
  own.read("circuit_id", made.circuit_id);
  return made;
}

void read_gateway(const Fields& fields, Hub& hub) {
  const auto* node = fields.at("gateway");
  if (node == nullptr) return;
  auto& made = hub.gateway.emplace();
  const auto own = fields.in("gateway");
  made.span = node->span;
  own.read("kind", made.kind);
  own.read("sku", made.sku);
  own.read("active_active", made.active_active);
  own.read("asn", made.asn);
  const auto* connections = own.at("connections");
  if (connections == nullptr) return;
  for (const auto& entry : connections->entries) made.connections.push_back(connection(entry, fields.diagnostics()));
  std::sort(made.connections.begin(), made.connections.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
}

void read_registry(const Fields& fields, Hub& hub) {
  const auto* node = fields.at("registry");
  if (node == nullptr) return;
  auto& made = hub.registry.emplace();
  const auto own = fields.in("registry");
  made.span = node->span;
  made.zone_redundant = !hub.zones.empty();
  own.read("sku", made.sku);
  own.read("retention_days", made.retention_days);
  own.read("zone_redundant", made.zone_redundant);
  own.read("replicas", made.replicas);
  own.read("repositories", made.repositories);
}

void read_logs(const Fields& fields, Hub& hub) {
  const auto* node = fields.at("logs");
  if (node == nullptr) return;
  auto& made = hub.logs.emplace();
  const auto own = fields.in("logs");
  made.span = node->span;
  own.read("retention_days", made.retention_days);
  own.read("sku", made.sku);
  own.read("daily_quota_gb", made.daily_quota_gb);
  own.read("workspace_id", made.workspace_id);
}

void read_private_dns(const Fields& fields, Hub& hub) {
  auto& made = hub.private_dns;
  made.span = fields.span();
  fields.read("create", made.create);
  fields.read("zones", made.zones);
  if (const auto* ids = fields.at("zone_ids"))
    for (const auto& entry : ids->entries)
      made.zone_ids[std::string(entry.key)] = {std::string(entry.value->text), entry.value->span};
}

/// The subnets that the hub's parts need.
std::set<std::string> needed_subnets(const Hub& hub) {
  std::set<std::string> roles;
  if (hub.route_reflectors) roles.insert("route_reflector");
  if (hub.jumpbox) roles.insert("jumpbox");
  if (hub.jumpbox && hub.jumpbox->bastion) roles.insert("bastion");
  if (hub.gateway) roles.insert("vpn");
  if (hub.route_server) roles.insert("route_server");
  if (hub.registry) roles.insert("infrastructure");
  if (hub.egress.kind != Egress::Kind::Firewall) return roles;
  roles.insert("firewall");
  if (hub.egress.firewall_sku == "Basic") roles.insert("firewall_management");
  return roles;
}

Identity identity_of(const Fields& fields, const Environment& environment, const Scope& scope) {
  Identity identity;
  identity.id = environment.key + "/hub";
  identity.environment = environment.key;
  identity.account = environment.account.value;
  identity.project = "hub";
  identity.stage = environment.key;
  identity.region = environment.region;
  identity.user_defined = "HUB";
  identity.span = fields.span();
  fields.read("name", identity.project);
  fields.read("stage", identity.stage);
  fields.read("region", identity.region);
  fields.read("instance", identity.instance);
  const auto& project = scope.platform.naming.project;
  identity.gc_project = project.empty() ? identity.project : project;
  return identity;
}

}  // namespace

std::optional<Hub> hub(const Node& node, const Environment& environment, const Scope& scope) {
  const auto fields = scope.fields("hub", node);
  Hub made;
  made.span = node.span;
  made.written = &node;
  made.identity = identity_of(fields, environment, scope);
  made.region = made.identity.region;
  if (made.region.empty()) {
    scope.diagnostics.report(diag::MissingSetting, node.span, made.identity.id, "region")
        .hint("give a region in `defaults` or in the environment");
    return {};
  }
  made.zones = zones(fields, made.region, scope.facts);
  made.network = network(fields.in("network"));
  Egress nat;
  nat.kind = Egress::Kind::Nat;
  nat.span = node.span;
  made.egress = egress(fields.at("egress"), nat, scope.diagnostics);
  made.tags = environment.tags;
  fields.read("tags", made.tags);
  made.protect = environment.protect;
  fields.read("protect", made.protect);
  read_reflectors(fields, scope, made);
  read_jumpbox(fields, scope, made);
  read_gateway(fields, made);
  made.route_server = route_server(fields.at("route_server"), scope.diagnostics);
  read_registry(fields, made);
  read_logs(fields, made);
  read_private_dns(fields.in("private_dns"), made);
  const bool way_out = made.egress.kind == Egress::Kind::Nat || made.egress.kind == Egress::Kind::Firewall;
  const bool needed =
      made.gateway || !made.network.peers.empty() || !made.network.routes.empty() || !made.private_dns.zones.empty();
  const auto roles = settled_roles(needed_subnets(made), made.network, way_out, needed, scope);
  made.network.subnets = subnets(fields.in("subnets"), roles, scope.facts, made.zones, node.span);
  return made;
}

}  // namespace aurora::resolving
