#include "address/map_layout.h"

#include "address/render_map.h"
#include "address/svg_page.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;
using namespace aurora::address_map;

namespace {

std::size_t count(const std::string& text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a block's area on the map is its part of the pool, and blocks do not overlap") {
  const Box map{10, 20, 1024, 512};
  const auto pool = prefix("10.64.0.0/16");
  for (int length = 16; length <= 24; ++length) {
    double sum = 0;
    std::vector<Box> boxes;
    for (std::uint64_t i = 0; i < (std::uint64_t{1} << (length - 16)); ++i) {
      boxes.push_back(place(map, pool, pool.child(length, i)));
      const auto& box = boxes.back();
      CHECK((box.w == box.h || box.w == 2 * box.h));
      CHECK((box.x >= map.x && box.x + box.w <= map.x + map.w && box.y >= map.y && box.y + box.h <= map.y + map.h));
      sum += box.area();
    }
    CHECK(sum == map.area());
    for (std::size_t i = 1; i < boxes.size(); ++i)
      CHECK((boxes[i].x != boxes[i - 1].x || boxes[i].y != boxes[i - 1].y));
  }
}

TEST_CASE("every address of a pool is on its map once") {
  auto p = platform({"10.64.0.0/18", "10.80.0.0/24"});
  p.addresses.reserved.push_back({{prefix("10.64.8.0/22"), {}}, "others"});
  auto& dev = environment(p, "dev");
  dev.clusters = {cluster("dev", "a", 3), cluster("dev", "b", 3)};
  auto made = allocated(p);
  dev.clusters.pop_back();
  made = allocated(p, made.lock);
  REQUIRE(made.codes().empty());
  const auto report = report_addresses(p, made.plan, made.lock, test_facts);
  const auto chapters = chapters_of(p, report);
  REQUIRE(chapters.size() == 1);
  REQUIRE(chapters[0].maps.size() == 2);
  bool at_rest = false;
  for (const auto& map : chapters[0].maps) {
    std::uint64_t sum = 0;
    for (const auto& item : map.items) {
      sum += item.prefix.size();
      at_rest |= item.kind == Item::Kind::Tombstone;
    }
    CHECK(sum == map.prefix.size());
  }
  CHECK(at_rest);
}

TEST_CASE("close-ups show everything that is in use, and only where the map is too small for it") {
  auto p = platform({"10.0.0.0/8"});
  p.addresses.pod_pools.push_back({prefix("100.64.0.0/10"), {}});
  auto& dev = environment(p, "dev");
  for (int i = 0; i < 300; ++i) dev.clusters.push_back(cluster("dev", "c" + std::to_string(1000 + i), 3));
  const auto made = allocated(p);
  REQUIRE(made.codes().empty());
  const auto report = report_addresses(p, made.plan, made.lock, test_facts);
  const auto map = chapters_of(p, report)[0].maps[0];
  const auto parts = close_ups(map, 600000, 290000);
  CHECK(!parts.empty());
  CHECK(parts.size() <= 48);
  std::size_t shown = 0;
  for (const auto& part : parts)
    for (const auto& item : part.items) shown += item.kind == Item::Kind::Network ? 1 : 0;
  CHECK(shown == 300);
  CHECK(close_ups(chapters_of(p, report)[0].maps[0], 1e11, 290000).empty());
}

TEST_CASE("the picture holds what the user wrote as text only, and refers to nothing outside") {
  auto p = platform({"10.64.0.0/20"});
  p.name.value = "<script>&\"'\x01";
  p.addresses.reserved.push_back({{prefix("10.64.8.0/22"), {}}, "</title><image href=\"http://x/\"/>"});
  auto& dev = environment(p, "dev");
  dev.clusters = {cluster("dev", "gen-dev-cc-00", 3)};
  dev.clusters[0].kubernetes.pod_network = "node_subnet";
  dev.clusters[0].kubernetes.network_plugin = "cloud";
  const auto made = allocated(p);
  INFO(made.text());
  const auto report = report_addresses(p, made.plan, made.lock, test_facts);
  const auto svg = render_addresses_svg(p, report);
  CHECK(svg == render_addresses_svg(p, report));
  CHECK(svg.find("<script") == svg.npos);
  CHECK(svg.find("<image") == svg.npos);
  CHECK(svg.find("&lt;script&gt;&amp;&quot;' ") != svg.npos);
  CHECK(svg.find("&lt;/title&gt;&lt;image") != svg.npos);
  CHECK(count(svg, "http") == 1 + count(svg, "http://x/"));  // the name of SVG itself
  CHECK(svg.find("prefers-color-scheme:dark") != svg.npos);
}

TEST_CASE("text that does not fit is shortened by whole characters") {
  CHECK(fitted("gen-dev-cc-00", 200, 10) == "gen-dev-cc-00");
  CHECK(fitted("gen-dev-cc-00", 6.1 * 8, 10) == "gen-dev…");
  CHECK(fitted("é\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 6.1 * 5, 10) == "é\xC3\xA9\xC3\xA9\xC3\xA9…");
  CHECK(fitted("gen-dev-cc-00", 20, 10) == "");
}
