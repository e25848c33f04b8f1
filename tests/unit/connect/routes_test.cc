#include <algorithm>
#include <set>

#include "catch.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

namespace {

/// dev and nonprod in one domain, prod in the other, mgmt in both; each with a hub and a cluster.
World platform() {
  World world;
  int n = 0;
  for (const char* key : {"dev", "mgmt", "nonprod", "prod"}) {
    world.hub(key, n);
    world.cluster(key, std::string("gen-") + key, 2 * n);
    ++n;
  }
  auto& nonprod = world.platform.route_domains.emplace_back();
  nonprod.name = "nonprod";
  nonprod.environments = {{"dev", {}}, {"nonprod", {}}, {"mgmt", {}}};
  auto& prod = world.platform.route_domains.emplace_back();
  prod.name = "prod";
  prod.environments = {{"prod", {}}, {"mgmt", {}}};
  return world;
}

std::set<std::string> peerings(const ConnectivityPlan& plan) {
  std::set<std::string> result;
  for (const auto& peering : plan.peerings) result.insert(peering.first + " " + peering.second);
  return result;
}

const BgpSession* session(const ConnectivityPlan& plan, const std::string& hub, const std::string& peer) {
  for (const auto& one : plan.sessions)
    if (one.hub == hub && one.reflector == 0 && one.peer == peer) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("hubs of one route domain are peered, others are not", "[connect]") {
  auto world = platform();
  CHECK(peerings(world.connect()) == std::set<std::string>{"dev/hub dev/gen-dev", "mgmt/hub mgmt/gen-mgmt",
                                                           "nonprod/hub nonprod/gen-nonprod", "prod/hub prod/gen-prod",
                                                           "dev/hub mgmt/hub", "dev/hub nonprod/hub",
                                                           "mgmt/hub nonprod/hub", "mgmt/hub prod/hub"});
}

TEST_CASE("without route domains every environment is alone, and mgmt with each", "[connect]") {
  auto world = platform();
  world.platform.route_domains.clear();
  const auto found = peerings(world.connect());
  CHECK(found.count("dev/hub mgmt/hub") == 1);
  CHECK(found.count("mgmt/hub prod/hub") == 1);
  CHECK(found.count("dev/hub nonprod/hub") == 0);
  CHECK(found.count("nonprod/hub prod/hub") == 0);
}

TEST_CASE("clusters of an environment without a hub join those of its route domains", "[connect]") {
  auto world = platform();
  world.environment("mgmt").hub.reset();
  const auto found = peerings(world.connect());
  CHECK(found.count("prod/hub mgmt/gen-mgmt") == 1);
  CHECK(found.count("nonprod/hub mgmt/gen-mgmt") == 1);
  CHECK(found.count("nonprod/hub prod/hub") == 0);
}

TEST_CASE("a flow peers networks that nothing else routes between", "[connect]") {
  auto world = platform();
  world.flow("metrics", inside("mgmt", "system", "gen-mgmt"), inside("prod", "system", "gen-prod"), 9100);
  auto& from = world.environment("mgmt").clusters[0].egress;
  auto& to = world.environment("prod").clusters[0].egress;
  const auto kinds = GENERATE(std::pair{Egress::Kind::Nat, true}, std::pair{Egress::Kind::NextHop, false},
                              std::pair{Egress::Kind::Firewall, false});
  from.kind = to.kind = kinds.first;
  CHECK((peerings(world.connect()).count("mgmt/gen-mgmt prod/gen-prod") == 1) == kinds.second);
}

TEST_CASE("reflectors have sessions with all of their route domains and take only what is theirs", "[connect]") {
  auto world = platform();
  const auto plan = world.connect();
  REQUIRE(session(plan, "mgmt/hub", "prod-reflector-2") != nullptr);
  REQUIRE(session(plan, "mgmt/hub", "nonprod-reflector-0") != nullptr);
  CHECK(session(plan, "mgmt/hub", "mgmt-reflector-0") == nullptr);
  CHECK(session(plan, "mgmt/hub", "mgmt-reflector-1") != nullptr);
  CHECK(session(plan, "prod/hub", "nonprod-reflector-0") == nullptr);
  // What prod takes from mgmt is mgmt's own pods: not what mgmt heard from nonprod.
  const auto* prod = session(plan, "prod/hub", "mgmt-reflector-0");
  REQUIRE(prod != nullptr);
  CHECK(prod->accepts == std::vector<Prefix>{prefix("10.2.0.0/16")});
  CHECK(prod->import_routes);
  CHECK_FALSE(prod->client);
  CHECK(prod->asn == 64512);
}

TEST_CASE("reflectors listen to the nodes of the clusters that they serve", "[connect]") {
  auto world = platform();
  const auto plan = world.connect();
  const auto* nodes = session(plan, "dev/hub", "dev-gen-dev-general");
  REQUIRE(nodes != nullptr);
  CHECK((nodes->listen_range && nodes->client));
  CHECK(nodes->range == prefix("172.26.0.128/25"));
  CHECK(nodes->accepts == std::vector<Prefix>{prefix("10.0.0.0/16")});
  CHECK(session(plan, "dev/hub", "nonprod-gen-nonprod-general") == nullptr);
  CHECK(reaches(plan, world.addresses, "dev/gen-dev", "general", "dev/hub", "route_reflector", 179));
  CHECK_FALSE(reaches(plan, world.addresses, "dev/gen-dev", "general", "dev/hub", "route_reflector", 22));
  CHECK_FALSE(reaches(plan, world.addresses, "dev/hub", "route_reflector", "dev/gen-dev", "general", 179));
  CHECK(reaches(plan, world.addresses, "dev/hub", "route_reflector", "mgmt/hub", "route_reflector", 179));
  CHECK_FALSE(reaches(plan, world.addresses, "prod/hub", "route_reflector", "dev/hub", "route_reflector", 179));
}

TEST_CASE("route servers get sessions at both of their addresses, and AS numbers are kept", "[connect]") {
  auto world = platform();
  world.environment("dev").clusters[0].route_server.emplace();
  const auto plan = world.connect();
  const auto* one = session(plan, "dev/hub", "route-server-dev-gen-dev-1");
  REQUIRE(one != nullptr);
  CHECK(one->address == *IpAddress::parse("172.26.0.5"));
  CHECK(one->asn == 65515);
  CHECK_FALSE(one->import_routes);
  REQUIRE(world.lock.find("asn", "dev/hub/route_reflectors") != nullptr);
  CHECK(world.lock.find("asn", "dev/hub/route_reflectors")->value == "64512");
}
