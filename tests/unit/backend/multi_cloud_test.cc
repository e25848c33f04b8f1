#include <algorithm>
#include <string>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"

/// One spec on three clouds, as far as the engines go: what is neutral in it becomes each cloud's own.
namespace aurora {
namespace {

const CloudFacts* any_facts(std::string_view cloud) {
  for (const auto* facts : known_clouds())
    if (facts->cloud == cloud) return facts;
  return nullptr;
}

std::unique_ptr<Compilation> compiled(const std::string& text) {
  MemoryFileSystem files;
  files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  return compile(options, {find_backend, any_facts}, files, Until::Engines);
}

std::string said(const Compilation& result) { return render_text(result.diagnostics.sorted(), result.sources, false); }

std::string environment(const std::string& key, const std::string& cloud, const std::string& account,
                        const std::string& region, const std::string& cluster, const std::string& more = "") {
  return "  " + key + ":\n    cloud: " + cloud + "\n    account: \"" + account + "\"\n    region: " + region +
         "\n    hub: { egress: nat, jumpbox: { machine: 2x8 } }\n    clusters:\n      " + cluster +
         ":\n        kubernetes: { version: \"1.33\" }\n" + more +
         "        node_pools:\n          system: { machine: 4x16, nodes: { min: 1, max: 3 } }\n"
         "          general: { machine: 8x32, nodes: { min: 1, max: 9 } }\n";
}

const std::string head =
    "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\nenvironments:\n";

TEST_CASE("one spec on three clouds", "[clouds]") {
  const auto result = compiled(
      head + environment("dev", "azure", "11111111-1111-1111-1111-111111111111", "canadacentral", "gen-dev-cc-00") +
      environment("nonprod", "aws", "111111111111", "ca-central-1", "gen-test-cc1-00") +
      environment("uat", "gcp", "aurora-uat-1", "northamerica-northeast1", "gen-uat-nane1-00"));
  INFO(said(*result));
  REQUIRE(result->ok());
  struct Row {
    const char *environment, *owner, *general, *jumpbox, *subnet;
    int longest, reserved;
  };
  // On AWS a subnet lies in one zone, on Google Cloud all nodes share one.
  constexpr Row rows[] = {{"dev", "dev/gen-dev-cc-00", "Standard_D8s_v5", "Standard_D2s_v5", "subnet/general", 29, 5},
                          {"nonprod", "nonprod/gen-test-cc1-00", "m7i.2xlarge", "m7i.large", "subnet/general-1", 28, 5},
                          {"uat", "uat/gen-uat-nane1-00", "n2-standard-8", "n2-standard-2", "subnet/nodes", 29, 4}};
  for (const auto& row : rows) {
    INFO(row.environment);
    const auto* environment = result->platform->find(row.environment);
    REQUIRE(environment != nullptr);
    REQUIRE(environment->clusters.size() == 1);
    const auto& cluster = environment->clusters[0];
    CHECK(cluster.region == environment->region);
    CHECK(cluster.zones == std::vector<std::string>{"1", "2", "3"});
    const auto general = std::find_if(cluster.node_pools.begin(), cluster.node_pools.end(),
                                      [](const auto& pool) { return pool.key == "general"; });
    REQUIRE(general != cluster.node_pools.end());
    CHECK(general->machine.value.type == row.general);
    REQUIRE(environment->hub->jumpbox);
    CHECK(environment->hub->jumpbox->machine.value.type == row.jumpbox);
    const auto* subnet = result->addresses.find(row.owner, row.subnet);
    REQUIRE(subnet != nullptr);
    CHECK(subnet->prefix.length <= row.longest);
    CHECK(subnet->reason.find(std::to_string(row.reserved) + " reserved") != std::string::npos);
  }
}

TEST_CASE("AWS: a subnet a zone, each large enough for its share when a zone is lost", "[clouds][aws]") {
  const auto at = [](const std::string& more, std::string_view name) {
    auto result = compiled(head + environment("dev", "aws", "111111111111", "ca-central-1", "gen-dev-cc1-00", more));
    INFO(said(*result));
    REQUIRE(result->ok());
    const auto* found = result->addresses.find("dev/gen-dev-cc1-00", name);
    return found == nullptr ? std::string("-") : found->prefix.to_string() + " " + found->reason;
  };
  const std::string two = "        zones: [1, 3]\n";
  CHECK(at("", "subnet/general") == "-");
  // 9 nodes and 6 that an upgrade adds, two for each zone, over the two zones that are left of three.
  CHECK(at("", "subnet/general-3").find("general 9 nodes + 6 surge, 8 when one of 3 zones is lost, 5 reserved") !=
        std::string::npos);
  CHECK(at(two, "subnet/general-3").find("general 9 nodes + 4 surge, 5 reserved") != std::string::npos);
  // Eight blocks of 16 for a node with 110 pods: seven, and the one that its interface breaks.
  CHECK(at("", "subnet/pods-1").find("8 when one of 3 zones is lost, 128 addresses a node for pods") !=
        std::string::npos);
  CHECK(at("", "subnet/pods-1").find("27 more in the first and last block of 16, 5 reserved") != std::string::npos);
  CHECK(at(two, "subnet/general-2") == "-");
  CHECK(at("        subnets: { general: { size: 24 } }\n", "subnet/general-2").find("/24 ") != std::string::npos);
  const std::string pins =
      "        network: { cidr: 10.64.0.0/19 }\n        subnets: { general: { cidrs: [10.64.8.0/26, 10.64.8.64/26, "
      "10.64.9.0/26] } }\n";
  CHECK(at(pins, "subnet/general-2").find("10.64.8.64/26") == 0);
  CHECK(at(pins, "subnet/general-3").find("10.64.9.0/26") == 0);
  const auto wrong = compiled(head + environment("dev", "aws", "111111111111", "ca-central-1", "gen-dev-cc1-00",
                                                 "        subnets: { general: { cidr: 10.64.8.0/26 } }\n"));
  CHECK(said(*wrong).find("AUR1234") != std::string::npos);
}

TEST_CASE("GCP: pods and services are secondary ranges, so each cluster has its own", "[clouds][gcp]") {
  const std::string cluster =
      "      gen-uat-nane1-01:\n        kubernetes: { version: \"1.33\" }\n"
      "        node_pools:\n          system: { machine: 4x16, nodes: { min: 1, max: 3 } }\n";
  const auto gcp = compiled(
      head + environment("uat", "gcp", "aurora-uat-1", "northamerica-northeast1", "gen-uat-nane1-00") + cluster);
  INFO(said(*gcp));
  REQUIRE(gcp->ok());
  for (const auto* name : {"pods", "services"}) {
    const auto *first = gcp->addresses.find("uat/gen-uat-nane1-00", name),
               *second = gcp->addresses.find("uat/gen-uat-nane1-01", name);
    REQUIRE(first != nullptr);
    REQUIRE(second != nullptr);
    CHECK_FALSE(first->prefix.overlaps(second->prefix));
  }
  const auto pinned =
      compiled(head + environment("uat", "gcp", "aurora-uat-1", "northamerica-northeast1", "gen-uat-nane1-00", "") +
               cluster.substr(0, cluster.find("version: ")) + "network: { service_cidr: " +
               gcp->addresses.find("uat/gen-uat-nane1-00", "services")->prefix.to_string() + " }, " +
               cluster.substr(cluster.find("version: ")));
  CHECK(pinned->ok());  // the other one makes way
}

TEST_CASE("what a cloud does not take is an error there", "[clouds]") {
  struct Row {
    const char *cloud, *account, *region, *cluster, *more, *says;
  };
  constexpr Row rows[] = {
      {"aws", "11111111111", "ca-central-1", "gen-dev-cc1-00", "", "twelve digits"},
      {"gcp", "Aurora", "us-east1", "gen-dev-use1-00", "", "6 to 30"},
      {"aws", "111111111111", "ca-central-1", "gen-dev-cc1-00", "        zones: [1, 4]\n", "its zones are 1 to 3"},
      {"gcp", "aurora-dev", "us-central1", "gen-dev-usc1-00", "        zones: [1, 5]\n", "its zones are 1 to 4"},
      {"aws", "111111111111", "ca-central1", "gen-dev-cc1-00", "", "did you mean `ca-central-1`"},
      {"gcp", "aurora-dev", "us-east1", "gen-dev-cc1-00", "", "cc1"},
      {"aws", "111111111111", "ca-central-1", "gen-dev-cc1-00", "        tags: { \"aws:owner\": x }\n", "aws:"},
      {"gcp", "aurora-dev", "us-east1", "gen-dev-use1-00", "        tags: { owner: Team }\n", "lower-case"},
      {"gcp", "aurora-dev", "us-east1", "gen-dev-use1-00", "        tags: { Owner: team }\n", "lower-case"},
      {"aws", "111111111111", "ca-central-1", "gen-dev-cc1-00", "        private_endpoints: [automation]\n",
       "automation"},
  };
  for (const auto& row : rows) {
    const auto result = compiled(head + environment("dev", row.cloud, row.account, row.region, row.cluster, row.more));
    const auto text = said(*result);
    INFO(row.cloud << " expects `" << row.says << "`\n" << text);
    CHECK_FALSE(result->ok());
    CHECK(text.find(row.says) != std::string::npos);
  }
}

TEST_CASE("a shape that a cloud has not names those that it has", "[clouds][aws]") {
  auto text = head + environment("dev", "aws", "111111111111", "ca-central-1", "gen-dev-cc1-00");
  text.replace(text.find("8x32"), 4, "8x48");
  const auto result = compiled(text);
  CHECK_FALSE(result->ok());
  CHECK(said(*result).find("with 8 vCPUs there are 8x32, 8x64, 8x16") != std::string::npos);
}

std::string with_regions(const std::string& regions, const std::string& environments) {
  auto text = head;
  text.replace(text.find("address_plan"), 0, "naming: { regions: " + regions + " }\n");
  return text + environments;
}

TEST_CASE("a region that the spec adds is one", "[clouds]") {
  const auto added =
      environment("dev", "aws", "111111111111", "sa-west-1", "gen-dev-saw1-00", "        zones: [1, 2]\n");
  const auto unknown = compiled(head + added);
  CHECK_FALSE(unknown->ok());
  const auto known = compiled(with_regions("{ sa-west-1: { oss: saw1 } }", added));
  INFO(said(*known));
  REQUIRE(known->ok());
  CHECK(known->platform->environments[0].clusters[0].identity.region == "sa-west-1");
  const auto misspelt = compiled(with_regions("{ sa-west-2: { oss: saw2 } }", added));
  CHECK_FALSE(misspelt->ok());
}

TEST_CASE("a code of the spec's for one cloud's region leaves the other clouds theirs", "[clouds]") {
  const auto result = compiled(with_regions(
      "{ ca-central-1: { oss: cc } }",
      environment("dev", "azure", "11111111-1111-1111-1111-111111111111", "canadacentral", "gen-dev-cc-00") +
          environment("nonprod", "aws", "111111111111", "ca-central-1", "gen-test-cc-00")));
  INFO(said(*result));
  REQUIRE(result->ok());
  CHECK(result->platform->find("dev")->clusters[0].identity.region == "canadacentral");
  CHECK(result->platform->find("nonprod")->clusters[0].identity.region == "ca-central-1");
}

}  // namespace
}  // namespace aurora
