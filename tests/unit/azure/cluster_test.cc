#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "azure/node_pools.h"
#include "catch.h"
#include "cluster_fixture.h"
#include "terraform/verify.h"
#include "terraform/write.h"

using namespace aurora;
using namespace aurora::azure;
using namespace aurora::azure::cluster_test;

namespace {

void leave(Cluster&) {}

void ask_for_everything(Cluster& cluster) {
  auto& kubernetes = cluster.kubernetes;
  kubernetes.defender = kubernetes.azure_policy = kubernetes.keda = kubernetes.metrics = true;
  kubernetes.vertical_pod_autoscaler = kubernetes.blob_driver = kubernetes.cost_analysis = true;
  kubernetes.upgrade_channel = "stable";
  kubernetes.ssh_public_key = text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ1aWxkLXRlc3Qta2V5LW5vdC1pbi11c2U o");
  kubernetes.custom_ca_certificates = {text("Zm9v")};
  auto spot = pool("spot", "user", 0, 5);
  spot.spot = true;
  auto gpu = pool("gpu", "user", 2, 2);
  gpu.autoscale = false;
  gpu.gpu = true;
  gpu.per_zone = true;
  gpu.taints = {{"nvidia.com/gpu", "true", "NoSchedule"}};
  cluster.node_pools.insert(cluster.node_pools.end(), {spot, gpu});
  PrivateEndpoint secrets, storage, registry, orders;
  secrets.key = secrets.service = "secrets";
  storage.key = storage.service = "object_storage";
  registry.key = registry.service = "registry";
  orders.key = "orders";
  orders.service = "postgresql";
  orders.subresource = text("postgresqlServer");
  orders.target_id =
      text("/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/orders");
  cluster.private_endpoints = {secrets, storage, registry, orders};
  WorkloadIdentity velero;
  velero.key = "velero";
  velero.service_accounts = {text("velero-system/velero-server")};
  for (const auto* scope :
       {"cluster", "network", "registry", "storage", "vault", "resource_group", "node_resource_group"})
    velero.roles.push_back({text("Reader"), text(scope)});
  cluster.workload_identities = {velero};
}

/// A nested argument as Terraform gets it; null when it is not there.
tf::Value nested(const Fixture& fixture, const std::string& address, std::string_view block, std::string_view name) {
  const auto* value = fixture.argument(address, block);
  const auto* object = value == nullptr ? nullptr : value->get_if<tf::Object>();
  if (object == nullptr) return {};
  for (const auto& [key, found] : *object)
    if (key == name) return found;
  return {};
}

const std::string aks = "azurerm_kubernetes_cluster.main";

}  // namespace

TEST_CASE("a cluster is what both majors of the provider take") {
  using Change = void (*)(Cluster&);
  for (const auto* pin : {"~> 4.49.0", "~> 5.2"})
    for (const Change change : {Change(leave), Change(ask_for_everything)}) {
      for (const bool with_hub : {true, false}) {
        Fixture fixture(pin);
        fill(fixture);
        change(fixture.environment().clusters[0]);
        if (!with_hub) {
          fixture.environment().hub.reset();
          for (auto& workload : fixture.environment().clusters[0].workload_identities) workload.roles.clear();
          std::erase_if(fixture.environment().clusters[0].private_endpoints,
                        [](const PrivateEndpoint& endpoint) { return endpoint.service == "registry"; });
        }
        lower_cluster_stack(fixture.empty_stack(true));
        tf::ProviderSchemas schemas;
        tf::verify(*fixture.document, schemas, fixture.diagnostics);
        for (const auto& one : fixture.diagnostics.sorted()) UNSCOPED_INFO(one.message);
        CHECK(fixture.diagnostics.sorted().empty());
        if (const char* folder = std::getenv("AURORA_TEST_OUT")) {
          const std::string out = std::string(folder) + "/" + (pin[3] == '4' ? "4" : "5") +
                                  (change == Change(leave) ? "-plain" : "-full") + (with_hub ? "-hub" : "-alone");
          std::filesystem::create_directories(out);
          for (const auto& file : tf::write(*fixture.document)) std::ofstream(out + "/" + file.path) << file.text;
        }
      }
    }
}

