#include "gcp/facts.h"

#include <regex>

#include "address/need.h"
#include "catch.h"
#include "name/names.h"
#include "unit/address/platform_builder.h"
#include "unit/name/support.h"

/// Google Cloud's own rules, through the engines that read its tables.
namespace aurora {
namespace {

const CloudFacts* gcp_facts(std::string_view cloud) { return cloud == "gcp" ? &gcp::facts() : nullptr; }

testing::Result allocated(const Platform& platform) {
  testing::Result result;
  result.plan = allocate(platform, gcp_facts, result.lock, result.diagnostics);
  return result;
}

Platform platform() {
  auto made = testing::platform({"10.64.0.0/12"});
  auto& environment = testing::environment(made, "dev");
  environment.cloud = "gcp";
  environment.hub = testing::hub("dev");
  environment.clusters.push_back(testing::cluster("dev", "gen-dev-nane1-00"));
  return made;
}

TEST_CASE("Google Cloud: subnets are /29 or larger and keep four addresses", "[gcp]") {
  const auto result = allocated(platform());
  CHECK(result.text().empty());
  int subnets = 0;
  for (const auto* allocation : result.plan.all()) {
    if (!allocation->name.starts_with("subnet/")) continue;
    INFO(allocation->owner << " " << allocation->name);
    CHECK(allocation->prefix.length <= 29);
    CHECK(allocation->reason.find("4 reserved") != std::string::npos);
    ++subnets;
  }
  CHECK(subnets == 10);
  // The first two and the last two addresses are Google's; the control plane has a /28.
  const auto* reflectors = result.plan.find("dev/hub", "subnet/route_reflector");
  REQUIRE(reflectors != nullptr);
  CHECK(result.at("dev/hub", "static/route_reflector/0") == reflectors->prefix.nth(2).to_string() + "/32");
  CHECK(result.plan.find("dev/gen-dev-nane1-00", "subnet/apiserver")->prefix.length == 28);
}

TEST_CASE("Google Cloud: what a node takes of the pods' secondary range", "[gcp]") {
  struct Row {
    int pods, length;
  };
  // cloud.google.com, "Configure maximum Pods per node"
  constexpr Row rows[] = {{8, 28},  {9, 27},  {16, 27},  {17, 26},  {32, 26},  {33, 25},
                          {64, 25}, {65, 24}, {110, 24}, {128, 24}, {129, 23}, {256, 23}};
  const auto cluster = testing::cluster("dev", "gen-dev-nane1-00");
  for (const auto& row : rows) {
    INFO(row.pods);
    CHECK(node_block_length(cluster, testing::pool("general", 3, row.pods), gcp::facts()) == row.length);
  }
}

TEST_CASE("Google Cloud: sizes at the edge, and the ranges of its own services", "[gcp]") {
  for (const int size : {29, 30}) {
    auto world = platform();
    world.environments[0].clusters[0].network.subnets.push_back(testing::subnet("data", "database", size));
    INFO(size);
    CHECK(allocated(world).diagnostics.has_errors() == (size == 30));
  }
  for (const int size : {26, 27}) {
    auto world = platform();
    world.environments[0].clusters[0].network.subnets.push_back(testing::subnet("proxies", "proxy", size));
    INFO(size);
    CHECK(allocated(world).diagnostics.has_errors() == (size == 27));
  }
  auto world = platform();
  world.environments[0].clusters[0].network.cidrs = {{testing::prefix("199.36.152.0/22"), {1, 5, 9}}};
  CHECK(allocated(world).diagnostics.has_errors());
}

TEST_CASE("Google Cloud: projects and labels", "[gcp]") {
  const auto fits = [](std::string_view text, std::string_view pattern) {
    return std::regex_match(std::string(text), std::regex(std::string(pattern)));
  };
  const auto& facts = gcp::facts();
  for (const auto* project : {"aurora-nonprod-1", "abcdef", "a23456789012345678901234567890"})
    CHECK(fits(project, facts.account_pattern));
  for (const auto* wrong : {"abcde", "1bcdef", "abcdef-", "Abcdef", "a234567890123456789012345678901", "a_cdef"})
    CHECK_FALSE(fits(wrong, facts.account_pattern));
  for (const auto* key : {"classification", "ssc_cbrid", "coût", "été", "a-1", "google"})
    CHECK(fits(key, facts.tags.key_pattern));
  for (const auto* key : {"1a", "_a", "-a", "Owner", "a.b", "a b", "goog-x", "a/b", ""})
    CHECK_FALSE(fits(key, facts.tags.key_pattern));
  for (const auto* value : {"", "000123", "_x", "-", "pbmm"}) CHECK(fits(value, facts.tags.value_pattern));
  for (const auto* value : {"Protected B", "a.b", "A", "a:b"}) CHECK_FALSE(fits(value, facts.tags.value_pattern));
}

TEST_CASE("Google Cloud: names of gen-dev-nane1-00", "[gcp][names]") {
  struct Row {
    const char *kind, *purpose;
    int index;
    const char *oss, *gc;
  };
  constexpr Row rows[] = {
      {"virtual_network", "", -1, "gen-dev-nane1-00-vpc", "gcde-auroramgmt-k8s-vpc"},
      {"subnet", "system", -1, "gen-dev-nane1-00-snet-system", "gcde-auroramgmt-k8s-snet-system"},
      {"secondary_range", "pods", -1, "pods", "pods"},
      {"network_security_group", "", -1, "gen-dev-nane1-00-fwp", "gcde-auroramgmt-k8s-fw"},
      {"network_security_rule", "allow-dns", -1, "gen-dev-nane1-00-fwr-allow-dns", "gcde-auroramgmt-k8s-fwr-allow-dns"},
      {"router", "", -1, "gen-dev-nane1-00-router", "gcde-auroramgmt-k8s-router"},
      {"bgp_connection", "route-reflector", 0, "route-reflector-0", "route-reflector-0"},
      {"public_ip", "nat", -1, "gen-dev-nane1-00-pip-nat", "gcde-auroramgmt-k8s-pip0-nat"},
      {"virtual_machine", "route-reflector", 1, "gen-dev-nane1-00-vm-route-reflector-1",
       "gcde-auroramgmt-k8s-vm-route-reflector-1"},
      {"kubernetes_cluster", "", -1, "gen-dev-nane1-00-gke", "gcde-auroramgmt-k8s-gke"},
      {"node_pool", "general", -1, "general", "general"},
      {"managed_identity", "velero", -1, "sa13726velero", "gcde-auror-velero-13726-sa"},
      {"private_endpoint", "", -1, "pe13726k8s", "gcdeaurork8s13726pe"},
      {"key_ring", "", -1, "gen-dev-nane1-00-keyring", "GcDe-AuroraMGMT-K8S-keyring"},
      {"encryption_key", "secrets", -1, "secrets", "secrets"},
      {"container_registry", "", -1, "gen-dev-nane1-00-gar", "gcde-auroramgmt-k8s-gar"},
      {"storage_bucket", "velero", -1, "gen-dev-nane1-00-bkt-velero-13726", "gcde-auroramgmt-k8s-stg-velero-13726"},
      {"log_sink", "audit", -1, "gen-dev-nane1-00-sink-audit", "GcDe-AuroraMGMT-K8S-sink-audit"},
  };
  for (const bool gc : {false, true})
    for (const auto& row : rows) {
      Naming settings;
      settings.convention = gc ? "gc" : "oss";
      auto owner = test::identity("gen", "dev", "northamerica-northeast1", 0, "K8S");
      owner.gc_project = "AuroraMGMT";
      Lock lock;
      for (const auto* worldwide : {"managed_identity/velero", "private_endpoint", "storage_bucket/velero"})
        lock.put("suffix", owner.id + "/" + worldwide, "13726");
      Names names(settings, "aurora", gcp::facts(), lock);
      INFO(row.kind << " " << gc);
      CHECK(names.of(owner, {.kind = row.kind, .purpose = row.purpose, .index = row.index}) == (gc ? row.gc : row.oss));
      Diagnostics diagnostics;
      check_names(names.uses(), gcp::facts(), diagnostics);
      CHECK_FALSE(diagnostics.has_errors());
    }
}

TEST_CASE("Google Cloud: words that it keeps", "[gcp][names]") {
  struct Row {
    const char *kind, *name;
    bool taken;
  };
  constexpr Row rows[] = {
      {"storage_bucket", "goog-gen", true},      {"storage_bucket", "my-google-bucket", true},
      {"storage_bucket", "my-g00gle-1", true},   {"storage_bucket", "gen..dev", true},
      {"storage_bucket", "gen-goog-dev", false}, {"node_pool", "default-pool", true},
      {"node_pool", "default-pool2", false},     {"virtual_network", "google", false},
  };
  for (const auto& row : rows) {
    NameUse use;
    use.kind = row.kind;
    use.name = row.name;
    Diagnostics diagnostics;
    check_names({use}, gcp::facts(), diagnostics);
    INFO(row.kind << " " << row.name);
    REQUIRE(diagnostics.sorted().size() == (row.taken ? 1 : 0));
    if (row.taken) CHECK(diagnostics.sorted()[0].code == 1305);
  }
}

}  // namespace
}  // namespace aurora
