#include "azure/stack.h"

#include "azure/provider.h"

namespace aurora::azure {

Stack::Stack(const Plan& plan_, const CloudFacts& facts_, const Environment& environment_, const Hub* hub_,
             const Cluster* cluster_, Names& names_, Names& elsewhere_, tf::Document& document_,
             Diagnostics& diagnostics_)
    : plan(plan_),
      facts(facts_),
      environment(environment_),
      hub(hub_),
      cluster(cluster_),
      identity(cluster_ != nullptr ? cluster_->identity : hub_->identity),
      network(cluster_ != nullptr ? cluster_->network : hub_->network),
      egress(cluster_ != nullptr ? cluster_->egress : hub_->egress),
      tags(cluster_ != nullptr ? cluster_->tags : hub_->tags),
      protect(cluster_ != nullptr ? cluster_->protect : hub_->protect),
      names(names_),
      elsewhere(elsewhere_),
      document(document_),
      diagnostics(diagnostics_),
      major(provider_major(provider_constraint(plan_.platform))) {}

Stack::Stack(const Plan& plan_, const CloudFacts& facts_, const Environment& environment_, const Hub& hub_,
             Names& names_, Names& elsewhere_, tf::Document& document_, Diagnostics& diagnostics_)
    : Stack(plan_, facts_, environment_, &hub_, nullptr, names_, elsewhere_, document_, diagnostics_) {}

Stack::Stack(const Plan& plan_, const CloudFacts& facts_, const Environment& environment_, const Cluster& cluster_,
             Names& names_, Names& elsewhere_, tf::Document& document_, Diagnostics& diagnostics_)
    : Stack(plan_, facts_, environment_, environment_.hub ? &*environment_.hub : nullptr, &cluster_, names_, elsewhere_,
            document_, diagnostics_) {}

std::string Stack::name(std::string_view kind, std::string_view purpose, int index, Span span) {
  return names.of(identity,
                  {.kind = kind, .purpose = purpose, .index = index, .span = span.known() ? span : identity.span});
}

tf::Resource& Stack::add(std::string_view type, std::string_view logical, Span span, tf::Object arguments) {
  auto& resource = document.resource(type, tf::label(logical), span, std::move(arguments));
  resource.logical_id = identity.id + "/" + std::string(type) + "/" + std::string(logical);
  return resource;
}

tf::Resource& Stack::add(std::string_view type, std::string_view logical, const tf::Resource& in_group,
                         std::string called, Span span, tf::Object more) {
  tf::Object arguments = tf::object({{"name", std::move(called)},
                                     {"resource_group_name", in_group["name"]},
                                     {"location", in_group["location"]},
                                     {"tags", tag_map()}});
  arguments.insert(arguments.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return add(type, logical, span, std::move(arguments));
}

void Stack::keep(tf::Resource& resource, std::vector<std::string_view> ignore_changes) {
  tf::Object lifecycle;
  if (protect) lifecycle.emplace_back("prevent_destroy", true);
  if (!ignore_changes.empty()) lifecycle.emplace_back("ignore_changes", tf::list(ignore_changes));
  if (!lifecycle.empty()) resource.set("lifecycle", std::move(lifecycle));
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
  const auto& zones = cluster != nullptr ? cluster->zones : hub->zones;
  if (zones.size() < 2) return zone_list(zones);
  for (const auto& region : facts.regions) {
    if (region.name != identity.region) continue;
    tf::List all;
    for (int zone = 1; zone <= region.zones; ++zone) all.emplace_back(std::to_string(zone));
    if (all.size() >= zones.size()) return all;
  }
  return zone_list(zones);
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

const SubnetFact* Stack::subnet_fact(const Subnet& subnet) const {
  for (const auto& fact : facts.subnets)
    if (fact.role == subnet.role.value) return &fact;
  return nullptr;
}

const Subnet* Stack::subnet_of_role(std::string_view role) const {
  for (const auto& subnet : network.subnets)
    if (subnet.role.value == role) return &subnet;
  return nullptr;
}

std::string Stack::subnet_prefix(std::string_view key) const {
  const auto* found = plan.addresses.find(identity.id, "subnet/" + std::string(key));
  return found == nullptr ? std::string() : found->prefix.to_string();
}

std::string Stack::static_address(std::string_view allocation) const {
  const auto* found = plan.addresses.find(identity.id, allocation);
  return found == nullptr ? std::string() : found->prefix.address.to_string();
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
