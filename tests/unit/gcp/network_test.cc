#include <algorithm>
#include <set>

#include "unit/gcp/compiled.h"

/// Networks, how they are joined, and how they reach Google's services and the internet.
namespace aurora::gcp_test {
namespace {

TEST_CASE("Google Cloud: nodes have one subnet, with pods and services beside it", "[gcp][network]") {
  const auto result = compiled(spec());
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& document = stack(*result, "dev/gen-dev-nane1-00");
  const auto& network = resource(document, "google_compute_network.network");
  CHECK(text(network, "auto_create_subnetworks") + text(network, "delete_default_routes_on_create") == "falsetrue");
  CHECK(text(network, "network_firewall_policy_enforcement_order") == "BEFORE_CLASSIC_FIREWALL");
  CHECK(text(network, "lifecycle", "prevent_destroy") == "true");
  const auto& nodes = resource(document, "google_compute_subnetwork.nodes");
  const auto* ranges = nodes.find("secondary_ip_range")->get_if<tf::List>();
  REQUIRE(ranges != nullptr);
  REQUIRE(ranges->size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& range = *(*ranges)[i].get_if<tf::Object>();
    const auto name = std::string(i == 0 ? "pods" : "services");
    CHECK(text(find(range, "range_name")) == name);
    CHECK(text(find(range, "ip_cidr_range")) ==
          result->addresses.find("dev/gen-dev-nane1-00", name)->prefix.to_string());
  }
  for (const auto* subnet : of_type(document, "google_compute_subnetwork")) {
    CHECK(text(*subnet, "private_ip_google_access") == "true");
    CHECK(subnet->find("log_config") != nullptr);
  }
}

TEST_CASE("Google Cloud: its services have an address that no subnet has", "[gcp][network]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  for (const auto& document : result->documents) {
    INFO(document.stack);
    const auto address = text(resource(document, "google_compute_global_address.google_apis"), "address");
    const auto parsed = *IpAddress::parse(address);
    for (const auto& network : result->addresses.prefixes(document.stack, "network")) CHECK(network.contains(parsed));
    for (const auto* subnet : of_type(document, "google_compute_subnetwork"))
      CHECK_FALSE(Prefix::parse(text(*subnet, "ip_cidr_range"))->contains(parsed));
    CHECK(document.find("google_compute_subnetwork.google_apis") == nullptr);
    CHECK(text(resource(document, "google_dns_record_set.googleapis_com"), "rrdatas") == address);
    CHECK(text(resource(document, "google_dns_record_set.pkg_dev_any"), "rrdatas") == "pkg.dev.");
    CHECK(text(resource(document, "google_dns_record_set.gke_goog"), "rrdatas") == address);
    CHECK(text(resource(document, "google_dns_record_set.gke_goog_any"), "name") == "*.gke.goog.");
    const auto& open = resource(document, "google_compute_network_firewall_policy_rule.google_apis");
    CHECK(text(open, "match", "dest_ip_ranges") == address + "/32");
  }
}

TEST_CASE("Google Cloud: both halves of every peering, by the stack that is second", "[gcp][network]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  REQUIRE(result->connectivity.peerings.size() >= 4);
  for (const auto& peering : result->connectivity.peerings) {
    INFO(peering.first << " " << peering.second);
    const auto& document = stack(*result, peering.second);
    auto label = peering.first;
    std::replace(label.begin(), label.end(), '/', '-');
    const auto& near = resource(document, "google_compute_network_peering." + label);
    const auto& far = resource(document, "google_compute_network_peering." + label + "_back");
    CHECK(text(near, "network") == "google_compute_network.network.id");
    CHECK(text(far, "peer_network") == "google_compute_network.network.id");
    CHECK(text(near, "peer_network") == text(far, "network"));
    const auto& other = stack(*result, peering.first);
    CHECK(text(far, "network").ends_with("/" + text(resource(other, "google_compute_network.network"), "name")));
    const bool abroad = peering.first.substr(0, 4) != peering.second.substr(0, 4);
    CHECK(text(far, "provider").empty() != abroad);
    CHECK(waits_for(near, far.address()));
    CHECK(std::find(document.depends_on.begin(), document.depends_on.end(), peering.first) !=
          document.depends_on.end());
    CHECK(text(near, "import_custom_routes") == text(far, "export_custom_routes"));
    CHECK(text(far, "import_custom_routes") == text(near, "export_custom_routes"));
    const bool learned = peering.first == "mgmt/hub" && peering.second == "mgmt/mgmt-dev-nane1-00";
    if (peering.reason == Peering::Reason::Flow) CHECK(text(near, "import_custom_routes") == "false");
    if (learned) CHECK(text(near, "import_custom_routes") + text(near, "export_custom_routes") == "truefalse");
  }
}

TEST_CASE("Google Cloud: a network has a default route where it has a way out", "[gcp][network]") {
  const auto result = compiled(spec("        egress: none\n"));
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& hub = stack(*result, "mgmt/hub");
  CHECK(text(resource(hub, "google_compute_route.default"), "next_hop_gateway") == "default-internet-gateway");
  const auto& nat = resource(hub, "google_compute_router_nat.main");
  CHECK(text(nat, "nat_ip_allocate_option") == "MANUAL_ONLY");
  CHECK(text(nat, "nat_ips") == "google_compute_address.nat-0.self_link");
  const auto& closed = stack(*result, "dev/gen-dev-nane1-00");
  CHECK(closed.find("google_compute_route.default") == nullptr);
  CHECK(closed.find("google_compute_router_nat.main") == nullptr);
}

TEST_CASE("Google Cloud: an appliance is a load balancer, of this network or of another one", "[gcp][network]") {
  const auto result =
      compiled(spec("        egress: { next_hop: 172.23.160.22 }\n"
                    "        network:\n"
                    "          cidr: 10.66.0.0/21\n"
                    "          peers: { enterprise: { id: projects/p/global/networks/n } }\n"
                    "          routes: { own: { cidr: 10.9.0.0/16, next_hop: 10.66.7.9 } }\n"));
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& document = stack(*result, "dev/gen-dev-nane1-00");
  const auto& route = resource(document, "google_compute_route.default");
  CHECK(text(route, "next_hop_ilb") == "172.23.160.22");
  CHECK(waits_for(route, "google_compute_network_peering.external_enterprise"));
  CHECK(text(resource(document, "google_compute_route.route_own"), "next_hop_ip") == "10.66.7.9");
}

TEST_CASE("Google Cloud: services are enabled before what they make", "[gcp][network]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& document = stack(*result, "mgmt/hub");
  for (const auto* service : {"compute", "dns", "iap", "logging", "networkconnectivity", "servicedirectory"}) {
    INFO(service);
    const auto& made = resource(document, std::string("google_project_service.") + service);
    CHECK(text(made, "service") == std::string(service) + ".googleapis.com");
    CHECK(text(made, "disable_on_destroy") == "false");
  }
  CHECK(waits_for(resource(document, "google_compute_network.network"), "google_project_service.compute"));
  // What leans on the network waits by that.
  CHECK_FALSE(waits_for(resource(document, "google_compute_subnetwork.jumpbox"), "google_project_service.compute"));
}

TEST_CASE("Google Cloud: nothing is made in a network that somebody else manages", "[gcp][network]") {
  const auto result = compiled(R"(api_version: aurora-iac/v1
platform: demo
address_plan: { pools: [10.64.0.0/12] }
environments:
  dev:
    cloud: gcp
    account: demo-dev-0002
    region: northamerica-northeast1
    clusters:
      gen-dev-nane1-00:
        kubernetes: { version: "1.33" }
        egress: { next_hop: 172.23.160.22 }
        network:
          vnet_id: projects/shared/global/networks/spoke
          existing_cidrs: [10.65.0.0/22]
          subnet_ids:
            apiserver: projects/shared/regions/northamerica-northeast1/subnetworks/apiserver
            infrastructure: projects/shared/regions/northamerica-northeast1/subnetworks/infrastructure
            nodes: projects/shared/regions/northamerica-northeast1/subnetworks/nodes
        node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }
)");
  INFO(said(*result));
  REQUIRE(result->ok());
  const auto& document = stack(*result, "dev/gen-dev-nane1-00");
  for (const auto& one : document.resources) {
    INFO(one.address());
    CHECK_FALSE(one.type.starts_with("google_compute_network"));
    CHECK_FALSE(one.type.starts_with("google_compute_subnetwork"));
    CHECK_FALSE(one.type.starts_with("google_compute_route"));
    CHECK_FALSE(one.type.starts_with("google_dns"));
  }
}

}  // namespace
}  // namespace aurora::gcp_test
