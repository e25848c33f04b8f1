#include "azure/dns.h"

#include <algorithm>
#include <set>

namespace aurora::azure {
namespace {

std::string in_region(std::string_view zone, std::string_view region) {
  constexpr std::string_view field = "{region}";
  std::string text(zone);
  if (const auto at = text.find(field); at != std::string::npos) text.replace(at, field.size(), region);
  return text;
}

/// Zones of the private endpoints of a cluster that bring none of their own.
void add_endpoint_zones(const Cluster& cluster, const CloudFacts& facts, std::set<std::string>& zones) {
  for (const auto& endpoint : cluster.private_endpoints) {
    if (endpoint.dns_zone_id) continue;
    const auto subresource = endpoint.subresource ? endpoint.subresource->value : std::string();
    for (auto& zone : service_zones(facts, endpoint.service, subresource, cluster.region))
      zones.insert(std::move(zone));
  }
  // The vault of the disks' key has a private endpoint of its own.
  const auto& kubernetes = cluster.kubernetes;
  if (kubernetes.customer_managed_key && !kubernetes.disk_encryption_set_id)
    zones.insert(service_zone(facts, "secrets", {}, cluster.region));
}

/// Those that the spec gives by id are somebody else's.
void drop_given(const PrivateDns& dns, const CloudFacts& facts, std::string_view region, std::set<std::string>& zones) {
  for (const auto& [service, id] : dns.zone_ids) {
    for (const auto& zone : service_zones(facts, service, {}, region)) zones.erase(zone);
    if (service == "control_plane") zones.erase(control_plane_zone(region));
  }
}

std::vector<std::string> zones_of(const Stack& stack) {
  if (stack.hub != nullptr) return hub_zones(stack.environment, stack.facts);
  std::set<std::string> zones;
  add_endpoint_zones(*stack.cluster, stack.facts, zones);
  zones.erase("");
  return {zones.begin(), zones.end()};
}

/// Where a zone is, as a link has to say it: azurerm 5 takes the id, 4 the name and the group.
tf::Object zone_place(Stack& stack, const std::string& zone) {
  const auto* made = stack.document.find("azurerm_private_dns_zone." + tf::label(zone_label(zone)));
  if (stack.major >= 5)
    return tf::object(
        {{"private_dns_zone_id", made != nullptr ? tf::Value((*made)["id"])
                                                 : tf::Value(private_dns_zone_id(stack.elsewhere, *stack.hub, zone))}});
  if (made != nullptr)
    return tf::object(
        {{"private_dns_zone_name", (*made)["name"]}, {"resource_group_name", (*made)["resource_group_name"]}});
  return tf::object(
      {{"private_dns_zone_name", zone}, {"resource_group_name", group_name(stack.elsewhere, stack.hub->identity, {})}});
}

void lower_link(Stack& stack, const std::string& zone) {
  std::string network = stack.identity.id;
  std::replace(network.begin(), network.end(), '/', '-');
  tf::Object arguments = tf::object({{"name", stack.names.of(stack.identity, {.kind = "private_dns_zone_link",
                                                                              .purpose = network,
                                                                              .parent = zone,
                                                                              .span = stack.identity.span})}});
  for (auto& argument : zone_place(stack, zone)) arguments.push_back(std::move(argument));
  arguments.emplace_back("virtual_network_id", stack.network_id());
  arguments.emplace_back("registration_enabled", false);
  arguments.emplace_back("tags", stack.tag_map());
  stack.add("azurerm_private_dns_zone_virtual_network_link", zone_label(zone), stack.identity.span,
            std::move(arguments));
}

void lower_zone(Stack& stack, const std::string& zone) {
  auto& made = stack.add("azurerm_private_dns_zone", zone_label(zone), stack.identity.span,
                         {{"name", zone}, {"resource_group_name", stack.group()["name"]}, {"tags", stack.tag_map()}});
  stack.keep(made);
}

}  // namespace

std::string control_plane_zone(std::string_view region) { return in_region("privatelink.{region}.azmk8s.io", region); }

std::string service_zone(const CloudFacts& facts, std::string_view service, std::string_view subresource,
                         std::string_view region) {
  for (const auto& fact : facts.services)
    if (fact.service == service && (subresource.empty() || fact.subresource == subresource))
      return in_region(fact.dns_zone, region);
  return {};
}

std::vector<std::string> service_zones(const CloudFacts& facts, std::string_view service, std::string_view subresource,
                                       std::string_view region) {
  std::vector<std::string> zones;
  for (const auto& fact : facts.services) {
    if (fact.service != service) continue;
    if (subresource.empty()) subresource = fact.subresource;
    if (fact.subresource == subresource) zones.push_back(in_region(fact.dns_zone, region));
  }
  return zones;
}

tf::List service_zone_ids(Stack& stack, std::string_view service, std::string_view subresource) {
  tf::List ids;
  for (const auto& zone : service_zones(stack.facts, service, subresource, stack.location())) {
    auto id = stack.private_dns_zone_id(service, zone);
    if (!id.is_null() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<std::string> hub_zones(const Environment& environment, const CloudFacts& facts) {
  if (!environment.hub || !environment.hub->private_dns.create) return {};
  const auto& hub = *environment.hub;
  std::set<std::string> zones;
  for (const auto& cluster : environment.clusters) {
    add_endpoint_zones(cluster, facts, zones);
    const auto& kubernetes = cluster.kubernetes;
    if (kubernetes.private_cluster && !kubernetes.private_dns_zone) zones.insert(control_plane_zone(cluster.region));
  }
  if (hub.registry) zones.insert(service_zone(facts, "registry", {}, hub.region));
  drop_given(hub.private_dns, facts, hub.region, zones);
  for (const auto& zone : hub.private_dns.zones) zones.insert(zone.value);
  zones.erase("");
  return {zones.begin(), zones.end()};
}

void lower_private_dns(Stack& stack) {
  stack.document.file = "dns";
  const auto zones = zones_of(stack);
  const bool makes_zones = stack.is_hub() || stack.hub == nullptr;
  for (const auto& zone : zones) {
    if (makes_zones) lower_zone(stack, zone);
    if (!stack.network_id().is_null()) lower_link(stack, zone);
  }
  if (!stack.is_hub() || zones.empty()) return;
  tf::Object ids;
  for (const auto& zone : zones)
    ids.emplace_back(zone, (*stack.document.find("azurerm_private_dns_zone." + tf::label(zone_label(zone))))["id"]);
  stack.document.output("private_dns_zone_ids", std::move(ids), "Private DNS zones of the environment, by name");
}

}  // namespace aurora::azure
