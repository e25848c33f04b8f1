#include <algorithm>

#include "azure/dns.h"
#include "azure/facts.h"
#include "backend/reflector_data.h"
#include "catch.h"
#include "hub_fixture.h"
#include "terraform/verify.h"
#include "terraform/write.h"

using namespace aurora;
using namespace aurora::azure;
using namespace aurora::azure::hub_test;

namespace {

const std::string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ1aWxkLXRlc3Qta2V5LW5vdC1pbi11c2U operators";

RouteReflectors reflectors() {
  RouteReflectors made;
  made.machine.value.type = "Standard_D2s_v5";
  made.ssh_public_key = text(key);
  return made;
}

Gateway vpn() {
  Gateway made;
  made.kind.value = "vpn";
  made.active_active = true;
  made.asn = Located<std::int64_t>{65010, {}};
  Gateway::Connection head, branch;
  head.name = "head-office";
  head.address = address("198.51.100.7");
  head.asn = Located<std::int64_t>{65020, {}};
  head.bgp_address = address("10.250.0.1");
  head.shared_key_secret_id = text("https://kv.vault.azure.net/secrets/head-office");
  branch.name = "branch";
  branch.address = address("198.51.100.8");
  branch.cidrs = {{prefix("10.251.0.0/16"), {}}};
  made.connections = {branch, head};
  return made;
}

/// A hub with all that a hub can have.
void ask_for_everything(Fixture& fixture) {
  auto& hub = fixture.own();
  hub.protect = true;
  hub.route_reflectors = reflectors();
  hub.jumpbox.emplace();
  hub.jumpbox->machine.value.type = "Standard_D2s_v5";
  hub.jumpbox->ssh_public_key = text(key);
  hub.jumpbox->bastion = true;
  hub.gateway = vpn();
  hub.registry.emplace();
  hub.registry->replicas = {text("canadaeast"), text("canadacentral")};
  hub.logs.emplace();
  hub.egress.kind = Egress::Kind::Firewall;
  hub.egress.allowed_fqdns = {text("github.com")};
  hub.private_dns.zones = {text("internal.example.ca")};
  fixture.platform.environments[1].hub->egress.kind = Egress::Kind::Firewall;
  fixture.connectivity.peerings = {{"nonprod/hub", "prod/hub", Peering::Reason::RouteDomain, false, {}}};
  BgpSession nodes;
  nodes.hub = "nonprod/hub";
  nodes.peer = "nonprod-gen-dev-cc-00-system";
  nodes.asn = 64512;
  nodes.listen_range = nodes.client = true;
  nodes.range = prefix("10.64.4.0/26");
  nodes.accepts = {prefix("10.192.0.0/16")};
  fixture.connectivity.sessions = {nodes};
  Rule rule;
  rule.id = "flow-git-tcp";
  rule.direction = Rule::Direction::Outbound;
  rule.protocol = "tcp";
  rule.ports = {{443, 443, "tcp"}, {8000, 8100, "tcp"}};
  rule.from.prefixes = {prefix("10.64.4.0/26")};
  rule.to.kind = RuleSide::Kind::Internet;
  rule.why = "code \"and\" ${pictures}";
  fixture.connectivity.subnets = {{"nonprod/gen-dev-cc-00", "system", {rule}}};
}

void lower_all(Stack& stack) {
  lower_monitoring(stack);
  lower_firewall(stack);
  lower_private_dns(stack);
  lower_gateway(stack);
  lower_registry(stack);
  lower_route_reflectors(stack);
  lower_jumpbox(stack);
}

std::string written(const tf::Document& document) {
  std::string all;
  for (const auto& file : tf::write(document)) all += file.text;
  return all;
}

}  // namespace

