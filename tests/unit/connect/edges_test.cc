#include "connect/edges.h"

#include "catch.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

namespace {

const CloudFacts* only_allow(std::string_view) {
  static const CloudFacts table = [] {
    CloudFacts facts{"edgy", {}, {}, {}, {}, {}, 5, 12, 28, 16, 28, 250};
    facts.groups_only_allow = facts.transit_hub = true;
    return facts;
  }();
  return &table;
}

World platform() {
  World world;
  world.cluster("dev", "gen-dev", 0);
  world.cluster("prod", "gen-prod", 2);
  world.flow("deploys", inside("dev", "system"), inside("prod", "apiserver"));
  return world;
}

const SubnetEdge* edge(const ConnectivityPlan& plan, const std::string& owner, const std::string& subnet) {
  for (const auto& edge : plan.edges)
    if (edge.owner == owner && edge.subnet == subnet) return &edge;
  return nullptr;
}

/// Number of the entry for exactly this range; 0: there is none, negative: it denies.
int entry(const SubnetEdge& edge, const std::string& range) {
  for (const auto& one : edge.entries)
    if (one.prefix == prefix(range)) return one.allow ? one.number : -one.number;
  return 0;
}

}  // namespace

TEST_CASE("edges are for clouds whose groups only allow", "[connect]") {
  auto world = platform();
  CHECK(world.connect().edges.empty());
  CHECK_FALSE(connect(world.platform, world.addresses, only_allow, world.lock, world.diagnostics).edges.empty());
}

TEST_CASE("an edge holds the networks that rules name, whole, and what the last rule denies", "[connect]") {
  auto world = platform();
  const auto plan = connect(world.platform, world.addresses, only_allow, world.lock, world.diagnostics);
  const auto *system = edge(plan, "dev/gen-dev", "system"), *general = edge(plan, "dev/gen-dev", "general"),
             *apiserver = edge(plan, "prod/gen-prod", "apiserver");
  REQUIRE((system && general && apiserver));
  CHECK(entry(*system, "172.26.0.0/23") > 0);
  CHECK(entry(*system, "172.26.2.0/23") > 0);
  CHECK(entry(*system, "172.16.0.0/12") < 0);
  CHECK(entry(*general, "172.26.2.0/23") == 0);
  CHECK(entry(*apiserver, "172.26.0.0/23") > 0);
  for (const auto& one : system->entries) CHECK((one.allow ? one.number < 20000 : one.number >= 20000));
}

TEST_CASE("numbers of edges are the lock's, whatever comes and goes", "[connect]") {
  auto world = platform();
  const auto before = connect(world.platform, world.addresses, only_allow, world.lock, world.diagnostics);
  auto more = platform();
  more.cluster("dev", "aaa-dev", 4);
  more.flow("also", inside("dev", "system"), inside("prod", "system"));
  more.lock = world.lock;
  const auto after = connect(more.platform, more.addresses, only_allow, more.lock, more.diagnostics);
  for (const auto& old : before.edges) {
    const auto* now = edge(after, old.owner, old.subnet);
    REQUIRE(now != nullptr);
    for (const auto& one : old.entries)
      CHECK(entry(*now, one.prefix.to_string()) == (one.allow ? one.number : -one.number));
  }
}

TEST_CASE("without a number left an edge is an error", "[connect]") {
  auto world = platform();
  for (int number = 100; number <= 19999; ++number)
    world.lock.put("edge", "allow/gone/" + std::to_string(number), std::to_string(number));
  connect(world.platform, world.addresses, only_allow, world.lock, world.diagnostics);
  bool said = false;
  for (const auto& one : world.diagnostics.sorted()) said = said || one.code == 1526;
  CHECK(said);
}

TEST_CASE("what the router of a region carries is not peered, unless no domain is shared", "[connect]") {
  auto world = platform();
  world.hub("dev", 0);
  world.hub("prod", 1);
  const auto plan = connect(world.platform, world.addresses, only_allow, world.lock, world.diagnostics);
  REQUIRE(plan.peerings.size() == 1);
  CHECK(plan.peerings[0].first == "dev/gen-dev");
  CHECK(plan.peerings[0].second == "prod/gen-prod");
  REQUIRE(plan.transits.size() == 1);
  CHECK(plan.transits[0].owner == "dev/hub");
  // The owner stays, also when another hub would be chosen today.
  auto later = platform();
  later.hub("aaa", 2);
  later.hub("dev", 0);
  later.hub("prod", 1);
  later.lock = world.lock;
  const auto after = connect(later.platform, later.addresses, only_allow, later.lock, later.diagnostics);
  REQUIRE(after.transits.size() == 1);
  CHECK(after.transits[0].owner == "dev/hub");
}
