#include <algorithm>

#include "azure/blocks.h"
#include "azure/name_rules.h"
#include "azure/provider.h"
#include "catch.h"
#include "terraform/verify.h"
#include "terraform/write.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

// The blocks that hubs and clusters share, lowered for a platform made by hand and verified against both majors.

namespace {

const CloudFacts* azure_tables(std::string_view) {
  static const std::vector<RegionFact> regions{{"canadacentral", "Canada Central", "cc", "c", 3}};
  static const std::vector<SubnetFact> subnets{
      {"route_server", "RouteServerSubnet", 27, 27, false, false, ""},
      {"apiserver", "", 28, 27, true, true, "Microsoft.ContainerService/managedClusters"}};
  static const CloudFacts table{"azure", regions, {}, subnets, {}, azure::name_rules(), 5, 12, 29, 8, 29, 250};
  return &table;
}

void fill(Identity& identity, const char* project) {
  identity.project = project;
  identity.stage = "dev";
  identity.region = "canadacentral";
  identity.user_defined = "AKS";
}

World platform(const std::string& pin) {
  World world;
  world.platform.name.value = "aurora";
  world.platform.terraform.provider_versions["azurerm"] = {pin, {}};
  auto& hub = world.hub("mgmt", 0);
  fill(hub.identity, "hub");
  hub.egress.kind = Egress::Kind::Nat;
  auto& cluster = world.cluster("dev", "gen-dev-cc-00", 0);
  fill(cluster.identity, "gen");
  cluster.tags = {{"owner", "${team}"}};
  cluster.protect = true;
  cluster.egress.kind = Egress::Kind::NextHop;
  cluster.egress.next_hop = {*IpAddress::parse("172.23.160.22"), {}};
  cluster.route_server.emplace();
  cluster.network.dns_servers = {{"172.20.48.4", {}}};
  cluster.network.subnets[4].service_endpoints = {{"Microsoft.Storage", {}}, {"Microsoft.KeyVault", {}}};
  cluster.network.subnets[4].service_endpoint_policies = {
      {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a", {}}};
  cluster.network.peers.push_back(
      {"legacy",
       {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v", {}},
       true,
       false,
       {}});
  cluster.network.routes.push_back({"none", {prefix("10.9.0.0/16"), {}}, "none", "", {}});
  world.flow("argo", inside("mgmt", "jumpbox"), inside("dev", "apiserver")).why = std::string(200, 'w');
  return world;
}

struct Lowering {
  World world;
  ConnectivityPlan connectivity;
  tf::Document document;
  std::vector<std::string> problems;
};

template <typename Owner>
tf::Document lower(World& world, const ConnectivityPlan& connectivity, const Environment& environment,
                   const Owner& owner) {
  const Plan plan{world.platform, world.addresses, connectivity, world.lock};
  const auto& facts = *azure_tables("azure");
  Names names(world.platform.naming, "aurora", facts, world.lock), elsewhere = names;
  tf::Document document;
  document.stack = owner.identity.id;
  const StackBase::Scope scope{plan, facts, environment, names, elsewhere, world.diagnostics};
  const Cluster* cluster = nullptr;
  if constexpr (std::is_same_v<Owner, Cluster>) cluster = &owner;
  azure::Stack stack(scope, cluster, document);
  azure::lower_provider(stack);
  azure::lower_network(stack);
  azure::lower_security(stack);
  azure::lower_routing(stack);
  azure::lower_peering(stack);
  return document;
}

std::string problems_of(const tf::Document& document) {
  tf::ProviderSchemas schemas;
  Diagnostics diagnostics;
  tf::verify(document, schemas, diagnostics);
  std::string text;
  for (const auto& one : diagnostics.sorted()) text += one.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("networks, rules, routes and peerings are what both majors of azurerm take", "[azure]") {
  const std::string pin = GENERATE(as<std::string>{}, "~> 5.2", "~> 4.49");
  auto world = platform(pin);
  const auto connectivity =
      aurora::connect(world.platform, world.addresses, azure_tables, world.lock, world.diagnostics);
  const auto& hub_environment = *world.platform.find("mgmt");
  const auto& cluster_environment = *world.platform.find("dev");
  const auto hub = lower(world, connectivity, hub_environment, *hub_environment.hub);
  const auto cluster = lower(world, connectivity, cluster_environment, cluster_environment.clusters[0]);
  INFO(pin);
  CHECK(problems_of(hub) == "");
  CHECK(problems_of(cluster) == "");

  const auto* general = cluster.find("azurerm_subnet.general");
  REQUIRE(general != nullptr);
  CHECK((general->find("service_endpoint") != nullptr) == (pin == "~> 5.2"));
  CHECK((general->find("service_endpoints") != nullptr) == (pin == "~> 4.49"));
  CHECK(cluster.find("azurerm_network_security_group.route_server") == nullptr);
  CHECK(cluster.find("azurerm_subnet_route_table_association.route_server") == nullptr);
  CHECK(cluster.find("azurerm_subnet_route_table_association.system") != nullptr);
  CHECK(hub.find("azurerm_subnet_nat_gateway_association.jumpbox") != nullptr);
  CHECK(cluster.find("azurerm_virtual_network.network")->find("lifecycle") != nullptr);
  const auto* rule = cluster.find("azurerm_network_security_rule.apiserver_flow-argo-tcp-in");
  REQUIRE(rule != nullptr);
  CHECK(rule->find("description")->get_if<std::string>()->size() == 140);
}

TEST_CASE("both halves of a peering are in the second stack, the far one in the other subscription", "[azure]") {
  auto world = platform("~> 5.2");
  world.platform.route_domains.clear();
  const auto connectivity =
      aurora::connect(world.platform, world.addresses, azure_tables, world.lock, world.diagnostics);
  const auto& environment = *world.platform.find("dev");
  const auto cluster = lower(world, connectivity, environment, environment.clusters[0]);
  const auto* near = cluster.find("azurerm_virtual_network_peering.mgmt-hub");
  const auto* far = cluster.find("azurerm_virtual_network_peering.mgmt-hub_back");
  REQUIRE(near != nullptr);
  REQUIRE(far != nullptr);
  CHECK(*far->find("provider") == tf::Value("azurerm.mgmt"));
  CHECK(*near->find("remote_virtual_network_id") ==
        tf::Value("/subscriptions/account-mgmt/resourceGroups/hub-dev-cc-00-rg-network/providers/Microsoft.Network/"
                  "virtualNetworks/hub-dev-cc-00-vnet"));
  CHECK(cluster.providers.size() == 2);
  CHECK(cluster.depends_on == std::vector<std::string>{"mgmt/hub"});
}

TEST_CASE("ids are taken apart and put together", "[azure]") {
  const auto parts =
      azure::parse_id("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/system");
  CHECK(parts.account == "s");
  CHECK(parts.group == "g");
  CHECK(parts.type == "Microsoft.Network/virtualNetworks/subnets");
  CHECK(parts.name == "system");
  for (const char* text : {"", "/", "subscriptions/s/resourceGroups/g/providers/a/b/c", "/subscriptions/s",
                           "/subscriptions/s/resourceGroups/g/providers/a/b/c/d"})
    CHECK(azure::parse_id(text).name.empty());
}

TEST_CASE("the major version follows the constraint", "[azure]") {
  for (const auto& [constraint, major] : std::vector<std::pair<const char*, int>>{{"~> 5.2", 5},
                                                                                  {"~> 4.49", 4},
                                                                                  {"4.81.0", 4},
                                                                                  {">= 4.49, < 5.0.0", 4},
                                                                                  {"< 5", 4},
                                                                                  {"", 5},
                                                                                  {"= 5.2.0", 5}}) {
    INFO(constraint);
    CHECK(azure::provider_major(constraint) == major);
  }
}

TEST_CASE("every stack has a state of its own", "[azure]") {
  yaml::Tree tree;
  const auto mapping = [&](std::initializer_list<std::pair<const char*, const yaml::Node*>> entries) {
    auto& node = tree.make(yaml::Node::Kind::Mapping, {});
    for (const auto& [key, value] : entries) node.entries.push_back({key, {}, value});
    return &node;
  };
  const auto text = [&](const char* value) {
    auto& node = tree.make(yaml::Node::Kind::Scalar, {});
    node.text = value;
    return &node;
  };
  struct Row {
    const char *key, *expected;
    bool shared;
  };
  const auto row =
      GENERATE(Row{nullptr, "aurora/dev/gen-dev-cc-00.tfstate", false}, Row{"one", "one", true},
               Row{"{environment}/{cluster}", "dev/gen-dev-cc-00", false}, Row{"{cluster}", "gen-dev-cc-00", true});
  auto world = platform("~> 5.2");
  const auto* arguments = mapping({{"container_name", text("tfstate")}});
  if (row.key != nullptr) arguments = mapping({{"container_name", text("tfstate")}, {"key", text(row.key)}});
  world.platform.terraform.backend = mapping({{"azurerm", arguments}});
  const auto& environment = *world.platform.find("dev");
  const auto document = lower(world, {}, environment, environment.clusters[0]);
  CHECK(document.backend_type == "azurerm");
  CHECK(document.backend.back().second == tf::Value(row.expected));
  CHECK(world.diagnostics.has_errors() == row.shared);
}
