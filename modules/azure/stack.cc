#include "azure/stack.h"

#include "azure/provider.h"

namespace aurora::azure {

Stack::Stack(const Scope& scope, const Cluster* of, tf::Document& into)
    : StackBase(scope, of, into), major(provider_major(provider_constraint(scope.plan.platform))) {}

tf::Resource& Stack::add(std::string_view type, std::string_view logical, const tf::Resource& in_group,
                         std::string called, Span span, tf::Object more) {
  tf::Object arguments = tf::object({{"name", std::move(called)},
                                     {"resource_group_name", in_group["name"]},
                                     {"location", in_group["location"]},
                                     {"tags", tag_map()}});
  arguments.insert(arguments.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return add(type, logical, span, std::move(arguments));
}

const tf::Resource& Stack::group(std::string_view purpose) {
  const std::string label = purpose.empty() ? "main" : tf::label(purpose);
  if (const auto* found = document.find("azurerm_resource_group." + label)) return *found;
  auto& made = add("azurerm_resource_group", label, identity.span,
                   {{"name", group_name(names, identity, purpose)}, {"location", location()}, {"tags", tag_map()}});
  // A policy of the platform writes this tag on groups when they are made.
  keep(made, {"tags[\"DateCreatedModified\"]"});
  return made;
}

tf::Value Stack::tag_map() const {
  if (tags.empty()) return {};
  tf::Object map;
  for (const auto& [key, value] : tags) map.emplace_back(key, value);
  return map;
}

tf::Value Stack::zone_list(const std::vector<std::string>& zones) const {
  return zones.empty() ? tf::Value{} : tf::list(zones);
}

tf::Value Stack::address_zones() const {
  const auto& own = zones();
  if (own.size() < 2) return zone_list(own);
  for (const auto& region : facts.regions) {
    if (region.name != identity.region) continue;
    tf::List all;
    for (int zone = 1; zone <= region.zones; ++zone) all.emplace_back(std::to_string(zone));
    if (all.size() >= own.size()) return all;
  }
  return zone_list(own);
}

tf::Value Stack::network_id() const {
  if (network.existing_id) return network.existing_id->value;
  if (const auto* made = document.find("azurerm_virtual_network.network")) return (*made)["id"];
  return {};
}

tf::Value Stack::subnet_id(std::string_view key) const {
  const auto given = network.existing_subnet_ids.find(std::string(key));
  if (given != network.existing_subnet_ids.end()) return given->second.value;
  if (const auto* made = document.find("azurerm_subnet." + tf::label(key))) return (*made)["id"];
  const auto* subnet = network.find(key);
  if (network.existing_id && subnet != nullptr)
    return network.existing_id->value + "/subnets/" + subnet_name(names, identity, network, *subnet, facts);
  return {};
}

std::string Stack::subnet_id_text(std::string_view key) {
  const auto* subnet = network.find(key);
  return subnet == nullptr ? std::string() : azure::subnet_id(names, identity, network, *subnet, facts);
}

void Stack::wait_for_network(tf::Resource& resource) const {
  for (const auto& other : document.resources)
    if (other.type.starts_with("azurerm_subnet_") && other.type.ends_with("_association")) resource.depends_on(other);
}

tf::Value Stack::private_dns_zone_id(std::string_view service, std::string_view zone) {
  if (hub != nullptr) {
    const auto given = hub->private_dns.zone_ids.find(std::string(service));
    if (given != hub->private_dns.zone_ids.end()) return given->second.value;
  }
  if (const auto* made = document.find("azurerm_private_dns_zone." + tf::label(zone_label(zone)))) return (*made)["id"];
  if (hub == nullptr || is_hub() || !hub->private_dns.create) return {};
  return azure::private_dns_zone_id(elsewhere, *hub, zone);
}

}  // namespace aurora::azure
