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
  // gcloud reads the project before it opens the tunnel.
  const auto reads = of_type(hub, "google_project_iam_member");
  CHECK(std::any_of(reads.begin(), reads.end(), [](const auto* one) {
    return text(*one, "role") == "google_project_iam_custom_role.jumpbox.name" &&
           text(*one, "member") == "group:admins@example.ca";
  }));
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
  // The hub of the same route domain learns what is behind the gateway, and has none of its own.
  CHECK(told(*joined) == "mgmt/hub,mgmt/mgmt-dev-nane1-00,mgmt/mgmt-dev-nane1-00 pods,dev/hub,");
  auto text_of = spec();
  const std::string key = "        kubernetes:";
  text_of.insert(text_of.find(key),
                 "        egress: { next_hop: 172.23.160.22 }\n"
                 "        network: { peers: { enterprise: { id: projects/p/global/networks/n } } }\n");
  const auto apart = compiled(text_of);
  INFO(said(*apart));
  REQUIRE(apart->ok());
  CHECK(told(*apart) == "mgmt/hub,dev/hub,");
}

TEST_CASE("Google Cloud: clusters have the hub ask its name servers, and its gateway tells where it asks from",
          "[gcp][hub]") {
  const auto made = [](const std::string& defaults, const std::string& hub) {
    return compiled(
        "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
        "defaults: { kubernetes: { version: \"1.33\" }" +
        defaults +
        " }\nenvironments:\n  dev:\n    cloud: gcp\n    account: demo-dev-0001\n"
        "    region: northamerica-northeast1\n    hub: { egress: nat" +
        hub +
        ", gateway: { kind: vpn, asn: 65010, connections: { dc: { address: 203.0.113.9, asn: 65001, bgp_address: "
        "169.254.20.2 } } } }\n    clusters:\n      gen-dev-nane1-00:\n"
        "        node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }\n");
  };
  const std::string zone = "google_dns_managed_zone.forward", servers = "network: { dns_servers: [192.168.1.10] }";
  const auto tells = [](const Compilation& result) {
    const auto& router = resource(stack(result, "dev/hub"), "google_compute_router.gateway");
    const auto& bgp = *router.find("bgp")->get_if<tf::Object>();
    const auto& ranges = *find(bgp, "advertised_ip_ranges")->get_if<tf::List>();
    return std::any_of(ranges.begin(), ranges.end(), [](const tf::Value& range) {
      return text(find(*range.get_if<tf::Object>(), "range")) == "35.199.192.0/19";
    });
  };
  const auto both = made(", " + servers, ", " + servers);
  INFO(said(*both));
  REQUIRE(both->ok());
  CHECK(resource(stack(*both, "dev/hub"), zone).find("forwarding_config") != nullptr);
  CHECK(resource(stack(*both, "dev/gen-dev-nane1-00"), zone).find("forwarding_config") == nullptr);
  CHECK(resource(stack(*both, "dev/gen-dev-nane1-00"), zone).find("peering_config") != nullptr);
  CHECK(tells(*both));
  // Cloud DNS follows no route through a second network.
  CHECK(said(*made(", " + servers, "")).find("AUR1552") != std::string::npos);
  const auto none = made("", "");
  REQUIRE(none->ok());
  CHECK(stack(*none, "dev/hub").find(zone) == nullptr);
  CHECK_FALSE(tells(*none));
}

TEST_CASE("Google Cloud: a network whose neighbour is in another region has routes for all regions", "[gcp][hub]") {
  const auto mode = [](const std::string& region) {
    const auto result = compiled(
        "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
        "route_domains: { all: [dev, test] }\nenvironments:\n"
        "  dev: { cloud: gcp, account: demo-dev-0001, region: northamerica-northeast1, hub: { egress: nat, jumpbox: {} "
        "} "
        "}\n  test: { cloud: gcp, account: demo-test-0001, region: " +
        region + ", hub: { egress: nat, jumpbox: {} } }\n");
    INFO(said(*result));
    REQUIRE(result->ok());
    return text(resource(stack(*result, "dev/hub"), "google_compute_network.network"), "routing_mode");
  };
  CHECK(mode("northamerica-northeast1") == "REGIONAL");
  CHECK(mode("northamerica-northeast2") == "GLOBAL");
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
