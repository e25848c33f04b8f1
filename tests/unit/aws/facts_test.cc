#include "aws/facts.h"

#include <regex>

#include "catch.h"
#include "name/names.h"
#include "unit/address/platform_builder.h"
#include "unit/name/support.h"

/// AWS's own rules, through the engines that read its tables.
namespace aurora {
namespace {

const CloudFacts* aws_facts(std::string_view cloud) { return cloud == "aws" ? &aws::facts() : nullptr; }

testing::Result allocated(const Platform& platform) {
  testing::Result result;
  result.plan = allocate(platform, aws_facts, result.lock, result.diagnostics);
  return result;
}

Platform platform(std::vector<std::string> pools) {
  auto made = testing::platform(std::move(pools));
  testing::environment(made, "dev").cloud = "aws";
  return made;
}

TEST_CASE("AWS: subnets are /16 to /28 and keep five addresses", "[aws]") {
  auto world = platform({"10.64.0.0/12"});
  world.environments[0].hub = testing::hub("dev");
  world.environments[0].clusters.push_back(testing::cluster("dev", "gen-dev-cc1-00"));
  const auto result = allocated(world);
  CHECK(result.text().empty());
  int subnets = 0;
  for (const auto* allocation : result.plan.all()) {
    if (!allocation->name.starts_with("subnet/")) continue;
    INFO(allocation->owner << " " << allocation->name);
    CHECK(allocation->prefix.length >= 16);
    CHECK(allocation->prefix.length <= 28);
    CHECK(allocation->reason.find("5 reserved") != std::string::npos);
    ++subnets;
  }
  CHECK(subnets == 10);
  // The first four and the last address are AWS's.
  const auto* reflectors = result.plan.find("dev/hub", "subnet/route_reflector");
  const auto* first = result.plan.find("dev/hub", "static/route_reflector/0");
  REQUIRE(reflectors != nullptr);
  REQUIRE(first != nullptr);
  CHECK(first->prefix.address == reflectors->prefix.nth(4));
}

TEST_CASE("AWS: a subnet of /29 is refused, and so is a network of /15", "[aws]") {
  for (const int size : {28, 29}) {
    auto world = platform({"10.64.0.0/12"});
    world.environments[0].clusters.push_back(testing::cluster("dev", "gen-dev-cc1-00"));
    auto& subnets = world.environments[0].clusters[0].network.subnets;
    subnets.push_back(testing::subnet("data", "database", size));
    INFO(size);
    CHECK(allocated(world).diagnostics.has_errors() == (size == 29));
  }
  for (const int size : {16, 15}) {
    auto world = platform({"10.64.0.0/12"});
    world.environments[0].clusters.push_back(testing::cluster("dev", "gen-dev-cc1-00"));
    world.environments[0].clusters[0].network.size = Located<int>{size, {}};
    INFO(size);
    CHECK(allocated(world).diagnostics.has_errors() == (size == 15));
  }
}

TEST_CASE("AWS: nothing is placed in what services cannot reach, but a pin may be there", "[aws]") {
  const auto only = [](const char* pool) {
    auto world = platform({pool});
    world.environments[0].clusters.push_back(testing::cluster("dev", "gen-dev-cc1-00"));
    return allocated(world).diagnostics.has_errors();
  };
  CHECK(only("172.17.0.0/16"));
  CHECK_FALSE(only("172.18.0.0/16"));
  auto pinned = platform({"10.64.0.0/12"});
  pinned.environments[0].clusters.push_back(testing::cluster("dev", "gen-dev-cc1-00"));
  const auto pin = [&](const char* cidr) {
    pinned.environments[0].clusters[0].network.cidrs = {{testing::prefix(cidr), {1, 5, 9}}};
    return allocated(pinned).diagnostics.has_errors();
  };
  CHECK_FALSE(pin("172.17.0.0/22"));
  CHECK(pin("198.19.0.0/22"));
  CHECK(pin("169.254.0.0/22"));
}

TEST_CASE("AWS: accounts and tags", "[aws]") {
  const auto fits = [](std::string_view text, std::string_view pattern) {
    return std::regex_match(std::string(text), std::regex(std::string(pattern)));
  };
  const auto& facts = aws::facts();
  CHECK(fits("000000000123", facts.account_pattern));
  for (const auto* wrong : {"00000000012", "0000000001234", "00000000012x", ""})
    CHECK_FALSE(fits(wrong, facts.account_pattern));
  for (const auto* key : {"classification", "ssc_cbrid", "owner:team", "Coût moyen", "a/b@c+d=e-f.g", "awsome"})
    CHECK(fits(key, facts.tags.key_pattern));
  for (const auto* key : {"aws:name", "AWS:name", "a&b", "a#b", "a[b]", "a\\b", "a^b"})
    CHECK_FALSE(fits(key, facts.tags.key_pattern));
  CHECK(fits("aws:x", facts.tags.value_pattern));
  CHECK(fits("", facts.tags.value_pattern));
  CHECK_FALSE(fits("a;b", facts.tags.value_pattern));
}

TEST_CASE("AWS: names of gen-dev-cc1-00", "[aws][names]") {
  struct Row {
    const char *kind, *purpose;
    int index;
    const char *oss, *gc;
  };
  constexpr Row rows[] = {
      {"virtual_network", "", -1, "gen-dev-cc1-00-vpc", "GcDa-AuroraMGMT-K8S-vpc"},
      {"subnet", "system-a", -1, "gen-dev-cc1-00-snet-system-a", "GcDa-AuroraMGMT-K8S-snet-system-a"},
      {"network_security_group", "system", -1, "gen-dev-cc1-00-sg-system", "GcDa-AuroraMGMT-K8S-sg-system"},
      {"network_acl", "apiserver", -1, "gen-dev-cc1-00-nacl-apiserver", "GcDa-AuroraMGMT-K8S-nacl-apiserver"},
      {"route_table", "system-a", -1, "gen-dev-cc1-00-rt-system-a", "GcDa-AuroraMGMT-K8S-rt-system-a"},
      {"public_ip", "nat-a", -1, "gen-dev-cc1-00-pip-nat-a", "GcDa-AuroraMGMT-K8S-pip0-nat-a"},
      {"transit_hub", "", -1, "gen-dev-cc1-00-tgw", "GcDa-AuroraMGMT-K8S-tgw"},
      {"virtual_machine", "route-reflector", 1, "gen-dev-cc1-00-vm-route-reflector-1",
       "GcDa-AuroraMGMT-K8S-vm-route-reflector-1"},
      {"kubernetes_cluster", "", -1, "gen-dev-cc1-00-eks", "GcDa-AuroraMGMT-K8S-eks"},
      {"node_pool", "general", -1, "general", "general"},
      {"managed_identity", "velero", -1, "gen-dev-cc1-00-role-velero", "GcDa-AuroraMGMT-K8S-role-velero"},
      {"encryption_key", "secrets", -1, "gen-dev-cc1-00-key-secrets", "GcDa-AuroraMGMT-K8S-key-secrets"},
      {"container_registry", "", -1, "gen-dev-cc1-00-ecr", "gcda-auroramgmt-k8s-ecr"},
      {"storage_bucket", "velero", -1, "gen-dev-cc1-00-bkt-velero-13726", "gcda-auroramgmt-k8s-bkt-velero-13726"},
      {"log_store", "flow", -1, "gen-dev-cc1-00-log-flow", "GcDa-AuroraMGMT-K8S-log-flow"},
      {"secret", "velero", -1, "gen-dev-cc1-00-secret-velero", "gcda-auroramgmt-k8s-secret-velero"},
  };
  for (const bool gc : {false, true})
    for (const auto& row : rows) {
      Naming settings;
      settings.convention = gc ? "gc" : "oss";
      settings.region_codes["ca-central-1"] = {"", "a"};
      auto owner = test::identity("gen", "dev", "ca-central-1", 0, "K8S");
      owner.gc_project = "AuroraMGMT";
      Lock lock;
      lock.put("suffix", owner.id + "/storage_bucket/velero", "13726");
      Names names(settings, "aurora", aws::facts(), lock);
      INFO(row.kind << " " << gc);
      CHECK(names.of(owner, {.kind = row.kind, .purpose = row.purpose, .index = row.index}) == (gc ? row.gc : row.oss));
    }
}

TEST_CASE("AWS: words that it keeps", "[aws][names]") {
  struct Row {
    const char *kind, *name;
    bool taken;
  };
  constexpr Row rows[] = {
      {"network_security_group", "sg-dev", true},    {"network_security_group", "SG-dev", true},
      {"network_security_group", "dev-sg-1", false}, {"encryption_key", "aws/ebs", true},
      {"encryption_key", "gen-aws", false},          {"log_store", "aws/eks", true},
      {"log_store", "/aws/eks/gen/cluster", false},  {"storage_bucket", "xn--gen", true},
      {"storage_bucket", "sthree-gen", true},        {"storage_bucket", "gen-s3alias", true},
      {"storage_bucket", "gen--ol-s3", true},        {"storage_bucket", "gen--x-s3", true},
      {"storage_bucket", "gen.mrap", true},          {"storage_bucket", "gen..dev", true},
      {"storage_bucket", "gen-s3alias-1", false},    {"load_balancer", "internal-gen", true},
      {"container_registry", "gen//dev", true},      {"container_registry", "gen-/dev", true},
      {"container_registry", "gen._dev", true},      {"container_registry", "gen/dev-a_b.c", false},
  };
  for (const auto& row : rows) {
    NameUse use;
    use.kind = row.kind;
    use.name = row.name;
    Diagnostics diagnostics;
    check_names({use}, aws::facts(), diagnostics);
    INFO(row.kind << " " << row.name);
    REQUIRE(diagnostics.sorted().size() == (row.taken ? 1 : 0));
    if (row.taken) CHECK(diagnostics.sorted()[0].code == 1305);
  }
}

}  // namespace
}  // namespace aurora
