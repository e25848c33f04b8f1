#include "model/differences.h"

#include <algorithm>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"
#include "emit/render_differences.h"

namespace aurora {
namespace {

const CloudFacts* any_facts(std::string_view cloud) {
  for (const auto* facts : known_clouds())
    if (facts->cloud == cloud) return facts;
  return nullptr;
}

/// A platform of two environments, `here` on AWS and `there` on Azure, each with a hub and a cluster. What a test adds
/// is indented as it is in the spec.
struct Spec {
  std::string defaults, environment, hub, cluster, azure_cluster, more_clusters{};

  std::string text() const {
    return "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
           "defaults:\n  kubernetes:\n    version: \"1.33\"\n" +
           defaults +
           "environments:\n"
           "  here:\n    cloud: aws\n    account: \"111111111111\"\n    region: ca-central-1\n    stages: [dev]\n" +
           environment + "    hub:\n      egress: nat\n" + hub + "    clusters:\n      gen-dev-cc1-00:\n" + cluster +
           pools("        ") + more_clusters +
           "  there:\n    cloud: azure\n    account: 11111111-1111-1111-1111-111111111111\n"
           "    region: canadacentral\n    stages: [dev]\n    hub: { egress: nat }\n    clusters:\n      "
           "gen-dev-cc-00:\n" +
           azure_cluster + pools("        ");
  }

