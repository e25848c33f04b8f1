#include <algorithm>
#include <map>
#include <set>

#include "catch.h"
#include "connect/priorities.h"
#include "connect/rule_book.h"
#include "unit/connect/fixture.h"

using namespace aurora;
using namespace aurora::connect_test;

namespace {

using Key = std::pair<std::string, std::string>;  // subnet, rule id

std::map<Key, int> priorities(const ConnectivityPlan& plan) {
  std::map<Key, int> result;
  for (const auto& subnet : plan.subnets)
    for (const auto& rule : subnet.rules) result[{subnet.owner + "/" + subnet.subnet, rule.id}] = rule.priority;
  return result;
}

void add_flows(World& world, std::vector<std::string> names) {
  for (const auto& name : names) world.flow(name, inside("dev", "system"), inside("mgmt", "system"));
}

World base() {
  World world;
  world.cluster("dev", "gen-dev-cc-00", 0);
  world.cluster("mgmt", "mgmt-dev-cc-00", 2);
  return world;
}

void check_kept(const std::map<Key, int>& before, const std::map<Key, int>& after) {
  for (const auto& [key, number] : after) {
    const auto old = before.find(key);
    INFO(key.first << " " << key.second);
    if (old != before.end()) CHECK(old->second == number);
  }
}

}  // namespace

TEST_CASE("every rule has a number of its band, and each number is given once", "[connect]") {
  auto world = base();
  add_flows(world, {"a", "b", "c"});
  const auto plan = world.connect();
  for (const auto& subnet : plan.subnets) {
    std::set<std::pair<Rule::Direction, int>> seen;
    for (const auto& rule : subnet.rules) {
      INFO(subnet.owner << " " << subnet.subnet << " " << rule.id << " " << rule.priority);
      CHECK(seen.insert({rule.direction, rule.priority}).second);
      CHECK(rule.id.size() <= 80);
      if (rule.id.starts_with("flow-")) CHECK((rule.priority >= 100 && rule.priority <= 2999));
      if (rule.id.starts_with("role-")) CHECK((rule.priority >= 3000 && rule.priority <= 3999));
      if (rule.access == Rule::Access::Deny) CHECK(rule.priority == 4096);
    }
  }
}

TEST_CASE("adding, removing and reordering moves no other priority", "[connect]") {
  auto first = base();
  add_flows(first, {"delta", "alpha", "charlie"});
  const auto before = priorities(first.connect());
  auto second = base();
  second.lock = first.lock;
  SECTION("added, in front of all") { add_flows(second, {"aaa", "charlie", "delta", "bravo", "alpha"}); }
  SECTION("removed") { add_flows(second, {"delta", "charlie"}); }
  SECTION("removed, and another added: its number is not taken over") {
    add_flows(second, {"delta", "charlie", "echo"});
    const auto after = priorities(second.connect());
    CHECK(after.at({"dev/gen-dev-cc-00/system", "flow-echo-tcp-out"}) == 103);
  }
  SECTION("a further cluster") {
    add_flows(second, {"delta", "alpha", "charlie"});
    second.cluster("dev", "gen-test-cc-00", 6);
  }
  check_kept(before, priorities(second.connect()));
}

TEST_CASE("the order of the spec does not decide numbers", "[connect]") {
  auto first = base(), second = base();
  add_flows(first, {"alpha", "bravo", "charlie"});
  add_flows(second, {"charlie", "alpha", "bravo"});
  CHECK(priorities(first.connect()) == priorities(second.connect()));
}

TEST_CASE("a full band is an error with figures", "[connect]") {
  auto world = base();
  for (int i = 0; i < 2901; ++i) add_flows(world, {"f" + std::to_string(i)});
  world.connect();
  const auto found = world.diagnostics.sorted();
  CHECK(std::any_of(found.begin(), found.end(), [](const Diagnostic& d) {
    return d.code == 1501 && d.message.find("2900 of 2900 in 100 to 2999") != std::string::npos;
  }));
  CHECK(std::any_of(found.begin(), found.end(), [](const Diagnostic& d) { return d.code == 1502; }));
}

TEST_CASE("two rules that the lock gives one number are an error", "[connect]") {
  auto world = base();
  add_flows(world, {"alpha", "bravo"});
  for (const char* name : {"alpha", "bravo"})
    world.lock.put("priority", std::string("dev/gen-dev-cc-00/system/outbound/flow-") + name + "-tcp-out", "100");
  world.connect();
  REQUIRE(world.diagnostics.sorted().size() == 1);
  CHECK(world.diagnostics.sorted()[0].code == 1505);
}

TEST_CASE("a rule that is too long for a cloud is split, its parts named alike", "[connect]") {
  using namespace aurora::connect_detail;
  DraftRule draft;
  draft.rule.id = "flow-x-tcp-in";
  for (int i = 0; i < 5; ++i) draft.rule.from.prefixes.push_back(prefix("10." + std::to_string(i) + ".0.0/24"));
  const auto parts = split(draft, {.rules = 10, .prefixes = 2, .ports = 2});
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].rule.id == "flow-x-tcp-in");
  CHECK(parts[2].rule.id == "flow-x-tcp-in-3");
  CHECK(parts[2].rule.from.prefixes.size() == 1);
}

TEST_CASE("rule names fit, and two texts never share one", "[connect]") {
  using connect_detail::rule_name;
  CHECK(rule_name("flow-argo", 72) == "flow-argo");
  CHECK(rule_name(std::string(100, 'x'), 72).size() == 72);
  CHECK(rule_name("flow-\u00e9", 72) != rule_name("flow-\u00e8", 72));
}
