#include "address/forecast.h"

#include <random>

#include "address/locked.h"
#include "address/render_addresses.h"
#include "address/supply.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

Forecast look_ahead(const Platform& platform, const Result& made) {
  return forecast(platform, test_facts, made.plan, made.lock);
}

std::uint64_t room(const Forecast& ahead, std::size_t pool, std::string_view like) {
  for (const auto& fit : ahead.pools.at(pool).fits)
    if (ahead.shapes[fit.shape].example == like) return fit.more;
  return UINT64_MAX;
}

std::string warnings(const Forecast& ahead) {
  Diagnostics said;
  warn_of_exhaustion(ahead, said);
  std::string text;
  for (const auto& one : said.sorted()) text += std::to_string(one.code) + " " + one.message + "\n";
  return text;
}

/// How many clusters like the first the allocator places one after the other, each in a run of its own.
std::uint64_t really_added(Platform platform, Lock lock) {
  for (std::uint64_t n = 0;; ++n) {
    auto next = cluster("dev", "zzz-" + std::to_string(100000 + n));
    next.node_pools = platform.environments[0].clusters[0].node_pools;
    next.kubernetes = platform.environments[0].clusters[0].kubernetes;
    platform.environments[0].clusters.push_back(std::move(next));
    auto result = allocated(platform, lock);
    if (result.diagnostics.has_errors()) return n;
    lock = std::move(result.lock);
  }
}

}  // namespace

TEST_CASE("what is said to fit is what the allocator can place, and not one more") {
  struct Row {
    std::vector<std::string> pools;
    std::vector<std::string> pod_pools;
    int general;
    int clusters;
    std::vector<std::string> reserved;
  };
  for (const auto& row : {Row{{"10.64.0.0/20"}, {"100.64.0.0/10"}, 20, 1, {}},
                          Row{{"10.64.0.0/20"}, {"100.64.0.0/10"}, 60, 3, {"10.64.5.0/26"}},
                          Row{{"10.64.0.0/21", "10.80.0.0/22", "10.90.0.0/26"}, {"100.64.0.0/10"}, 3, 2, {}},
                          Row{{"10.64.0.0/17"}, {}, 3, 1, {"10.64.9.0/30"}},       // pods from the same pool
                          Row{{"10.64.0.0/17"}, {}, 20, 2, {"10.64.64.0/24"}},     // and larger than the network
                          Row{{"10.64.0.0/24"}, {"100.64.0.0/10"}, 3, 1, {}},      // none
                          Row{{"10.64.0.0/12"}, {"100.64.0.0/17"}, 20, 1, {}}}) {  // pods are what runs out
    auto p = platform(row.pools);
    for (const auto& text : row.pod_pools) p.addresses.pod_pools.push_back({prefix(text), {}});
    for (const auto& text : row.reserved) p.addresses.reserved.push_back({{prefix(text), {}}, "test"});
    auto& dev = environment(p, "dev");
    for (int i = 0; i < row.clusters; ++i) dev.clusters.push_back(cluster("dev", "a" + std::to_string(i), row.general));
    const auto made = allocated(p);
    INFO(made.text());
    REQUIRE(made.codes().empty());
    const auto ahead = look_ahead(p, made);
    auto least = UINT64_MAX;
    for (std::size_t i = 0; i < ahead.pools.size(); ++i) least = std::min(least, room(ahead, i, "dev/a0"));
    INFO(row.pools[0] << " general " << row.general);
    CHECK(least == really_added(p, made.lock));
  }
}

TEST_CASE("counting takes blocks as the ground deals them out") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    auto p = platform({"10.0.0.0/20", "10.9.0.0/22"});
    Diagnostics ignored;
    const LockedRanges nothing({}, {}, false, ignored);
    Ground ground(p, {}, nothing, ignored);
    auto& pool = ground.routed(environment(p, "dev"));
    for (std::uint64_t i = 0; i < 8; ++i) {  // some room to grow, and some that is taken
      const auto block = prefix("10.0.0.0/20").child(25, random() % 32);
      if (!pool.free.overlaps(block) || !FreeSpace(pool.free).take_within(block, 25)) continue;
      ground.take(block);
      if (random() % 2 == 0) ground.keep_headroom("x/" + std::to_string(i), block);
    }
    Supply supply(pool, ground.headrooms());
    for (int i = 0; i < 60; ++i) {
      const int length = 22 + static_cast<int>(random() % 7);
      const bool spare = random() % 3 == 0;
      const auto a = spare ? ground.take_spare(pool, length) : ground.take_from(pool, length);
      const auto b = spare ? supply.take_spare(length) : supply.take(length);
      REQUIRE(a.has_value() == b.has_value());
      if (a) REQUIRE(a->to_string() == b->to_string());
    }
  }
}

TEST_CASE("clusters that take the same are one shape, and pins are nobody else's") {
  auto p = platform({"10.64.0.0/16"});
  p.addresses.pod_pools.push_back({prefix("100.64.0.0/10"), {}});
  auto& dev = environment(p, "dev");
  dev.hub = hub("dev");
  dev.clusters = {cluster("dev", "a"), cluster("dev", "b"), cluster("dev", "c", 100)};
  dev.clusters[1].network.cidrs = {{prefix("10.64.128.0/22"), {}}};
  const auto made = allocated(p);
  const auto ahead = look_ahead(p, made);
  REQUIRE(ahead.shapes.size() == 3);
  CHECK(ahead.shapes[0].example == "dev/a");
  CHECK(ahead.shapes[1].example == "dev/c");
  CHECK(ahead.shapes[2].hub);
  CHECK(ahead.pools.size() == 2);
  CHECK(room(ahead, 1, "dev/hub") == UINT64_MAX);  // a hub has no pods
}

TEST_CASE("pools and node subnets are warned of before they are full") {
  auto p = platform({"10.64.0.0/23"});
  p.addresses.pod_pools.push_back({prefix("100.64.0.0/10"), {}});
  auto& dev = environment(p, "dev");
  dev.clusters = {cluster("dev", "a", 3)};
  CHECK(warnings(look_ahead(p, allocated(p))) == "");
  dev.clusters.push_back(cluster("dev", "b", 3));
  CHECK(warnings(look_ahead(p, allocated(p))) ==
        "1430 the platform's pools have 0 % left: 0 of 512 addresses\n"
        "1431 the platform's pools have no room for one more cluster like `dev/a`\n");
  p.addresses.pools = {{prefix("10.64.0.0/16"), {}}};
  dev.clusters.pop_back();
  dev.clusters[0] = cluster("dev", "a", 20);
  CHECK(warnings(look_ahead(p, allocated(p))) ==
        "1432 subnet `general` of `dev/a` has room for 0 more nodes beside the 27 that it may have now, surge "
        "included\n");
}
