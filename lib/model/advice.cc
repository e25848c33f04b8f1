#include "model/advice.h"

#include <algorithm>

#include "model/check_parts.h"

namespace aurora {
namespace {

void open_pools(const Cluster& cluster, Diagnostics& diagnostics) {
  const auto open = [](const NodePool& pool) { return pool.taints.empty() && !pool.spot; };
  if (std::any_of(cluster.node_pools.begin(), cluster.node_pools.end(), open)) return;
  const auto& pools = cluster.node_pools;
  const auto system =
      std::find_if(pools.begin(), pools.end(), [](const NodePool& pool) { return pool.key == "system"; });
  diagnostics.report(diag::NoOpenPool, system == pools.end() ? cluster.span : system->span, cluster.identity.id)
      .hint(
          "add a pool such as `general: { machine: 8x32, nodes: { min: 1, max: 6 } }`, or, to have workloads beside "
          "the "
          "cluster's own pods, `taints: []` in `system`");
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
    for (const auto& cluster : environment.clusters) {
      open_pools(cluster, diagnostics);
      open_server(cluster, diagnostics);
    }
}

}  // namespace aurora
