// Random sequences of edits: what is in the old and in the new spec never changes its place.
#include <random>

#include "address/render_addresses.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

void edit(Platform& p, std::mt19937& random, std::vector<Cluster>& removed) {
  auto& clusters = p.environments[0].clusters;
  const auto pick = [&] { return random() % clusters.size(); };
  switch (random() % 7) {
    case 0:
    case 1:
      clusters.push_back(cluster("dev", "c" + std::to_string(random() % 1000), 1 + random() % 40));
      break;
    case 2:
      if (clusters.empty()) break;
      std::swap(clusters[pick()], clusters.back());
      removed.push_back(clusters.back());
      clusters.pop_back();
      break;
    case 3:
      if (removed.empty()) break;
      clusters.push_back(removed.back());
      removed.pop_back();
      break;
    case 4:
      if (!clusters.empty())
        clusters[pick()].network.subnets.push_back(
            subnet("x" + std::to_string(random() % 50), "database", 24 + random() % 5));
      break;
    case 5:
      if (!clusters.empty()) clusters[pick()].node_pools[0].max.value = 1 + static_cast<int>(random() % 20);
      break;
    default:
      std::shuffle(clusters.begin(), clusters.end(), random);
  }
  // Keys are unique in a spec, and subnets in a network.
  std::sort(clusters.begin(), clusters.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  clusters.erase(
      std::unique(clusters.begin(), clusters.end(), [](const auto& a, const auto& b) { return a.key == b.key; }),
      clusters.end());
  for (auto& c : clusters) {
    auto& subnets = c.network.subnets;
    std::sort(subnets.begin(), subnets.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    subnets.erase(
        std::unique(subnets.begin(), subnets.end(), [](const auto& a, const auto& b) { return a.key == b.key; }),
        subnets.end());
  }
}

/// Counts networks and pods that overlap each other or leave the pool, and subnets that overlap.
int broken(const AddressPlan& plan) {
  const auto pool = prefix("10.64.0.0/14");
  int count = 0;
  std::vector<Prefix> outer, inner;
  for (const auto* a : plan.all()) {
    if (a->name.substr(0, 7) == "network" || a->name == "pods") outer.push_back(a->prefix);
    if (a->name.substr(0, 7) == "subnet/") inner.push_back(a->prefix);
  }
  for (auto* list : {&outer, &inner}) {
    std::sort(list->begin(), list->end());
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (!pool.contains((*list)[i])) ++count;
      if (i > 0 && (*list)[i - 1].overlaps((*list)[i])) ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("random edits move nothing, overlap nothing, and what comes back finds its place") {
  int moved = 0, overlaps = 0, unexpected = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    std::mt19937 random(seed);
    auto p = platform({"10.64.0.0/14"});
    environment(p, "dev");
    std::vector<Cluster> removed;
    Lock lock;
    std::map<std::string, std::string> ever;  // every place that was given, by key
    for (int step = 0; step < 25; ++step) {
      const auto before = p;
      const auto removed_before = removed;
      edit(p, random, removed);
      const auto r = allocated(p, lock);
      if (r.diagnostics.has_errors()) {  // what became too small is refused, and the edit with it
        if (r.codes().find_first_not_of("1404 ") != std::string::npos) ++unexpected;
        p = before;
        removed = removed_before;
        continue;
      }
      overlaps += broken(r.plan);
      for (const auto* a : r.plan.all()) {
        const auto [at, fresh] = ever.emplace(a->owner + "/" + a->name, a->prefix.to_string());
        if (!fresh && at->second != a->prefix.to_string()) ++moved;
      }
      lock = r.lock;
    }
  }
  CHECK(moved == 0);
  CHECK(overlaps == 0);
  CHECK(unexpected == 0);
}

TEST_CASE("the report draws pools, networks, free space and room for nodes") {
  auto p = platform();
  environment(p, "dev").clusters = {cluster("dev", "gen-dev-cc-00")};
  p.environments[0].hub = hub("dev");
  const auto r = allocated(p);
  const auto report = report_addresses(p, r.plan, r.lock, test_facts);
  const auto text = render_addresses_text(report);
  INFO(text);
  CHECK(text.find("pool platform") != std::string::npos);
  CHECK(text.find("more node") != std::string::npos);
  CHECK(text.find("route_reflector/2") != std::string::npos);
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    widest = std::max(widest, end - at);
    at = end + 1;
  }
  CHECK(widest <= 100);
  CHECK(render_addresses_json(report).find("\"more_nodes\"") != std::string::npos);
  CHECK(render_addresses_table(report).find("dev/gen-dev-cc-00\tgeneral\t10.64.") != std::string::npos);
}
