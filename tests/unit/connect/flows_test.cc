#include "catch.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

namespace {

Endpoint outside(const std::string& name) {
  Endpoint endpoint;
  endpoint.kind = name == "internet" ? Endpoint::Kind::Internet : Endpoint::Kind::Outside;
  endpoint.outside = name;
  return endpoint;
}

IpAddress at(const char* text) { return *IpAddress::parse(text); }

constexpr auto in = Rule::Direction::Inbound;

}  // namespace

TEST_CASE("a flow opens both ends, its ports and its direction only", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  world.cluster("mgmt", "mgmt-dev-cc-00", 2);
  world.cluster("prod", "gen-prod-cc-00", 4);
  world.flow("argo", inside("mgmt", "system"), inside("dev", "apiserver"));
  const auto plan = world.connect();
  const auto ask = [&](const char* from, const char* from_subnet, const char* to, const char* to_subnet, int port) {
    return reaches(plan, world.addresses, from, from_subnet, to, to_subnet, port);
  };
  CHECK(ask("mgmt/mgmt-dev-cc-00", "system", "dev/gen-dev-cc-00", "apiserver", 443));
  CHECK_FALSE(ask("mgmt/mgmt-dev-cc-00", "system", "dev/gen-dev-cc-00", "apiserver", 80));
  CHECK_FALSE(ask("mgmt/mgmt-dev-cc-00", "general", "dev/gen-dev-cc-00", "apiserver", 443));
  CHECK_FALSE(ask("dev/gen-dev-cc-00", "apiserver", "mgmt/mgmt-dev-cc-00", "system", 443));
  CHECK_FALSE(ask("mgmt/mgmt-dev-cc-00", "system", "prod/gen-prod-cc-00", "apiserver", 443));
  CHECK_FALSE(ask("dev/gen-dev-cc-00", "system", "prod/gen-prod-cc-00", "system", 443));
}

TEST_CASE("`within` keeps the sides of a flow together", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  world.cluster("prod", "gen-prod-cc-00", 4);
  world.hub("dev", 0);
  world.hub("prod", 1);
  world.flow("kubectl", inside("*", "jumpbox"), inside("*", "apiserver")).within = "environment";
  const auto plan = world.connect();
  CHECK(reaches(plan, world.addresses, "dev/hub", "jumpbox", "dev/gen-dev-cc-00", "apiserver", 443));
  CHECK(reaches(plan, world.addresses, "prod/hub", "jumpbox", "prod/gen-prod-cc-00", "apiserver", 443));
  CHECK_FALSE(reaches(plan, world.addresses, "dev/hub", "jumpbox", "prod/gen-prod-cc-00", "apiserver", 443));
}

TEST_CASE("outside networks and the internet come in where a flow says so", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  world.hub("dev", 0);
  auto& operators = world.platform.networks.emplace_back();
  operators.name = "operators";
  operators.cidrs = {{prefix("10.200.4.0/24"), {}}};
  world.flow("ssh", outside("operators"), inside("*", "jumpbox"), 22);
  world.flow("https", outside("internet"), inside("dev", "loadbalancer"));
  const auto plan = world.connect();
  const auto* jumpbox = plan.find("dev/hub", "jumpbox");
  const auto* front = plan.find("dev/gen-dev-cc-00", "loadbalancer");
  const auto* gateway = plan.find("dev/gen-dev-cc-00", "gateway");
  CHECK(passes(jumpbox, in, at("10.200.4.9"), at("172.30.0.20"), 22));
  CHECK_FALSE(passes(jumpbox, in, at("10.200.5.9"), at("172.30.0.20"), 22));
  CHECK_FALSE(passes(jumpbox, in, at("20.1.2.3"), at("172.30.0.20"), 22, true));
  CHECK(passes(front, in, at("20.1.2.3"), at("172.26.0.100"), 443, true));
  // Floating IP: the node's subnet sees the front end's address as the destination.
  CHECK(passes(gateway, in, at("20.1.2.3"), at("172.26.0.100"), 443, true));
  CHECK_FALSE(passes(gateway, in, at("20.1.2.3"), at("172.26.1.5"), 443, true));
  CHECK_FALSE(passes(plan.find("dev/gen-dev-cc-00", "system"), in, at("20.1.2.3"), at("172.26.0.100"), 443, true));
}

