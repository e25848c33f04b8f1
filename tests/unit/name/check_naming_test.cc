#include "catch.h"
#include "unit/name/support.h"

namespace aurora {
namespace {

Naming custom(std::string pattern) {
  Naming settings;
  settings.convention = "custom";
  settings.pattern = std::move(pattern);
  // the pattern stands in quotes at byte 100
  settings.pattern_span = {1, 100, static_cast<std::uint32_t>(102 + settings.pattern.size())};
  return settings;
}

std::vector<CloudOwners> azure_with(std::vector<const Identity*> owners) {
  static const CloudFacts facts = test::facts();
  return {{&facts, std::move(owners)}};
}

TEST_CASE("custom patterns") {
  struct Case {
    const char *pattern, *kind, *purpose, *name;
  };
  constexpr Case cases[] = {
      {"{project}-{stage}-{region}-{instance:02}-{abbreviation}", "virtual_network", "", "gen-dev-cc-00-vnet"},
      {"{project}-{stage}-{region}-{instance:02}-{abbreviation}", "network_security_group", "system",
       "gen-dev-cc-00-nsg-system"},
      {"{abbreviation}-{project}-{purpose}-{instance:03}", "network_security_group", "system", "nsg-gen-system-000"},
      {"{abbreviation}-{project}-{purpose}-{instance:03}", "virtual_network", "", "vnet-gen-000"},
      {"{platform}.{environment}.{department}.{user_defined}.{instance}.{abbreviation}", "route_table", "",
       "aurora.dev.Gc.AKS.0.rt"},
      {"{project}-{abbreviation}", "key_vault", "", "gen-kv-13726"},
      {"{project}-{abbreviation}", "storage_account", "", "gensa13726"},
      {"{suffix}-{project}-{abbreviation}", "key_vault", "", "13726-gen-kv"},
      {"{suffix}-{project}-{abbreviation}", "virtual_network", "", "gen-vnet"},
      {"{project}-{abbreviation}", "subnet", "system", "system"},
  };
  const auto facts = test::facts();
  const auto owner = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  const Lock lock = test::known_digits(owner);
  for (const auto& row : cases) {
    const auto settings = custom(row.pattern);
    Names names(settings, "aurora", facts, lock);
    INFO(row.pattern << " " << row.kind);
    CHECK(names.of(owner, {.kind = row.kind, .purpose = row.purpose}) == row.name);
  }
  const auto settings = custom("{project}-{stage}-{abbreviation}-x");
  CHECK(Names(settings, "aurora", facts, lock).base(owner) == "gen-dev");
}

TEST_CASE("patterns and abbreviations of one kind") {
  const auto facts = test::facts();
  const auto owner = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  const Lock lock;
  Naming settings;
  settings.kinds["virtual_network"].abbreviation = "net";
  settings.kinds["route_table"].pattern = "routes-{project}";
  settings.region_codes["canadacentral"] = {"can", ""};
  Names names(settings, "aurora", facts, lock);
  CHECK(names.of(owner, {.kind = "virtual_network"}) == "gen-dev-can-00-net");
  CHECK(names.of(owner, {.kind = "route_table"}) == "routes-gen");
}

TEST_CASE("mistakes in a pattern are shown where they are") {
  struct Case {
    const char* pattern;
    int code;
    std::uint32_t begin, end;
  };
  constexpr Case cases[] = {
      {"{project}-{stge}-{abbreviation}", 1310, 112, 116},
      {"{project-{stage}", 1310, 101, 102},
      {"{project", 1310, 101, 102},
      {"project}", 1310, 108, 109},
      {"{instance:x}", 1310, 111, 112},
      {"{stage:02}", 1310, 102, 110},
      {"", 1311, 0, 0},
      {"{project}-{stage}", 1312, 100, 119},
      {"{project}-{abbreviation}", 0, 0, 0},
  };
  for (const auto& row : cases) {
    Diagnostics diagnostics;
    check_naming(custom(row.pattern), azure_with({}), diagnostics);
    const auto found = diagnostics.sorted();
    INFO(row.pattern);
    REQUIRE(found.size() == (row.code == 0 ? 0 : 1));
    if (row.code == 0) continue;
    CHECK(found[0].code == row.code);
    CHECK(found[0].span.begin == row.begin);
    CHECK(found[0].span.end == row.end);
    CHECK_FALSE(found[0].hints.empty());
  }
}

TEST_CASE("what a convention needs") {
  struct Case {
    const char *convention, *department, *project, *stage, *region, *user_defined;
    int instance, code;
  };
  constexpr Case cases[] = {
      {"oss", "Gc", "gen", "dev", "canadacentral", "AKS", 0, 0},
      {"oss", "Gcc", "gen", "anything", "westeurope", "AKS", 99, 0},
      {"gc", "Gc", "gen", "canary", "canadaeast", "AKS", 0, 0},
      {"oss", "Gc", "", "dev", "canadacentral", "AKS", 0, 1320},
      {"oss", "Gc", "gen", "", "canadacentral", "AKS", 0, 1320},
      {"gc", "Gcc", "gen", "dev", "canadacentral", "AKS", 0, 1321},
      {"gc", "Gc", "gen", "staging", "canadacentral", "AKS", 0, 1322},
      {"gc", "Gc", "gen", "long", "canadacentral", "AKS", 0, 1323},
      {"gc", "Gc", "gen", "dev", "westeurope", "AKS", 0, 1324},
      {"oss", "Gc", "gen", "dev", "atlantis", "AKS", 0, 1324},
      {"gc", "Gc", "gen", "dev", "canadacentral", "A", 0, 1325},
      {"oss", "Gc", "gen", "dev", "canadacentral", "sixteen-letters-", 0, 1325},
      {"oss", "Gc", "gen", "dev", "canadacentral", "AKS", 100, 1326},
  };
  for (const auto& row : cases) {
    Naming settings;
    settings.convention = row.convention;
    settings.department = row.department;
    settings.user_defined = row.user_defined;
    if (std::string_view(row.stage) == "long") settings.stage_codes["long"] = "Lo";
    const auto owner = test::identity(row.project, row.stage, row.region, row.instance, row.user_defined);
    Diagnostics diagnostics;
    check_naming(settings, azure_with({&owner}), diagnostics);
    const auto found = diagnostics.sorted();
    INFO(row.convention << " " << row.code);
    REQUIRE(found.size() == (row.code == 0 ? 0 : 1));
    if (row.code != 0) CHECK(found[0].code == row.code);
  }
  Naming settings;
  settings.kinds["vnet"].abbreviation = "net";
  Diagnostics diagnostics;
  check_naming(settings, azure_with({}), diagnostics);
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0].code == 1327);