/// The other choice wherever there is one.
void choose_otherwise(Fixture& fixture) {
  auto& hub = fixture.own();
  hub.zones.clear();
  hub.tags.clear();
  hub.protect = false;
  hub.route_reflectors->daemon = "bird";
  hub.route_reflectors->image = text("/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/rr");
  hub.egress.firewall_sku = "Basic";
  hub.logs->workspace_id =
      text("/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/logs");
  hub.gateway->kind.value = "expressroute";
  hub.gateway->connections.resize(1);
  hub.gateway->connections[0].circuit_id =
      text("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/expressRouteCircuits/c");
}

TEST_CASE("a hub with everything is what both majors of azurerm take, and its names are good", "[azure][hub]") {
  for (const auto* pin : {"~> 5.2", "~> 4.49"})
    for (const auto* convention : {"oss", "gc"})
      for (const bool otherwise : {false, true}) {
        Fixture fixture(pin);
        fixture.platform.naming.convention = convention;
        ask_for_everything(fixture);
        if (otherwise) choose_otherwise(fixture);
        lower_all(fixture.stack());
        tf::ProviderSchemas schemas;
        tf::verify(*fixture.document, schemas, fixture.diagnostics);
        check_names(fixture.names->uses(), fixture.facts, fixture.diagnostics);
        std::string problems;
        for (const auto& one : fixture.diagnostics.sorted())
          if (one.severity == Severity::Error) problems += one.message + "\n";
        INFO(pin << " " << convention << " " << otherwise);
        CHECK(problems == "");
      }
}

TEST_CASE("reflectors are spread over the zones and configured by user data", "[azure][hub]") {
  Fixture fixture;
  ask_for_everything(fixture);
  lower_route_reflectors(fixture.stack());
  const std::string machine = "azurerm_linux_virtual_machine.route-reflector-";
  CHECK(*fixture.argument(machine + "0", "zone") == tf::Value("1"));
  CHECK(*fixture.argument(machine + "1", "zone") == tf::Value("2"));
  CHECK(*fixture.argument(machine + "2", "zone") == tf::Value("1"));
  CHECK(*fixture.argument(machine + "0", "custom_data") == *fixture.argument(machine + "1", "custom_data"));
  CHECK(fixture.made->address_zones() == tf::list({"1", "2", "3"}));
  const auto text = written(*fixture.document);
  CHECK(text.find("bgp listen range 10.64.4.0/26") != std::string::npos);
  CHECK(text.find("\"private_ip_address\": \"10.64.0.5\"") != std::string::npos);
  CHECK(text.find("admin_password") == std::string::npos);
}

TEST_CASE("a reflector's configuration is not part of what replaces it", "[azure][hub]") {
  constexpr ConfigurationSource source{"url=http://metadata/\n", "curl \"$url\""};
  for (const auto* daemon : {"frr", "bird"}) {
    const auto text = reflector_cloud_init(daemon, source);
    CHECK(text.find("64512") == std::string::npos);
    CHECK(text.find('{') == std::string::npos);
    CHECK(text.find("curl \"$url\" > \"$new\"") != std::string::npos);
  }
  CHECK(reflector_cloud_init("bird", source).find("bird -p -c") != std::string::npos);
}

TEST_CASE("what a hub lacks is said", "[azure][hub]") {
  struct Case {
    void (*change)(Hub&);
    std::vector<int> codes;
  };
  const Case cases[] = {
      {[](Hub& hub) { hub.route_reflectors->ssh_public_key.reset(); }, {1640}},
      {[](Hub& hub) { hub.jumpbox->ssh_public_key = text("-----BEGIN OPENSSH PRIVATE KEY-----"); }, {1641}},
      {[](Hub& hub) { hub.network.subnets.pop_back(); }, {1642}},
      {[](Hub& hub) { hub.registry->sku = "Basic"; }, {1643}},
      {[](Hub& hub) { hub.jumpbox->image = text("ubuntu"); }, {1645}},
      {[](Hub& hub) { hub.gateway->kind.value = "carrier-pigeon"; }, {1646}},
      {[](Hub& hub) { hub.gateway->connections[0].cidrs.clear(); }, {1647}},
      {[](Hub& hub) { hub.gateway->kind.value = "expressroute"; }, {1647}},
  };
  for (const auto& one : cases) {
    Fixture fixture;
    ask_for_everything(fixture);
    one.change(fixture.own());
    lower_all(fixture.stack());
    auto codes = fixture.codes();
    std::erase(codes, 1644);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    CHECK(codes == one.codes);
  }
}

