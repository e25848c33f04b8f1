#include "azure/ids.h"

#include <algorithm>
#include <vector>

namespace aurora::azure {
namespace {

constexpr std::string_view network_type = "Microsoft.Network/virtualNetworks";

std::vector<std::string_view> split(std::string_view id) {
  std::vector<std::string_view> parts;
  while (!id.empty()) {
    const auto slash = id.find('/');
    parts.push_back(id.substr(0, slash));
    if (slash == std::string_view::npos) break;
    id.remove_prefix(slash + 1);
  }
  return parts;
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string group_id(std::string_view account, std::string_view group) {
  return "/subscriptions/" + std::string(account) + "/resourceGroups/" + std::string(group);
}

std::string resource_id(std::string_view account, std::string_view group, std::string_view type,
                        std::string_view name) {
  return group_id(account, group) + "/providers/" + std::string(type) + "/" + std::string(name);
}

IdParts parse_id(std::string_view id) {
  const auto parts = split(id);  // "" subscriptions A resourceGroups G providers P T N (T N)...
  if (parts.size() < 9 || parts.size() % 2 == 0 || !parts[0].empty()) return {};
  if (!same_word(parts[1], "subscriptions") || !same_word(parts[3], "resourceGroups") ||
      !same_word(parts[5], "providers"))
    return {};
  std::string type(parts[6]);
  for (std::size_t i = 7; i < parts.size(); i += 2) type += "/" + std::string(parts[i]);
  return {std::string(parts[2]), std::string(parts[4]), type, std::string(parts.back())};
}

std::string group_name(Names& names, const Identity& owner, std::string_view purpose) {
  // Aurora builds this one's name in a way of its own.
  if (purpose == "secrets") return names.of(owner, {.kind = "resource_group_secrets", .span = owner.span});
  return names.of(owner, {.kind = "resource_group", .purpose = purpose, .span = owner.span});
}

std::string network_name(Names& names, const Identity& owner) {
  return names.of(owner, {.kind = "virtual_network", .span = owner.span});
}

std::string subnet_name(Names& names, const Identity& owner, const Network& network, const Subnet& subnet,
                        const CloudFacts& facts) {
  std::string_view called = subnet.key;
  for (const auto& fact : facts.subnets)
    if (fact.role == subnet.role.value && !fact.fixed_name.empty()) called = fact.fixed_name;
  if (network.existing_id) return std::string(called);
  return names.of(owner,
                  {.kind = "subnet", .purpose = called, .parent = network_name(names, owner), .span = subnet.span});
}

std::string log_workspace_name(Names& names, const Identity& hub) {
  return names.of(hub, {.kind = "log_analytics_workspace", .parent = group_name(names, hub, {}), .span = hub.span});
}

std::string registry_name(Names& names, const Identity& hub) {
  return names.of(hub, {.kind = "container_registry", .span = hub.span});
}

std::string zone_label(std::string_view zone) {
  std::string label(zone);
  std::replace(label.begin(), label.end(), '.', '_');
  return label;
}

std::string network_id(Names& names, const Identity& owner, const Network& network) {
  if (network.existing_id) return network.existing_id->value;
  return resource_id(owner.account, group_name(names, owner, "network"), network_type, network_name(names, owner));
}

std::string subnet_id(Names& names, const Identity& owner, const Network& network, const Subnet& subnet,
                      const CloudFacts& facts) {
  const auto given = network.existing_subnet_ids.find(subnet.key);
  if (given != network.existing_subnet_ids.end()) return given->second.value;
  return network_id(names, owner, network) + "/subnets/" + subnet_name(names, owner, network, subnet, facts);
}

std::string private_dns_zone_id(Names& names, const Hub& hub, std::string_view zone) {
  return resource_id(hub.identity.account, group_name(names, hub.identity, {}), "Microsoft.Network/privateDnsZones",
                     zone);
}

std::string log_workspace_id(Names& names, const Hub& hub) {
  if (hub.logs && hub.logs->workspace_id) return hub.logs->workspace_id->value;
  return resource_id(hub.identity.account, group_name(names, hub.identity, {}),
                     "Microsoft.OperationalInsights/workspaces", log_workspace_name(names, hub.identity));
}

std::string registry_id(Names& names, const Hub& hub) {
  return resource_id(hub.identity.account, group_name(names, hub.identity, {}),
                     "Microsoft.ContainerRegistry/registries", registry_name(names, hub.identity));
}

}  // namespace aurora::azure