TEST_CASE("a cluster is closed unless the spec opens it") {
  Fixture fixture;
  lower(fixture, leave);
  CHECK(*fixture.argument(aks, "private_cluster_enabled") == tf::Value(true));
  CHECK(*fixture.argument(aks, "private_cluster_public_fqdn_enabled") == tf::Value(false));
  CHECK(*fixture.argument(aks, "local_account_disabled") == tf::Value(true));
  CHECK(*fixture.argument(aks, "run_command_enabled") == tf::Value(false));
  CHECK(fixture.argument(aks, "linux_profile") == nullptr);
  CHECK(fixture.argument(aks, "disk_encryption_set_id") != nullptr);
  CHECK(nested(fixture, aks, "network_profile", "outbound_type") == tf::Value("userAssignedNATGateway"));
  CHECK(nested(fixture, aks, "network_profile", "dns_service_ip") == tf::Value("100.72.0.10"));
  CHECK(*fixture.argument("azurerm_key_vault.encryption", "public_network_access_enabled") == tf::Value(false));
}

TEST_CASE("pools") {
  Fixture fixture;
  lower(fixture, ask_for_everything);
  const auto instances = pool_instances(fixture.environment().clusters[0]);
  std::vector<std::string> names;
  for (const auto& instance : instances) names.push_back(instance.name);
  CHECK(names == std::vector<std::string>{"system", "general", "spot", "gpu1", "gpu2"});
  // The pool's own taints decide, not what other pools there are.
  CHECK(nested(fixture, aks, "default_node_pool", "only_critical_addons_enabled") == tf::Value(false));
  Fixture tainted;
  lower(tainted, [](Cluster& cluster) {
    ask_for_everything(cluster);
    for (auto& pool : cluster.node_pools)
      if (pool.key == "system") pool.taints = {{"CriticalAddonsOnly", "true", "NoSchedule"}};
  });
  CHECK(nested(tainted, aks, "default_node_pool", "only_critical_addons_enabled") == tf::Value(true));
  const std::string type = "azurerm_kubernetes_cluster_node_pool.";
  CHECK(fixture.argument(type + "spot", "upgrade_settings") == nullptr);
  CHECK(*fixture.argument(type + "spot", "node_taints") ==
        tf::list({"kubernetes.azure.com/scalesetpriority=spot:NoSchedule"}));
  CHECK(*fixture.argument(type + "gpu1", "node_count") == tf::Value(2));
  CHECK(fixture.argument(type + "gpu1", "min_count") == nullptr);
  CHECK(*fixture.argument(type + "gpu2", "zones") == tf::list({"2"}));
}

TEST_CASE("what a cluster lacks is said") {
  struct Case {
    int code;
    void (*change)(Cluster&);
  };
  const Case cases[] = {
      {1680, [](Cluster& cluster) { cluster.node_pools.erase(cluster.node_pools.begin() + 1); }},
      {1681,
       [](Cluster& cluster) {
         cluster.node_pools[1].taints = {{"team", "a", "NoSchedule"}};
       }},
      {1682, [](Cluster& cluster) { cluster.network.subnets.pop_back(); }},
      {1683,
       [](Cluster& cluster) {
         PrivateEndpoint orders;
         orders.key = "orders";
         orders.service = "postgresql";
         orders.subresource = text("postgresqlServer");
         cluster.private_endpoints = {orders};
       }},
      {1684,
       [](Cluster& cluster) {
         PrivateEndpoint search;
         search.key = search.service = "search";
         search.target_id = text("/subscriptions/s");
         cluster.private_endpoints = {search};
       }},
      {1685,
       [](Cluster& cluster) {
         WorkloadIdentity velero;
         velero.key = "velero";
         velero.roles = {{text("Reader"), text("storage")}};
         cluster.workload_identities = {velero};
       }},
  };
  for (const auto& one : cases) {
    Fixture fixture;
    lower(fixture, one.change);
    CHECK(fixture.codes() == std::vector<int>{one.code});
  }
}
