#include <algorithm>
#include <set>

#include "cluster_fixture.h"
#include "gcp/node_machines.h"

namespace aurora::gcp {
namespace {

using namespace cluster_test;

constexpr auto cluster_address = "google_container_cluster.main";
constexpr auto general = "google_container_node_pool.general";

std::size_t count_of(const tf::Document& document, std::string_view type) {
  return static_cast<std::size_t>(std::count_if(document.resources.begin(), document.resources.end(),
                                                [&](const auto& resource) { return resource.type == type; }));
}

TEST_CASE("a cluster is private, and what can be hardened is", "[gcp][cluster]") {
  const auto compiled = made();
  INFO(compiled.said);
  REQUIRE(compiled.result->ok());
  const auto& stack = compiled.cluster();
  struct Row {
    const char* path;
    tf::Value value;
  };
  const Row rows[] = {
      {"location", "northamerica-northeast1"},
      {"remove_default_node_pool", true},
      {"private_cluster_config.enable_private_nodes", true},
      {"private_cluster_config.enable_private_endpoint", true},
      {"master_authorized_networks_config.gcp_public_cidrs_access_enabled", false},
      {"control_plane_endpoints_config.ip_endpoints_config.enabled", true},
      {"datapath_provider", "ADVANCED_DATAPATH"},
      {"enable_shielded_nodes", true},
      {"enable_legacy_abac", false},
      {"master_auth.client_certificate_config.issue_client_certificate", false},
      {"anonymous_authentication_config.mode", "LIMITED"},
      {"workload_identity_config.workload_pool", "aurora-dev-1.svc.id.goog"},
      {"database_encryption.state", "ENCRYPTED"},
      {"release_channel.channel", "EXTENDED"},
      {"min_master_version", "1.33"},
      {"ip_allocation_policy.cluster_secondary_range_name", "pods"},
      {"node_config.shielded_instance_config.enable_secure_boot", true},
      {"node_config.kubelet_config.insecure_kubelet_readonly_port_enabled", "FALSE"},
      {"deletion_protection", false},
  };
  for (const auto& row : rows) {
    INFO(row.path);
    CHECK(at(stack, cluster_address, row.path) == row.value);
  }
  CHECK(at(stack, cluster_address, "node_locations") ==
        tf::list({"northamerica-northeast1-a", "northamerica-northeast1-b", "northamerica-northeast1-c"}));
}

TEST_CASE("only the cluster's own network may call the API server by its address", "[gcp][cluster]") {
  const auto compiled = made();
  const auto blocks = at(compiled.cluster(), cluster_address, "master_authorized_networks_config.cidr_blocks");
  const auto* list = blocks.get_if<tf::List>();
  REQUIRE(list != nullptr);
  std::set<std::string> ranges;
  for (const auto& one : *list)
    for (const auto& [key, value] : *one.get_if<tf::Object>())
      if (key == "cidr_block") ranges.insert(*value.get_if<std::string>());
  CHECK(ranges.size() == list->size());
  const auto& addresses = compiled.result->addresses;
  auto own = addresses.prefixes("dev/gen-dev-nane1-00", "network");
  for (const auto& pods : addresses.prefixes("dev/gen-dev-nane1-00", "pods")) own.push_back(pods);
  for (const auto& range : ranges) {
    INFO(range);
    CHECK(std::any_of(own.begin(), own.end(), [&](const Prefix& one) { return one.overlaps(*Prefix::parse(range)); }));
  }
  const auto open = made("private: false, authorized_ranges: [203.0.113.0/24]");
  INFO(open.said);
  CHECK(text_at(open.cluster(), cluster_address, "master_authorized_networks_config.cidr_blocks.cidr_block") ==
        "203.0.113.0/24");
  CHECK(at(open.cluster(), cluster_address, "private_cluster_config.enable_private_endpoint") == tf::Value(false));
}

TEST_CASE("whoever is let in from elsewhere calls the API server by its name at Google", "[gcp][cluster]") {
  const auto path = "control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic";
  const auto has_name = [](const tf::Document& stack) {
    return std::any_of(stack.outputs.begin(), stack.outputs.end(),
                       [](const auto& output) { return output.name == "dns_endpoint"; });
  };
  const auto result = gcp_test::compiled(gcp_test::spec());
  for (const auto* id : {"dev/gen-dev-nane1-00", "mgmt/mgmt-dev-nane1-00"}) {
    INFO(id);
    const auto& stack = gcp_test::stack(*result, id);
    CHECK(at(stack, cluster_address, path) == tf::Value(true));
    CHECK(has_name(stack));
  }
  auto closed = gcp_test::spec();
  const auto flows = closed.find("flows:"), rest = closed.find("route_domains:");
  closed.erase(flows, rest - flows);
  const auto alone = gcp_test::compiled(closed);
  INFO(gcp_test::said(*alone));
  REQUIRE(alone->ok());
  const auto& stack = gcp_test::stack(*alone, "dev/gen-dev-nane1-00");
  CHECK(at(stack, cluster_address, path) == tf::Value(false));
  CHECK_FALSE(has_name(stack));
}

TEST_CASE("a window of maintenance begins in the week that never changes, in UTC", "[gcp][cluster]") {
  struct Row {
    const char *window, *start, *end, *recurrence;
  };
  constexpr Row rows[] = {
      {"", "2024-01-02T23:00:00Z", "2024-01-03T11:00:00Z", "FREQ=WEEKLY;BYDAY=TU"},
      {"maintenance: { day: Sunday, start: \"22:30\", utc_offset: \"-05:00\", duration_hours: 12 }",
       "2024-01-01T03:30:00Z", "2024-01-01T15:30:00Z", "FREQ=WEEKLY;BYDAY=MO"},
      {"maintenance: { day: Monday, start: \"01:00\", utc_offset: \"+05:30\", duration_hours: 24 }",
       "2024-01-07T19:30:00Z", "2024-01-08T19:30:00Z", "FREQ=WEEKLY;BYDAY=SU"},
      {"maintenance: { day: Friday, start: \"00:00\", duration_hours: 24, interval: 2 }", "2024-01-05T00:00:00Z",
       "2024-01-06T00:00:00Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"},
  };
  for (const auto& row : rows) {
    INFO(row.window);
    const auto compiled = made(row.window);
    const std::string at_window = "maintenance_policy.recurring_window.";
    CHECK(text_at(compiled.cluster(), cluster_address, at_window + "start_time") == row.start);
    CHECK(text_at(compiled.cluster(), cluster_address, at_window + "end_time") == row.end);
    CHECK(text_at(compiled.cluster(), cluster_address, at_window + "recurrence") == row.recurrence);
  }
}

TEST_CASE("channels of upgrades", "[gcp][cluster]") {
  struct Row {
    const char *spec, *channel;
  };
  constexpr Row rows[] = {{"upgrade_channel: none", "EXTENDED"},
                          {"upgrade_channel: patch", "STABLE"},
                          {"upgrade_channel: stable", "STABLE"},
                          {"upgrade_channel: rapid", "RAPID"},
                          {"tier: premium, support_plan: long_term", "EXTENDED"}};
  for (const auto& row : rows) {
    INFO(row.spec);
    const auto compiled = made(row.spec);
    CHECK(text_at(compiled.cluster(), cluster_address, "release_channel.channel") == row.channel);
    CHECK(at(compiled.cluster(), general, "management.auto_upgrade") == tf::Value(true));
    CHECK(at(compiled.cluster(), general, "version").is_null());
  }
}

TEST_CASE("the nodes of a pool over zones", "[gcp][pools]") {
  struct Row {
    const char* pool;
    int total_min, total_max, first, count;  ///< -1: not written
    std::size_t zones;
  };
  constexpr Row rows[] = {
      {"machine: 8x32, nodes: { min: 2, max: 9 }", 2, 9, 1, -1, 3},
      {"machine: 8x32, nodes: { min: 4, max: 9 }", 4, 9, 2, -1, 3},
      {"machine: 8x32, nodes: { min: 1, max: 2 }", 1, 2, 0, -1, 3},
      {"machine: 8x32, nodes: { min: 0, max: 9 }", 0, 9, 0, -1, 3},
      {"machine: 8x32, nodes: { count: 6 }", -1, -1, -1, 2, 3},
      {"machine: 8x32, nodes: { count: 2 }", -1, -1, -1, 1, 2},
      {"machine: 8x32, nodes: { count: 4 }, zones: [1, 2]", -1, -1, -1, 2, 2},
  };
  const auto number = [](int wanted) { return wanted < 0 ? tf::Value{} : tf::Value(wanted); };
  for (const auto& row : rows) {
    INFO(row.pool);
    const auto compiled = made("", "", "registry: {}", row.pool);
    INFO(compiled.said);
    const auto& stack = compiled.cluster();
    CHECK(at(stack, general, "autoscaling.total_min_node_count") == number(row.total_min));
    CHECK(at(stack, general, "autoscaling.total_max_node_count") == number(row.total_max));
    CHECK(at(stack, general, "initial_node_count") == number(row.first));
    CHECK(at(stack, general, "node_count") == number(row.count));
    CHECK(at(stack, general, "node_locations").get_if<tf::List>()->size() == row.zones);
  }
}

TEST_CASE("a pool for each zone has the zone's own bounds, and one account", "[gcp][pools]") {
  const auto compiled = made("", "", "registry: {}", "machine: 8x32, nodes: { min: 1, max: 4 }, per_zone: true");
  INFO(compiled.said);
  const auto& stack = compiled.cluster();
  CHECK(at(stack, "google_container_node_pool.general2", "node_locations") == tf::list({"northamerica-northeast1-b"}));
  CHECK(at(stack, "google_container_node_pool.general2", "autoscaling.total_max_node_count") == tf::Value(4));
  CHECK(count_of(stack, "google_service_account") == 2);
}

TEST_CASE("GPUs are those that the machine has", "[gcp][pools]") {
  CHECK(accelerators("g2-standard-24")->count == 2);
  CHECK_FALSE(accelerators("n2-standard-8"));
  CHECK(boot_disk("n4-standard-8") == "hyperdisk-balanced");
  CHECK(boot_disk("n2-standard-8") == "pd-balanced");
  const auto compiled =
      made("", "", "registry: {}",
           "machine: a2-highgpu-2g, nodes: { min: 0, max: 2 }, gpu: { driver: none }, spot: true, taints: "
           "[\"nvidia.com/gpu=true:NoExecute\"]");
  INFO(compiled.said);
  const auto& stack = compiled.cluster();
  CHECK(text_at(stack, general, "node_config.guest_accelerator.type") == "nvidia-tesla-a100");
  CHECK(at(stack, general, "node_config.guest_accelerator.count") == tf::Value(2));
  CHECK(text_at(stack, general, "node_config.guest_accelerator.gpu_driver_installation_config.gpu_driver_version") ==
        "INSTALLATION_DISABLED");
  CHECK(text_at(stack, general, "node_config.taint.effect") == "NO_EXECUTE");
  CHECK(at(stack, general, "node_config.spot") == tf::Value(true));
  CHECK(text_at(stack, general, "autoscaling.location_policy") == "ANY");
}

TEST_CASE("nodes pull from the hub's repository, and have nothing else on the project", "[gcp][identity]") {
  const auto compiled = made();
  const auto& stack = compiled.cluster();
  const auto* reader = stack.find("google_artifact_registry_repository_iam_member.pool-general");
  REQUIRE(reader != nullptr);
  CHECK(at(*reader, "role") == tf::Value("roles/artifactregistry.reader"));
  CHECK(at(*reader, "repository") ==
        at(compiled.stack("dev/hub"), "google_artifact_registry_repository.main", "repository_id"));
  for (const auto& resource : stack.resources) {
    CHECK(resource.type.find("_iam_binding") == std::string::npos);
    CHECK(resource.type.find("_iam_policy") == std::string::npos);
    if (resource.type == "google_project_iam_member")
      CHECK(at(resource, "role") == tf::Value("roles/container.defaultNodeServiceAccount"));
  }
}

TEST_CASE("roles of a workload are given on what their scope says", "[gcp][identity]") {
  const auto compiled =
      made("",
           "        private_endpoints: [object_storage]\n        workload_identities:\n          velero:\n"
           "            service_accounts: [velero/server]\n            roles:\n"
           "              - { name: roles/storage.objectUser, scope: storage }\n"
           "              - { name: roles/secretmanager.secretAccessor, scope: vault }\n"
           "              - { name: roles/container.clusterViewer, scope: cluster }\n"
           "              - { name: roles/dns.admin, scope: projects/aurora-dns-1 }\n"
           "              - { name: roles/compute.networkUser, scope: network }\n"
           "              - { name: roles/artifactregistry.writer, scope: registry }\n"
           "              - { name: roles/cloudkms.viewer, scope: "
           "//cloudkms.googleapis.com/projects/p/locations/l/keyRings/r/cryptoKeys/k }\n");
  INFO(compiled.said);
  REQUIRE(compiled.result->ok());
  const auto& stack = compiled.cluster();
  const auto of_role = [&](std::string_view role) {
    for (const auto& resource : stack.resources)
      if (at(resource, "role") == tf::Value(role)) return resource;
    return tf::Resource{};
  };
  CHECK(of_role("roles/storage.objectUser").type == "google_storage_bucket_iam_member");
  CHECK(of_role("roles/compute.networkUser").type == "google_compute_subnetwork_iam_member");
  CHECK(of_role("roles/artifactregistry.writer").type == "google_artifact_registry_repository_iam_member");
  CHECK(at(of_role("roles/cloudkms.viewer"), "crypto_key_id") ==
        tf::Value("projects/p/locations/l/keyRings/r/cryptoKeys/k"));
  CHECK(at(of_role("roles/dns.admin"), "project") == tf::Value("aurora-dns-1"));
  CHECK(at(of_role("roles/container.clusterViewer"), "condition.expression") ==
        tf::Value("resource.name.endsWith(\"/locations/northamerica-northeast1/clusters/gen-dev-nane1-00-gke\")"));
  CHECK(at(of_role("roles/secretmanager.secretAccessor"), "condition.expression") ==
        tf::Value("resource.name.extract(\"/secrets/{name}\").startsWith(\"gen-dev-nane1-00-secret-\")"));
  CHECK(of_role("roles/iam.workloadIdentityUser").type == "google_service_account_iam_member");
}

TEST_CASE("keys: who may use them, and what goes without", "[gcp][encryption]") {
  const auto with = made("", "        private_endpoints: [object_storage]\n");
  const auto& stack = with.cluster();
  INFO(with.said);
  for (const auto* purpose : {"database", "disks", "storage"}) {
    INFO(purpose);
    CHECK(text_at(stack, std::string("google_kms_crypto_key.") + purpose, "version_template.protection_level") ==
          "HSM");
    CHECK(stack.find(std::string("google_kms_crypto_key_iam_member.") + purpose) != nullptr);
  }
  CHECK_FALSE(at(stack, general, "node_config.boot_disk_kms_key").is_null());
  CHECK(text_at(stack, "google_storage_bucket.main", "public_access_prevention") == "enforced");
  const auto without =
      made("encryption: { customer_managed_key: false }", "        private_endpoints: [object_storage]\n");
  CHECK(count_of(without.cluster(), "google_kms_crypto_key") == 0);
  CHECK(text_at(without.cluster(), cluster_address, "database_encryption.state") == "DECRYPTED");
  CHECK(at(without.cluster(), general, "node_config.boot_disk_kms_key").is_null());
  CHECK(count_of(without.stack("dev/hub"), "google_kms_crypto_key") == 0);
  const std::string id = "projects/k/locations/northamerica-northeast1/keyRings/r/cryptoKeys/d";
  const auto given = made("encryption: { disk_encryption_set_id: //cloudkms.googleapis.com/" + id + " }");
  CHECK(text_at(given.cluster(), general, "node_config.boot_disk_kms_key") == id);
  CHECK(text_at(given.cluster(), "google_kms_crypto_key_iam_member.disks", "crypto_key_id") == id);
  CHECK(given.cluster().find("google_kms_crypto_key.disks") == nullptr);
}

TEST_CASE("groups of administrators have this cluster alone", "[gcp][cluster]") {
  const auto compiled = made("access: { admin_groups: [admins@example.ca, more@example.ca] }");
  INFO(compiled.said);
  CHECK(text_at(compiled.cluster(), cluster_address, "authenticator_groups_config.security_group") ==
        "gke-security-groups@example.ca");
  std::size_t admins = 0;
  for (const auto& resource : compiled.cluster().resources) {
    if (at(resource, "role") != tf::Value("roles/container.admin")) continue;
    ++admins;
    CHECK_FALSE(at(resource, "condition.expression").is_null());
  }
  CHECK(admins == 2);
}

TEST_CASE("logs and metrics follow the spec's categories", "[gcp][monitoring]") {
  const auto compiled = made(
      "addons: { container_insights: false }, diagnostics: { categories: [kube-scheduler, kube-audit], "
      "metrics: true }");
  INFO(compiled.said);
  CHECK(at(compiled.cluster(), cluster_address, "logging_config.enable_components") ==
        tf::list({"SYSTEM_COMPONENTS", "SCHEDULER"}));
  CHECK(at(compiled.cluster(), cluster_address, "monitoring_config.enable_components") ==
        tf::list({"SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER"}));
  CHECK(at(compiled.cluster(), cluster_address, "monitoring_config.managed_prometheus.enabled") == tf::Value(false));
}

TEST_CASE("what lasts is kept where the environment is protected", "[gcp][cluster]") {
  auto compiled = made("", "        private_endpoints: [object_storage]\n");
  CHECK(at(compiled.cluster(), "google_kms_key_ring.main", "lifecycle").is_null());
  CHECK(at(compiled.cluster(), cluster_address, "lifecycle.ignore_changes") ==
        tf::list({"initial_node_count", "node_config"}));
}

}  // namespace
}  // namespace aurora::gcp
