#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

Platform dual(int environment_length = 56) {
  auto p = platform();
  p.addresses.ipv6_pools.push_back({prefix("fd12:3456::/40"), {}});
  p.addresses.ipv6_environment_length = environment_length;
  environment(p, "dev").clusters = {cluster("dev", "a"), cluster("dev", "b")};
  environment(p, "prod").clusters = {cluster("prod", "c")};
  return p;
}

}  // namespace

TEST_CASE("IPv6: a block for each environment, in it one for each network, in it a /64 for each subnet") {
  const auto r = allocated(dual());
  INFO(r.everything());
  CHECK(r.codes().empty());
  CHECK(r.at("dev/environment", "ipv6") == "fd12:3456::/56");
  CHECK(r.at("prod/environment", "ipv6") == "fd12:3456:0:100::/56");
  CHECK(r.at("dev/a", "network6") == "fd12:3456::/60");
  CHECK(r.at("dev/b", "network6") == "fd12:3456:0:10::/60");
  CHECK(r.at("prod/c", "network6") == "fd12:3456:0:100::/60");
  CHECK(r.at("dev/a", "subnet6/apiserver") == "fd12:3456::/64");
  CHECK(r.at("dev/a", "subnet6/gateway") == "fd12:3456:0:1::/64");
  CHECK(allocated(dual(48)).at("prod/environment", "ipv6") == "fd12:3456:1::/48");
  CHECK(allocated(platform()).at("dev/a", "network6") == "-");
  // Networks of many subnets have more room.
  auto many = dual();
  for (int i = 0; i < 20; ++i)
    many.environments[0].clusters[0].network.subnets.push_back(subnet("x" + std::to_string(i), "database"));
  CHECK(allocated(many).at("dev/a", "network6").find("/58") != std::string::npos);
}

TEST_CASE("IPv6: nothing moves, what goes rests, and what comes back finds its place") {
  const auto first = allocated(dual());
  CHECK(allocated(dual(), first.lock).lock.changes().empty());
  auto changed = dual();
  changed.environments[0].clusters.erase(changed.environments[0].clusters.begin());
  changed.environments[0].clusters.push_back(cluster("dev", "d"));
  auto& subnets = changed.environments[1].clusters[0].network.subnets;
  subnets.insert(subnets.begin(), subnet("aaa", "database"));
  const auto second = allocated(changed, first.lock);
  CHECK(second.codes().empty());
  CHECK(second.at("dev/b", "network6") == first.at("dev/b", "network6"));
  CHECK(second.at("dev/d", "network6") == "fd12:3456:0:20::/60");  // not where `a` was
  CHECK(second.at("prod/c", "subnet6/apiserver") == first.at("prod/c", "subnet6/apiserver"));
  CHECK(second.at("prod/c", "subnet6/aaa") == "fd12:3456:0:106::/64");
  CHECK(allocated(dual(), second.lock).at("dev/a", "network6") == first.at("dev/a", "network6"));
}

TEST_CASE("IPv6: families are not mixed, and a pool that is full says so") {
  auto p = dual();
  p.addresses.pools.push_back({prefix("fd00::/48"), {}});
  CHECK(allocated(p).codes() == "1418");
  p = dual();
  p.addresses.ipv6_pools[0].value = prefix("10.80.0.0/16");
  CHECK(allocated(p).codes() == "1418");
  p = dual();
  p.addresses.ipv6_pools[0].value = prefix("fd12:3456::/56");
  CHECK(allocated(p).codes() == "1417");
  p.addresses.reserved.push_back({{prefix("fd12:3456::/57"), {}}, ""});
  CHECK(allocated(p).codes() == "1417 1417");  // neither has a /56 left
}
