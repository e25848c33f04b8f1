#pragma once

#include <memory>
#include <string>
#include <vector>

#include "azure/hub.h"
#include "azure/ids.h"
#include "azure/name_rules.h"
#include "azure/provider.h"

/// A platform of two environments with hubs, made by hand, and the stack of the first hub. Networks and subnets stand
/// in the document as the network block would leave them.
namespace aurora::azure::hub_test {

inline Prefix prefix(const std::string& text) { return *Prefix::parse(text); }
inline Text text(std::string value) { return {std::move(value), {}}; }
inline Located<IpAddress> address(const std::string& value) { return {*IpAddress::parse(value), {}}; }

inline Subnet subnet(std::string role) {
  Subnet made;
  made.key = role;
  made.role.value = std::move(role);
  return made;
}

inline Identity identity(std::string environment, std::string name, std::string project) {
  Identity made;
  made.id = environment + "/" + name;
  made.account =
      environment == "prod" ? "22222222-2222-2222-2222-222222222222" : "11111111-1111-1111-1111-111111111111";
  made.environment = environment;
  made.project = std::move(project);
  made.stage = environment == "prod" ? "prod" : "dev";
  made.region = "canadacentral";
  made.user_defined = "HUB";
  made.gc_project = made.project;
  return made;
}

inline Hub hub(const std::string& environment) {
  Hub made;
  made.identity = identity(environment, "hub", "hub");
  made.region = "canadacentral";
  made.zones = {"1", "2"};
  made.tags = {{"classification", "pbmm"}, {"DoNotShutDownDays", "none"}};
  for (const auto* role :
       {"route_reflector", "jumpbox", "bastion", "vpn", "firewall", "firewall_management", "infrastructure"})
    made.network.subnets.push_back(subnet(role));
  return made;
}

inline Cluster cluster(const std::string& environment, const std::string& key) {
  Cluster made;
  made.identity = identity(environment, key, "gen");
  made.key = key;
  made.region = "canadacentral";
  return made;
}

struct Fixture {
  Platform platform;
  AddressPlan addresses;
  ConnectivityPlan connectivity;
  Lock lock;
  CloudFacts facts;
  Diagnostics diagnostics;
  std::unique_ptr<Names> names, elsewhere;
  std::unique_ptr<tf::Document> document;
  std::unique_ptr<Stack> made;

  static constexpr RegionFact regions[] = {{"canadacentral", "Canada Central", "cc", "c", 3}};
  static constexpr ServiceFact services[] = {{"secrets", "vault", "privatelink.vaultcore.azure.net"},
                                             {"registry", "registry", "privatelink.azurecr.io"},
                                             {"object_storage", "blob", "privatelink.blob.core.windows.net"}};

  explicit Fixture(std::string pin = "~> 5.2") {
    facts.cloud = "azure";
    facts.regions = regions;
    facts.services = services;
    facts.name_rules = name_rules();
    platform.name.value = "aurora";
    platform.terraform.provider_versions["azurerm"] = text(std::move(pin));
    int block = 0;
    for (const auto* key : {"nonprod", "prod"}) {
      Environment environment;
      environment.key = key;
      environment.hub = hub(key);
      environment.account.value = environment.hub->identity.account;
      environment.clusters = {cluster(key, "gen-dev-cc-00")};
      const auto base = "10.64." + std::to_string(block++ * 8);
      give(environment.hub->identity.id, "network", base + ".0/22");
      give(environment.hub->identity.id, "subnet/firewall", base + ".64/26");
      give(environment.hub->identity.id, "static/route_reflector/0", base + ".4/32");
      give(environment.hub->identity.id, "static/route_reflector/1", base + ".5/32");
      give(environment.hub->identity.id, "static/route_reflector/2", base + ".6/32");
      give(environment.hub->identity.id, "static/jumpbox", base + ".36/32");
      give(environment.clusters[0].identity.id, "network", "10.64." + std::to_string(block * 8 - 4) + ".0/22");
      platform.environments.push_back(std::move(environment));
    }
  }

  void give(const std::string& owner, std::string name, const std::string& range) {
    Allocation allocation;
    allocation.owner = owner;
    allocation.name = std::move(name);
    allocation.prefix = prefix(range);
    addresses.add(std::move(allocation));
  }

  Environment& environment() { return platform.environments[0]; }
  Hub& own() { return *environment().hub; }

  /// An empty stack of the hub, or of the first cluster; call it after the spec is as wanted.
  Stack& empty_stack(bool of_cluster) {
    names = std::make_unique<Names>(platform.naming, platform.name.value, facts, lock);
    elsewhere = std::make_unique<Names>(platform.naming, platform.name.value, facts, lock);
    document = std::make_unique<tf::Document>();
    plan = std::make_unique<Plan>(Plan{platform, addresses, connectivity, lock});
    const StackBase::Scope scope{*plan, facts, environment(), *names, *elsewhere, diagnostics};
    made = std::make_unique<Stack>(scope, of_cluster ? &environment().clusters[0] : nullptr, *document);
    document->stack = made->identity.id;
    return *made;
  }

  /// The same with provider and network.
  Stack& stack(bool of_cluster = false) {
    empty_stack(of_cluster);
    lower_provider(*made);
    add_network();
    return *made;
  }

  const tf::Value* argument(const std::string& resource, std::string_view name) const {
    const auto* found = document->find(resource);
    return found == nullptr ? nullptr : found->find(name);
  }

  bool has(std::string_view resource) const { return document->find(resource) != nullptr; }

  std::vector<int> codes() const {
    std::vector<int> result;
    for (const auto& one : diagnostics.sorted()) result.push_back(one.code);
    return result;
  }

 private:
  void add_network() {
    document->file = "network";
    const auto& group = made->group("network");
    const auto& network = made->add("azurerm_virtual_network", "network", group, "vnet", {},
                                    {{"address_space", tf::list({"10.64.0.0/22"})}});
    int third = 0;
    for (const auto& one : made->network.subnets)
      made->add("azurerm_subnet", one.key, {},
                {{"name", one.key},
                 {"resource_group_name", group["name"]},
                 {"virtual_network_name", network["name"]},
                 {"address_prefixes", tf::list({"10.64.0." + std::to_string(32 * third++) + "/27"})}});
  }

  std::unique_ptr<Plan> plan;
};

}  // namespace aurora::azure::hub_test