TEST_CASE("a firewall sees the flows, the clusters' needs and the networks behind other hubs", "[azure][hub]") {
  Fixture fixture;
  ask_for_everything(fixture);
  lower_all(fixture.stack());
  const auto text = written(*fixture.document);
  for (const auto* part : {"AzureKubernetesService", "flow-git-tcp-out", "8000-8100", "github.com", "AZFW_VNet",
                           "code \\\"and\\\" $${pictures}"})
    CHECK(text.find(part) != std::string::npos);
  const std::string route = "azurerm_route.firewall-prod-gen-dev-cc-00";
  CHECK(*fixture.argument(route, "address_prefix") == tf::Value("10.64.12.0/22"));
  CHECK(*fixture.argument(route, "next_hop_in_ip_address") == tf::Value("10.64.8.68"));
}

TEST_CASE("zones are made once, and linked by whoever makes the network", "[azure][hub]") {
  Fixture fixture;
  ask_for_everything(fixture);
  PrivateEndpoint secrets;
  secrets.key = secrets.service = "secrets";
  fixture.environment().clusters[0].private_endpoints = {secrets};
  const std::vector<std::string> zones{"internal.example.ca", "privatelink.azurecr.io",
                                       "privatelink.canadacentral.azmk8s.io", "privatelink.vaultcore.azure.net"};
  CHECK(hub_zones(fixture.environment(), fixture.facts) == zones);

  lower_private_dns(fixture.stack());
  CHECK(fixture.has("azurerm_private_dns_zone.privatelink_vaultcore_azure_net"));
  CHECK(fixture.has("azurerm_private_dns_zone_virtual_network_link.internal_example_ca"));

  lower_private_dns(fixture.stack(true));
  CHECK_FALSE(fixture.has("azurerm_private_dns_zone.privatelink_vaultcore_azure_net"));
  CHECK(*fixture.argument("azurerm_private_dns_zone_virtual_network_link.privatelink_azurecr_io",
                          "private_dns_zone_id") ==
        tf::Value("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/hub-dev-cc-00-rg/providers/"
                  "Microsoft.Network/privateDnsZones/privatelink.azurecr.io"));
  CHECK(service_zone_ids(*fixture.made, "secrets", "vault").at(0).get_if<std::string>() != nullptr);

  fixture.environment().hub.reset();
  lower_private_dns(fixture.stack(true));
  CHECK(fixture.has("azurerm_private_dns_zone.privatelink_vaultcore_azure_net"));
  CHECK_FALSE(fixture.has("azurerm_private_dns_zone.internal_example_ca"));
  CHECK(service_zone_ids(*fixture.made, "secrets", "vault").at(0).get_if<tf::Expression>() != nullptr);

  // Azure Monitor is found through five zones.
  CHECK(service_zones(azure::facts(), "monitoring", {}, "canadacentral").size() == 5);
  CHECK(service_zones(azure::facts(), "object_storage", {}, "canadacentral") ==
        std::vector<std::string>{"privatelink.blob.core.windows.net"});

  Fixture given;
  ask_for_everything(given);
  given.own().private_dns.zone_ids["registry"] = text("/subscriptions/x");
  CHECK(service_zone_ids(given.stack(), "registry", {}) == tf::List{"/subscriptions/x"});
  lower_private_dns(*given.made);
  CHECK_FALSE(given.has("azurerm_private_dns_zone.privatelink_azurecr_io"));
  given.own().private_dns.zone_ids["control_plane"] = text("/subscriptions/y");
  // The vault of the disks' key still needs its zone.
  const std::vector<std::string> left{"internal.example.ca", "privatelink.vaultcore.azure.net"};
  CHECK(hub_zones(given.environment(), given.facts) == left);
}
