#include "catch.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

namespace {
const std::vector<std::string> order{"route_server", "apiserver", "infrastructure", "loadbalancer",
                                     "gateway",      "general",   "system"};
}

TEST_CASE("the roles of one network reach each other as the platform's matrix says", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  const auto plan = world.connect();
  const std::string id = "dev/gen-dev-cc-00";
  CHECK(plan.find(id, "route_server") == nullptr);
  const std::vector<std::string> matrix{
      ".Y-Y---",  // route_server
      "YY-YYYY",  // apiserver
      "YY-Y---",  // infrastructure
      "----Y--",  // loadbalancer
      "-Y--YYY",  // gateway
      "-Y--YYY",  // general
      "-YY-YYY",  // system
  };
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = 0; j < order.size(); ++j) {
      if (matrix[i][j] == '.') continue;
      INFO(order[i] << " -> " << order[j]);
      CHECK(reaches(plan, world.addresses, id, order[i], id, order[j], 8443) == (matrix[i][j] == 'Y'));
    }
}

TEST_CASE("roles that no list names are let in where they belong and nowhere else", "[connect]") {
  World world;
  auto& cluster = world.cluster("dev", "gen-dev-cc-00", 0);
  const std::string id = cluster.identity.id;
  world.subnet(cluster.network, id, "gpu", "gpu", "172.26.1.64/27");
  world.subnet(cluster.network, id, "pods", "pods", "172.26.1.96/27");
  world.subnet(cluster.network, id, "data", "database", "172.26.1.128/27");
  cluster.network.subnets.back().from = {{"general", {}}};
  cluster.network.subnets.back().to = {{"infrastructure", {}}};
  auto& pool = cluster.node_pools.emplace_back();
  pool.key = pool.subnet = "gpu";
  const auto plan = world.connect();
  struct Row {
    std::string from, to;
    bool reaches;
  };
  for (const auto& row : std::vector<Row>{{"gpu", "system", true},
                                          {"system", "gpu", true},
                                          {"pods", "gpu", true},
                                          {"gpu", "apiserver", true},
                                          {"apiserver", "pods", true},
                                          {"gpu", "infrastructure", false},
                                          {"general", "data", true},
                                          {"data", "general", false},
                                          {"system", "data", false},
                                          {"gpu", "data", false},
                                          {"data", "infrastructure", true},
                                          {"data", "data", false},
                                          {"infrastructure", "data", false}}) {
    INFO(row.from << " -> " << row.to);
    CHECK(reaches(plan, world.addresses, id, row.from, id, row.to, 5432) == row.reaches);
  }
}

TEST_CASE("overlay pods count as nodes inside the cluster", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  const auto plan = world.connect();
  const auto pod = *IpAddress::parse("10.0.3.7"), node = *IpAddress::parse("172.26.1.40");
  const auto* system = plan.find("dev/gen-dev-cc-00", "system");
  const auto* endpoints = plan.find("dev/gen-dev-cc-00", "infrastructure");
  CHECK(passes(system, Rule::Direction::Inbound, pod, node, 80));
  CHECK(passes(system, Rule::Direction::Inbound, pod, *IpAddress::parse("10.0.9.9"), 80));
  CHECK(passes(system, Rule::Direction::Outbound, pod, *IpAddress::parse("10.0.9.9"), 80));
  CHECK_FALSE(passes(endpoints, Rule::Direction::Inbound, pod, *IpAddress::parse("172.26.0.40"), 443));
}

TEST_CASE("front ends lead to the other nodes where there is no gateway", "[connect]") {
  World world;
  auto& cluster = world.cluster("dev", "gen-dev-cc-00", 0);
  auto& subnets = cluster.network.subnets;
  subnets.erase(subnets.begin() + 5);
  const auto plan = world.connect();
  const std::string id = cluster.identity.id;
  CHECK(reaches(plan, world.addresses, id, "loadbalancer", id, "system", 80));
  CHECK(reaches(plan, world.addresses, id, "loadbalancer", id, "general", 80));
  CHECK_FALSE(reaches(plan, world.addresses, id, "loadbalancer", id, "infrastructure", 80));
}

TEST_CASE("egress to the internet passes, to private space it does not", "[connect]") {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  const auto plan = world.connect();
  const auto* general = plan.find("dev/gen-dev-cc-00", "general");
  const auto node = *IpAddress::parse("172.26.0.140");
  CHECK(passes(general, Rule::Direction::Outbound, node, *IpAddress::parse("20.1.2.3"), 443, true));
  for (const char* address : {"10.99.0.1", "192.168.1.1", "172.31.0.1", "100.64.0.1"})
    CHECK_FALSE(passes(general, Rule::Direction::Outbound, node, *IpAddress::parse(address), 443));
  CHECK_FALSE(passes(general, Rule::Direction::Inbound, *IpAddress::parse("20.1.2.3"), node, 443, true));
}
