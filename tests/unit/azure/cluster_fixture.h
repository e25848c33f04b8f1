#pragma once

#include <string>

#include "azure/blocks.h"
#include "azure/cluster.h"
#include "hub_fixture.h"

/// The platform of hub_fixture.h with a whole cluster in its first environment.
namespace aurora::azure::cluster_test {

using hub_test::Fixture;
using hub_test::text;

inline NodePool pool(std::string key, std::string mode, int min, int max) {
  NodePool made;
  made.subnet = key == "system" ? "system" : "general";
  made.key = std::move(key);
  made.machine.value.type = "Standard_D4s_v5";
  made.min.value = min;
  made.max.value = max;
  made.mode = std::move(mode);
  made.zones = {"1", "2"};
  return made;
}

inline void fill(Fixture& fixture) {
  auto& cluster = fixture.environment().clusters[0];
  cluster.zones = {"1", "2", "3"};
  cluster.tags = {{"classification", "pbmm"}};
  cluster.kubernetes.version = text("1.33");
  cluster.kubernetes.admin_group_ids = {text("33333333-3333-3333-3333-333333333333")};
  cluster.egress.kind = Egress::Kind::Nat;
  for (const auto* role : {"apiserver", "loadbalancer", "system", "general", "infrastructure"})
    cluster.network.subnets.push_back(hub_test::subnet(role));
  int third = 0;
  for (const auto& subnet : cluster.network.subnets)
    fixture.give(cluster.identity.id, "subnet/" + subnet.key, "10.64.4." + std::to_string(32 * third++) + "/27");
  fixture.give(cluster.identity.id, "pods", "100.64.0.0/16");
  fixture.give(cluster.identity.id, "services", "100.72.0.0/20");
  cluster.node_pools = {pool("general", "user", 1, 20), pool("system", "system", 1, 4)};
  fixture.own().registry = Registry{};
  fixture.own().logs = Logs{};
}

/// Lowers the cluster's stack; `change` may alter the spec before.
template <typename Change>
Stack& lower(Fixture& fixture, Change change) {
  fill(fixture);
  change(fixture.environment().clusters[0]);
  auto& stack = fixture.empty_stack(true);
  lower_cluster_stack(stack);
  return stack;
}

}  // namespace aurora::azure::cluster_test