TEST_CASE("pods with addresses of their own may open what their nodes may", "[connect]") {
  World world;
  auto& cluster = world.cluster("mgmt", "mgmt-dev-cc-00", 2);
  world.subnet(cluster.network, cluster.identity.id, "pods", "pods", "172.26.3.128/25");
  cluster.kubernetes.pod_network = "pod_subnet";
  auto& pool = cluster.node_pools.emplace_back();
  pool.key = pool.subnet = "system";
  pool.pod_subnet = "pods";
  world.cluster("dev", "gen-dev-cc-00", 0);
  world.flow("argo", inside("mgmt", "system"), inside("dev", "apiserver"));
  const auto plan = world.connect();
  CHECK(reaches(plan, world.addresses, "mgmt/mgmt-dev-cc-00", "pods", "dev/gen-dev-cc-00", "apiserver", 443));
  CHECK_FALSE(reaches(plan, world.addresses, "mgmt/mgmt-dev-cc-00", "general", "dev/gen-dev-cc-00", "apiserver", 443));
}

TEST_CASE("a flow to a network of the user's own is warned of", "[connect]") {
  World world;
  world.cluster("mgmt", "mgmt-dev-cc-00", 2);
  auto& cluster = world.environment("dev").clusters.emplace_back();
  World::identify(cluster.identity, "dev", "gen-dev-cc-00");
  cluster.key = "gen-dev-cc-00";
  cluster.network.existing_id = Text{"/subscriptions/theirs", {}};
  auto& subnet = cluster.network.subnets.emplace_back();
  subnet.key = subnet.role.value = "system";
  world.flow("metrics", inside("mgmt", "system"), inside("dev", "system"), 9100);
  SECTION("its addresses are known") {
    world.allocate("dev/gen-dev-cc-00", "network", "10.80.0.0/22");
    const auto plan = world.connect();
    CHECK(passes(plan.find("mgmt/mgmt-dev-cc-00", "system"), Rule::Direction::Outbound, at("172.26.3.40"),
                 at("10.80.0.9"), 9100));
    REQUIRE(world.diagnostics.sorted().size() == 1);
    CHECK(world.diagnostics.sorted()[0].code == 1503);
    CHECK(plan.find("dev/gen-dev-cc-00", "system") == nullptr);
  }
  SECTION("its addresses are not known") {
    world.connect();
    REQUIRE(world.diagnostics.sorted().size() == 2);
    CHECK(world.diagnostics.sorted()[1].code == 1504);
  }
}

TEST_CASE("every node may pull images where a registry has a private endpoint", "[connect]") {
  World world;
  auto& cluster = world.cluster("dev", "gen-dev-cc-00", 0);
  const std::string id = cluster.identity.id;
  cluster.private_endpoints.emplace_back().service = "registry";
  const auto plan = world.connect();
  CHECK(reaches(plan, world.addresses, id, "general", id, "infrastructure", 443));
  CHECK_FALSE(reaches(plan, world.addresses, id, "general", id, "infrastructure", 80));
  CHECK_FALSE(reaches(plan, world.addresses, id, "loadbalancer", id, "infrastructure", 443));
}

TEST_CASE("name servers in private space are reachable", "[connect]") {
  World world;
  auto& cluster = world.cluster("dev", "gen-dev-cc-00", 0);
  cluster.network.dns_servers = {{"172.20.48.4", {}}};
  const auto plan = world.connect();
  const auto* general = plan.find("dev/gen-dev-cc-00", "general");
  CHECK(passes(general, Rule::Direction::Outbound, at("172.26.0.140"), at("172.20.48.4"), 53));
  CHECK_FALSE(passes(general, Rule::Direction::Outbound, at("172.26.0.140"), at("172.20.48.4"), 443));
}
