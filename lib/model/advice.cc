#include "model/advice.h"

#include <algorithm>
#include <string>
#include <vector>

#include "model/check_parts.h"

namespace aurora {
namespace {

bool has_open_pool(const Cluster& cluster) {
  const auto open = [](const NodePool& pool) { return pool.taints.empty() && !pool.spot; };
  return std::any_of(cluster.node_pools.begin(), cluster.node_pools.end(), open);
}

Span place_of_pools(const Cluster& cluster) {
  for (const auto& pool : cluster.node_pools)
    if (pool.key == "system") return pool.span;
  return cluster.span;
}

/// Those that would be open if they were not of spot machines.
std::string spot_pools(const Cluster& cluster) {
  std::string list;
  for (const auto& pool : cluster.node_pools)
    if (pool.spot && pool.taints.empty()) list += (list.empty() ? "`" : ", `") + pool.key + "`";
  return list;
}

/// Clusters that have their pools from one place of the spec, by `like` or from `defaults`, in the order of the first.
std::vector<std::vector<const Cluster*>> without_open_pool(const Platform& platform) {
  std::vector<std::vector<const Cluster*>> groups;
  for (const auto& environment : platform.environments)
    for (const auto& cluster : environment.clusters) {
      if (has_open_pool(cluster)) continue;
      const auto same = [&](const auto& group) {
        return place_of_pools(*group.front()) == place_of_pools(cluster) &&
               spot_pools(*group.front()) == spot_pools(cluster);
      };
      const auto found = std::find_if(groups.begin(), groups.end(), same);
      if (found == groups.end())
        groups.push_back({&cluster});
      else
        found->push_back(&cluster);
    }
  return groups;
}

void open_pools(const std::vector<const Cluster*>& clusters, Diagnostics& diagnostics) {
  const auto& first = *clusters.front();
  auto report = diagnostics.report(diag::NoOpenPool, place_of_pools(first), first.identity.id);
  if (const auto spot = spot_pools(first); !spot.empty())
    report.hint("some clouds taint spot machines, so those of " + spot + " are not counted on");
  report.hint(
      "add a pool such as `general: { machine: 8x32, nodes: { min: 1, max: 6 } }`, or, to have workloads beside the "
      "cluster's own pods, `taints: []` in `system`");
  if (clusters.size() == 1) return;
  constexpr std::size_t most = 3;
  std::string list;
  for (std::size_t i = 1; i < std::min(clusters.size(), most + 1); ++i)
    list += (i == 1 ? "`" : ", `") + clusters[i]->identity.id + "`";
  if (clusters.size() > most + 1) list += " and " + std::to_string(clusters.size() - most - 1) + " more";
  report.hint("the same holds of " + list);
}

void open_server(const Cluster& cluster, Diagnostics& diagnostics) {
  const auto& kubernetes = cluster.kubernetes;
  if (kubernetes.private_cluster || !kubernetes.authorized_ranges.empty()) return;
  diagnostics
      .report(diag::OpenApiServer, checking::Place{kubernetes.written, kubernetes.span}.at({"private"}),
              cluster.identity.id)
      .hint("give `authorized_ranges`, or leave `private` on");
}

}  // namespace

void advise(const Platform& platform, Diagnostics& diagnostics) {
  for (const auto& environment : platform.environments)
    for (const auto& cluster : environment.clusters) open_server(cluster, diagnostics);
  for (const auto& clusters : without_open_pool(platform)) open_pools(clusters, diagnostics);
}

}  // namespace aurora