  // a kind's own pattern is read as the general one is; here it stands without quotes at byte 50
  Naming own_pattern;
  own_pattern.kinds["route_table"].pattern = "{stage}-{wat}";
  own_pattern.kinds["route_table"].pattern_span = {1, 50, 63};
  Diagnostics of_kind;
  check_naming(own_pattern, azure_with({}), of_kind);
  REQUIRE(of_kind.sorted().size() == 1);
  CHECK(of_kind.sorted()[0].span == Span{1, 59, 62});
}

TEST_CASE("a kind may be one that only some of the platform's clouds have") {
  CloudFacts other{};
  static constexpr NameRule rules[] = {
      {"transit_hub", "hub", "hub", 1, 9, "[a-z]*", "letters", NameRule::Scope::Account, false, "a test"}};
  other.name_rules = rules;
  Naming settings;
  settings.kinds["transit_hub"].abbreviation = "th";
  settings.kinds["key_vault"].abbreviation = "kv";
  settings.kinds["keyvault"].abbreviation = "kv";
  auto clouds = azure_with({});
  clouds.push_back({&other, {}});
  Diagnostics both;
  check_naming(settings, clouds, both);
  REQUIRE(both.sorted().size() == 1);
  CHECK(both.sorted()[0].message.find("keyvault") != std::string::npos);
  Diagnostics one;
  check_naming(settings, azure_with({}), one);
  CHECK(one.sorted().size() == 2);
}

}  // namespace
}  // namespace aurora
