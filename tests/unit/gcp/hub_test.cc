#include "unit/gcp/compiled.h"

/// What hubs have: reflectors and their route server, the jumpbox, the VPN, logs, zones.
namespace aurora::gcp_test {
namespace {

TEST_CASE("Google Cloud: reflectors are router appliances with a session on either side", "[gcp][hub]") {
  const auto result = compiled(spec());
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  for (int i = 0; i < 2; ++i) {
    const auto number = std::to_string(i);
    const auto& machine = resource(hub, "google_compute_instance.route-reflector-" + number);
    CHECK(text(machine, "can_ip_forward") == "true");
    CHECK(text(machine, "zone") == std::string("northamerica-northeast1-") + (i == 0 ? "a" : "b"));
    const auto& metadata = *machine.find("metadata")->get_if<tf::Object>();
    CHECK(text(find(metadata, "enable-oslogin")) == "TRUE");
    // Its configuration is apart from what it starts with: a change of it is one in place.
    CHECK(text(find(metadata, "bgp-configuration")).find("router bgp 64512") != std::string::npos);
    CHECK(text(find(metadata, "user-data")).find("router bgp") == std::string::npos);
    CHECK(text(find(metadata, "user-data")).find("Metadata-Flavor:Google") != std::string::npos);
    CHECK(machine.find("network_interface")->get_if<tf::Object>()->size() == 2);  // no public address
    for (int side = 0; side < 2; ++side) {
      const auto& peer =
          resource(hub, "google_compute_router_peer.route-reflector-" + number + "-" + std::to_string(side));
      CHECK(text(peer, "router_appliance_instance") == machine.address() + ".self_link");
      CHECK(text(peer, "peer_ip_address") ==
            result->addresses.find("mgmt/hub", "static/route_reflector/" + number)->prefix.address.to_string());
      CHECK(text(peer, "peer_asn") == "64512");
      CHECK(waits_for(peer, "google_network_connectivity_spoke.route-reflectors-0"));
    }
  }
  const auto& side = resource(hub, "google_compute_router_interface.route-server-0");
  CHECK(text(side, "redundant_interface") == "google_compute_router_interface.route-server-1.name");
  CHECK(text(resource(hub, "google_compute_router.route-server"), "bgp", "asn") == "65513");
}

TEST_CASE("Google Cloud: the jumpbox is reached by those who may administer clusters", "[gcp][hub]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  const auto tunnels = of_type(hub, "google_iap_tunnel_instance_iam_member");
  REQUIRE(tunnels.size() == 1);
  CHECK(text(*tunnels[0], "member") == "group:admins@example.ca");
  CHECK(text(*tunnels[0], "instance") == "google_compute_instance.jumpbox.name");
  const auto& machine = resource(hub, "google_compute_instance.jumpbox");
  CHECK(text(machine, "shielded_instance_config", "enable_secure_boot") == "true");
  CHECK(waits_for(machine, "google_compute_network_firewall_policy_association.network"));
  CHECK(waits_for(machine, "google_compute_router_nat.main"));
}

TEST_CASE("Google Cloud: a VPN has two tunnels, each with a /30 of its own", "[gcp][hub]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  constexpr const char* ranges[] = {"169.254.10.1/30", "169.254.10.5/30"};
  constexpr const char* peers[] = {"169.254.10.2", "169.254.10.6"};
  for (int i = 0; i < 2; ++i) {
    const auto label = "office-" + std::to_string(i);
    CHECK(text(resource(hub, "google_compute_router_interface." + label), "ip_range") == ranges[i]);
    CHECK(text(resource(hub, "google_compute_router_peer." + label), "peer_ip_address") == peers[i]);
    const auto& tunnel = resource(hub, "google_compute_vpn_tunnel." + label);
    CHECK(text(tunnel, "vpn_gateway_interface") == std::to_string(i));
    CHECK(text(tunnel, "shared_secret") == "var.vpn_shared_key_office");
  }
  REQUIRE(hub.variables.size() == 1);
  CHECK(hub.variables[0].sensitive);
}

TEST_CASE("Google Cloud: a gateway tells the ranges of clusters whose answers come back to it", "[gcp][hub]") {
  const auto told = [](const Compilation& result) {
    std::string all;
    const auto& router = resource(stack(result, "mgmt/hub"), "google_compute_router.gateway");
    const auto& bgp = *router.find("bgp")->get_if<tf::Object>();
    for (const auto& range : *find(bgp, "advertised_ip_ranges")->get_if<tf::List>())
      all += text(find(*range.get_if<tf::Object>(), "description")) + ",";
    return all;
  };
  const auto joined = compiled(spec());
  REQUIRE(joined->ok());
  CHECK(told(*joined) == "mgmt/hub,mgmt/mgmt-dev-nane1-00,mgmt/mgmt-dev-nane1-00 pods,");
  auto text_of = spec();
  const std::string key = "        kubernetes:";
  text_of.insert(text_of.find(key),
                 "        egress: { next_hop: 172.23.160.22 }\n"
                 "        network: { peers: { enterprise: { id: projects/p/global/networks/n } } }\n");
  const auto apart = compiled(text_of);
  INFO(said(*apart));
  REQUIRE(apart->ok());
  CHECK(told(*apart) == "mgmt/hub,");
}

TEST_CASE("Google Cloud: a hub has a network when something of it needs one, machines or not", "[gcp][hub]") {
  const auto hub_of = [](const std::string& hub) {
    return compiled(
        "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
        "environments:\n  dev:\n    cloud: gcp\n    account: demo-dev-0001\n"
        "    region: northamerica-northeast1\n    hub: " +
        hub +
        "\n    clusters:\n      gen-dev-nane1-00:\n        kubernetes: { version: \"1.35\" }\n"
        "        node_pools: { system: { machine: 4x16, nodes: { min: 3, max: 3 }, taints: [] } }\n");
  };
  for (const auto* needs : {"{ gateway: { kind: vpn, asn: 65020 } }", "{ private_dns: { zones: [corp.example] } }",
                            "{ network: { peers: { other: { id: projects/p/global/networks/n } } } }",
                            "{ network: { routes: { partner: { cidr: 192.168.40.0/24, next_hop: internet } } } }"}) {
    const auto result = hub_of(needs);
    INFO(needs << said(*result));
    REQUIRE(result->ok());
    CHECK(of_type(stack(*result, "dev/hub"), "google_compute_network").size() == 1);
    CHECK(of_type(stack(*result, "dev/gen-dev-nane1-00"), "google_compute_network_peering").size() == 2);
  }
  const auto gateway = hub_of("{ gateway: { kind: vpn, asn: 65020 } }");
  CHECK(of_type(stack(*gateway, "dev/hub"), "google_compute_ha_vpn_gateway").size() == 1);
  CHECK(of_type(stack(*hub_of("{ logs: { retention_days: 90 } }"), "dev/hub"), "google_compute_network").empty());
}

TEST_CASE("Google Cloud: logs stay as long as the spec says", "[gcp][hub]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  CHECK(text(resource(hub, "google_logging_project_bucket_config.main"), "retention_days") == "90");
  CHECK(hub.find("google_logging_project_sink.main") != nullptr);
  CHECK(stack(*result, "dev/hub").find("google_logging_project_sink.main") == nullptr);
}

TEST_CASE("Google Cloud: zones of the hub are asked for in its network", "[gcp][hub]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& own = resource(stack(*result, "mgmt/hub"), "google_dns_managed_zone.corp_example");
  CHECK(text(own, "dns_name") == "corp.example.");
  CHECK(own.find("peering_config") == nullptr);
  const auto& asked = resource(stack(*result, "mgmt/mgmt-dev-nane1-00"), "google_dns_managed_zone.corp_example");
  const auto& peering = *asked.find("peering_config")->get_if<tf::Object>();
  CHECK(text(find(*find(peering, "target_network")->get_if<tf::Object>(), "network_url"))
            .starts_with("projects/demo-mgmt-0001/global/networks/"));
  CHECK(stack(*result, "dev/gen-dev-nane1-00").find("google_dns_managed_zone.corp_example") == nullptr);
}

TEST_CASE("Google Cloud: no zone is made where the spec says so", "[gcp][hub]") {
  auto text = spec();
  const std::string zones = "zones: [corp.example]";
  text.replace(text.find(zones), zones.size(), zones + ", create: false");
  const auto result = compiled(text);
  INFO(said(*result));
  REQUIRE(result->ok());
  for (const auto* id : {"mgmt/hub", "mgmt/mgmt-dev-nane1-00"})
    CHECK(of_type(stack(*result, id), "google_dns_managed_zone").empty());
}

TEST_CASE("Google Cloud: a zone that is given by its id is not made", "[gcp][hub]") {
  auto text = spec();
  const std::string zones = "zones: [corp.example]";
  text.replace(text.find(zones), zones.size(), zones + ", zone_ids: { registry: projects/p/managedZones/z }");
  const auto result = compiled(text);
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  CHECK(hub.find("google_dns_managed_zone.pkg_dev") == nullptr);
  CHECK(hub.find("google_dns_managed_zone.googleapis_com") != nullptr);
}

}  // namespace
}  // namespace aurora::gcp_test