  static std::string pools(const std::string& indent) {
    return indent + "node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }\n";
  }
};

std::unique_ptr<Compilation> compiled(const Spec& spec) {
  MemoryFileSystem files;
  files.files["env.yaml"] = spec.text();
  CompileOptions options;
  options.spec = "env.yaml";
  return compile(options, {find_backend, any_facts}, files, Until::Engines);
}

std::string said(const Compilation& made) { return render_text(made.diagnostics.sorted(), made.sources, false); }

/// `aws kubernetes.tier=premium x2`, one a line.
std::string listed(const Compilation& made) {
  std::string text;
  for (const auto& one : made.differences)
    text += one.cloud + " " + std::string(one.row->path) + " x" + std::to_string(one.places) + "\n";
  return text;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
  return found;
}

TEST_CASE("what a cloud has not is an error where it is written for that cloud", "[differences]") {
  const std::string policy = "{ addons: { azure_policy: true } }\n";
  struct Row {
    Spec spec;
    const char* says;
  };
  const Row rows[] = {
      {{"", "    kubernetes: " + policy, "", "", ""},
       "`kubernetes.addons.azure_policy` has no equivalent on cloud `aws`"},
      {{"", "", "", "        kubernetes: " + policy, ""}, "`kubernetes.addons.azure_policy` has no equivalent"},
      {{"", "    tenant: 00000000-0000-0000-0000-0000000000ff\n", "", "", ""},
       "`tenant` has no equivalent on cloud `aws`"},
      {{"", "", "", "        node_pool: { ultra_ssd: true }\n", ""}, "`node_pool.ultra_ssd` has no equivalent"},
      {{"", "", "", "        subnets: { data: { role: database, delegation: X.Y/z } }\n", ""}, "`subnet.delegation`"},
      {{"", "", "      registry: { sku: Basic }\n", "", ""}, "`hub.registry.sku` has no equivalent"},
      {{"", "", "      gateway: { kind: expressroute }\n", "", ""},
       "`hub.gateway.kind: expressroute` has no equivalent on cloud `aws`"},
      {{"", "", "", "        egress: { next_hop: 10.64.0.9 }\n", ""}, "`egress: next_hop` has no equivalent"},
      {{"", "", "", "        egress: load_balancer\n", ""}, "`egress: load_balancer` has no equivalent"},
      {{"", "", "", "        kubernetes: { autoscaler: { scan_interval: 30s } }\n", ""}, "`kubernetes.autoscaler`"},
  };
  for (const auto& row : rows) {
    const auto made = compiled(row.spec);
    const auto text = said(*made);
    INFO("expects " << row.says << "\n" << text);
    CHECK_FALSE(made->ok());
    CHECK(count(text, "error[AUR1280]") == 1);
    CHECK(count(text, "AUR1281") == 0);
    CHECK(text.find(row.says) != text.npos);
  }
}

TEST_CASE("from `defaults` it is one note a key, and holds for the clouds that have it", "[differences]") {
  Spec spec;
  spec.defaults =
      "    addons: { azure_policy: true, keda: true }\n  node_pool: { ultra_ssd: true }\n"
      "  hub: { registry: { sku: Basic } }\n  egress: { next_hop: 10.64.0.9 }\n";
  const auto made = compiled(spec);
  const auto text = said(*made);
  INFO(text);
  CHECK(made->ok());
  CHECK(count(text, "note[AUR1281]") == 4);
  CHECK(text.find("`kubernetes.addons.azure_policy` has no effect on cloud `aws`") != text.npos);
  CHECK(text.find("`hub.registry.sku` has no effect on cloud `aws`") != text.npos);
  CHECK(text.find("a null in the environment takes it away") != text.npos);
  // The hub's own egress is its cluster's: that of `defaults` holds nowhere.
  CHECK(listed(*made) ==
        "aws hub.registry.sku x1\naws kubernetes.addons.azure_policy x1\naws kubernetes.addons.keda x1\n"
        "aws node_pool.ultra_ssd x1\n");
}

TEST_CASE("a null takes a value of `defaults` away, and the note with it", "[differences]") {
  Spec spec;
  spec.defaults = "    addons: { azure_policy: true }\n";
  spec.environment = "    kubernetes: { addons: { azure_policy: null } }\n";
  CHECK(listed(*compiled(spec)).empty());
  spec.environment.clear();
  spec.cluster = "        kubernetes: { addons: { azure_policy: null } }\n";
  CHECK(listed(*compiled(spec)).empty());
}

TEST_CASE("what says the default is passed over", "[differences]") {
  const Spec specs[] = {
      {"    addons: { azure_policy: false, image_cleaner: true }\n", "", "", "", ""},
      {"", "    kubernetes: { addons: { image_cleaner: { interval_hours: 168 } }, autoscaler: {} }\n", "", "", ""},
      {"", "", "      registry: { sku: Premium, zone_redundant: true }\n      logs: { daily_quota_gb: -1.0 }\n", "",
       ""},
      {"", "", "",
       "        kubernetes: { upgrade_channel: none, tier: standard, autoscaler: { scan_interval: 10s } }\n", ""},
      {"", "", "", "        node_pool: { host_encryption: true }\n", ""},
  };
  for (const auto& spec : specs) {
    const auto made = compiled(spec);
    INFO(spec.text() << said(*made));
    CHECK(made->ok());
    CHECK(listed(*made).empty());
  }
}

TEST_CASE("what works otherwise is no diagnostic, and is listed once with its places", "[differences]") {
  Spec spec;
  spec.defaults = "    tier: premium\n";
  spec.cluster =
      "        kubernetes: { support_plan: long_term }\n"
      "        node_pool: { upgrade: { max_surge: \"1\" } }\n"
      "        subnets: { general: { size: 24 }, system: { size: 26 } }\n";
  const auto made = compiled(spec);
  INFO(said(*made));
  CHECK(made->ok());
  CHECK(said(*made).empty());
  CHECK(listed(*made) ==
        "aws kubernetes.support_plan=long_term x1\naws kubernetes.tier=premium x1\naws node_pool.upgrade.max_surge x1\n"
        "aws subnet.size x2\n");
}

TEST_CASE("what has no effect is not in the model: the cloud's own default holds", "[differences]") {
  Spec spec;
  spec.defaults =
      "    network: { policy: cilium, data_plane: cilium }\n    addons: { keda: true }\n"
      "  node_pool: { os: AzureLinux, upgrade: { soak_minutes: 9 } }\n  hub: { registry: { sku: Basic, replicas: "
      "[us-east-1] } }\n";
  const auto made = compiled(spec);
  INFO(said(*made));
  REQUIRE(made->ok());
  CHECK(count(said(*made), "note[AUR1281]") == 6);
  const auto& here = *made->platform->find("here");
  const auto& there = *made->platform->find("there");
  CHECK(here.clusters[0].node_pools[0].os == "AmazonLinux2023");
  CHECK(there.clusters[0].node_pools[0].os == "AzureLinux");
  CHECK(here.clusters[0].node_pools[0].soak_minutes == 0);
  CHECK(there.clusters[0].node_pools[0].soak_minutes == 9);
  CHECK(here.clusters[0].kubernetes.network_policy == "cloud");
  CHECK(there.clusters[0].kubernetes.network_policy == "cilium");
  CHECK_FALSE(here.clusters[0].kubernetes.keda);
  REQUIRE(here.hub->registry);
  CHECK(here.hub->registry->sku == "Premium");
  CHECK(here.hub->registry->replicas.size() == 1);
}

TEST_CASE("a choice that a cloud has not must be made again, wherever it comes from", "[differences]") {
  Spec spec;
  spec.defaults = "  hub: { gateway: { kind: interconnect } }\n";
  const auto text = said(*compiled(spec));
  INFO(text);
  CHECK(count(text, "error[AUR1280]") == 2);  // on both clouds
  CHECK(text.find("`hub.gateway.kind: interconnect` has no equivalent on cloud `aws`") != text.npos);
  spec.hub = "      gateway: { kind: vpn }\n";
  CHECK(count(said(*compiled(spec)), "on cloud `aws`") == 0);

  Spec azure;
  azure.azure_cluster = "        egress: hub\n";
  CHECK(said(*compiled(azure)).find("`egress: hub` has no equivalent on cloud `azure`") != std::string::npos);
}

TEST_CASE("`like`: an error once in the same cloud, a note from another's cluster", "[differences]") {
  Spec same;
  same.cluster = "        kubernetes: { addons: { keda: true } }\n";
  same.more_clusters = "      gen-dev-cc1-01: { like: gen-dev-cc1-00 }\n";
  const auto once = said(*compiled(same));
  INFO(once);
  CHECK(count(once, "AUR1280") == 1);
  CHECK(count(once, "AUR1281") == 0);

  Spec across;
  across.azure_cluster = "        kubernetes: { addons: { keda: true, vertical_pod_autoscaler: true } }\n";
  across.cluster = "        like: there/gen-dev-cc-00\n";
  const auto made = compiled(across);
  const auto text = said(*made);
  INFO(text);
  CHECK(made->ok());
  CHECK(count(text, "note[AUR1281]") == 2);
  CHECK(listed(*made) == "aws kubernetes.addons.keda x1\naws kubernetes.addons.vertical_pod_autoscaler x1\n");
}

TEST_CASE("an anchor of `defaults` that an environment takes is written in both", "[differences]") {
  Spec spec;
  spec.defaults = "    addons: &addons { keda: true }\n";
  spec.cluster = "        kubernetes: { addons: *addons }\n";
  const auto text = said(*compiled(spec));
  INFO(text);
  CHECK(count(text, "AUR1280") == 1);
  CHECK(count(text, "AUR1281") == 0);
}

TEST_CASE("what `plan` prints of differences", "[differences]") {
  Spec spec;
  spec.defaults = "    tier: premium\n    addons: { keda: true }\n";
  spec.cluster = "        subnets: { general: { size: 24 }, system: { size: 26 } }\n";
  const auto made = compiled(spec);
  CHECK(render_differences_text(made->differences, made->sources, false) ==
        "differs on aws:\n"
        "  kubernetes.tier: premium (env.yaml:7)\n"
        "      EKS has one service level; `support_plan` alone says how long versions are supported\n"
        "  subnet.size (env.yaml:19, and 1 more place)\n"
        "      of each of its subnets, one for each zone\n"
        "\n"
        "without effect on aws:\n"
        "  kubernetes.addons.keda (env.yaml:8)\n"
        "      it is no add-on of EKS: install it in the cluster\n"
        "\n");
  tf::JsonWriter json;
  write_differences(json, made->differences, made->sources);
  const auto text = json.take();
  INFO(text);
  CHECK(count(text, "\"effect\": \"differs\"") == 2);
  CHECK(count(text, "\"effect\": \"none\"") == 1);
  CHECK(text.find("\"places\": 2") != text.npos);
  CHECK(text.find("\"key\": \"kubernetes.tier: premium\"") != text.npos);
}

TEST_CASE("a flow differs where it ends in a cloud that has it otherwise", "[differences]") {
  const std::string head =
      "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
      "defaults: { hub: { egress: nat, jumpbox: { machine: 2x8 } } }\n"
      "environments:\n"
      "  shop:\n    cloud: azure\n    account: 11111111-1111-1111-1111-111111111111\n    region: canadacentral\n"
      "    clusters:\n      gen-dev-cc-00:\n        kubernetes: { version: \"1.33\" }\n" +
      Spec::pools("        ") +
      "  data:\n    cloud: gcp\n    account: demo-data-1\n    region: northamerica-northeast1\n"
      "    clusters:\n      gen-dev-nane1-00:\n        kubernetes: { version: \"1.33\" }\n" +
      Spec::pools("        ") + "flows:\n";
  const auto flow = [](const std::string& to, const std::string& more = "") {
    return "  - { name: kubectl, from: \"*:jumpbox\", to: " + to + ", ports: [443/tcp], why: kubectl" + more + " }\n";
  };
  struct Row {
    std::string to;
    std::size_t places;
    std::string more{};
  };
  const Row rows[] = {{"\"data:apiserver\"", 1},
                      {"\"shop:apiserver\"", 0},
                      {"\"*:apiserver\"", 1, ", within: environment"},
                      {"[\"shop:apiserver\", \"data/gen-dev-nane1-00:apiserver\"]", 1},
                      {"\"data/hub:*\"", 0},
                      {"\"data:system\"", 0}};
  for (const auto& row : rows) {
    MemoryFileSystem files;
    files.files["env.yaml"] = head + flow(row.to, row.more);
    CompileOptions options;
    options.spec = "env.yaml";
    const auto made = compile(options, {find_backend, any_facts}, files, Until::Engines);
    INFO(row.to << "\n" << said(*made) << listed(*made));
    REQUIRE(made->platform);
    const auto line = "gcp flow.to=*:apiserver x" + std::to_string(row.places) + "\n";
    CHECK(count(listed(*made), row.places == 0 ? "flow.to" : line) == row.places);
  }
}

}  // namespace
}  // namespace aurora
