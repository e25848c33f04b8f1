#include <algorithm>

#include "catch.h"
#include "name/matcher.h"
#include "unit/name/support.h"

namespace aurora {
namespace {

std::vector<Diagnostic> checked(const std::vector<NameUse>& uses, const Naming& settings = {}) {
  Diagnostics diagnostics;
  check_names(uses, test::facts(), diagnostics);
  check_pins(uses, settings, diagnostics);
  return diagnostics.sorted();
}

TEST_CASE("patterns that the matcher does not know match nothing") {
  CHECK_FALSE(naming::Matcher("a|b").valid());
  CHECK_FALSE(naming::Matcher("[^a]").valid());
  CHECK_FALSE(naming::Matcher("(a)?(b)?").valid());
}

TEST_CASE("no pattern makes the matcher slow") {
  const naming::Matcher matcher("[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?");
  CHECK_FALSE(matcher.matches(std::string(100000, '-')));
}

TEST_CASE("characters, reserved words, unknown kinds") {
  struct Case {
    const char *kind, *name;
    int code;
  };
  constexpr Case cases[] = {
      {"storage_account", "sa13726-x", 1303},
      {"storage_account", "sa13726X", 1303},
      {"key_vault", "kv--13726", 1303},
      {"key_vault", "kv13726-", 1303},
      {"key_vault", "1kv", 1303},
      {"container_registry", "GcDc-Auror-13726-registry", 1303},
      {"postgresql", "psql13726AKS", 1303},
      {"resource_group", "ends-with.", 1303},
      {"virtual_network", "-vnet", 1303},
      {"node_pool", "Gpu", 1303},
      {"node_pool", "1gpu", 1303},
      {"dns_prefix", "gen_dev", 1303},
      {"virtual_network", "caf\xc3\xa9", 1303},
      {"key_vault", "kv13726windows", 1305},
      {"kubernetes_cluster", "login-dev-aks", 1305},
      {"subnet", "windows", 0},
      {"virtual_netwrk", "x", 1306},
      {"resource_group", "rg_(1)", 0},
  };
  for (const auto& row : cases) {
    NameUse use;
    use.kind = row.kind;
    use.name = row.name;
    const auto found = checked({use});
    INFO(row.kind << " " << row.name);
    REQUIRE(found.size() == (row.code == 0 ? 0 : 1));
    if (row.code != 0) CHECK(found[0].code == row.code);
  }
}

TEST_CASE("a gc vault with a user-defined part of seven characters shows its budget") {
  Naming settings;
  settings.convention = "gc";
  auto owner = test::identity("gen", "dev", "canadacentral", 0, "ARGOCDX");
  owner.gc_project = "AuroraMGMT";
  const auto facts = test::facts();
  const Lock lock = test::known_digits(owner);
  Names names(settings, "aurora", facts, lock);
  CHECK(names.of(owner, {.kind = "key_vault"}) == "GcDc-Auror-ARGOCDX-13726-kv");
  const auto found = checked(names.uses(), settings);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == 1301);
  CHECK(found[0].message ==
        "name `GcDc-Auror-ARGOCDX-13726-kv` of `dev/gen` (key_vault) has 27 characters, 3 too many: a key vault "
        "allows 24");
  REQUIRE(found[0].hints.size() == 3);
  CHECK(found[0].hints[0] ==
        "its parts: base 4 + project 5 + user-defined 7 + digits 5 + abbreviation 2 + separators 4 = 27");
  CHECK(found[0].hints[1] == "the user-defined part `ARGOCDX` may have at most 4 characters here");

  settings.kinds["key_vault"].shorten_hash = true;
  Names shortened(settings, "aurora", facts, lock);
  const auto name = shortened.of(owner, {.kind = "key_vault"});
  CHECK(name.size() <= 24);
  CHECK(name.substr(0, 14) == "GcDc-Auror-ARG");
  CHECK(checked(shortened.uses(), settings).empty());
}

TEST_CASE("the gc storage account that failed in production") {
  Naming settings;
  settings.convention = "gc";
  auto owner = test::identity("AuroraMGMT", "dev", "canadacentral", 0, "THANOS");
  const auto facts = test::facts();
  const Lock lock;
  Names names(settings, "aurora", facts, lock);
  CHECK(names.of(owner, {.kind = "storage_account"}).size() == 25);
  CHECK(names.of(owner, {.kind = "storage_account", .purpose = "THAN"}).size() == 23);
  const auto found = checked(names.uses(), settings);
  REQUIRE(found.size() == 1);
  CHECK(found[0].hints[1] == "the user-defined part `thanos` may have at most 5 characters here");
}

TEST_CASE("collisions name both") {
  const auto facts = test::facts();
  const Lock lock;
  const Naming settings;
  Names names(settings, "aurora", facts, lock);
  auto one = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  auto other = one;
  other.id = "test/gen";
  one.span = {1, 10, 20};
  other.span = {1, 30, 40};
  names.of(one, {.kind = "resource_group"});
  names.of(one, {.kind = "resource_group"});  // asked twice is one name
  names.of(other, {.kind = "resource_group"});
  names.of(one, {.kind = "subnet", .purpose = "system", .parent = "a"});
  names.of(one, {.kind = "subnet", .purpose = "system", .parent = "b"});
  names.of(one, {.kind = "subnet", .purpose = "System", .parent = "a"});
  CHECK(names.uses().size() == 5);
  const auto found = checked(names.uses(), settings);
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == 1304);
  CHECK(found[1].code == 1304);
  const auto group = std::find_if(found.begin(), found.end(), [](const auto& d) { return !d.related.empty(); });
  REQUIRE(group != found.end());
  CHECK(group->span == other.span);
  CHECK(group->related[0].span == one.span);
}

TEST_CASE("digits are stable, kept by the lock, and a pin wins") {
  const auto facts = test::facts();
  const auto owner = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  const Naming settings;
  Lock lock;
  const auto name_of = [&](const Naming& naming, std::string_view platform) {
    Names names(naming, platform, facts, lock);
    return names.of(owner, {.kind = "key_vault"});
  };
  const auto first = name_of(settings, "aurora");
  CHECK(first == name_of(settings, "aurora"));
  CHECK(first != name_of(settings, "borealis"));
  CHECK(first.size() == 10);
  Names names(settings, "aurora", facts, lock);
  names.of(owner, {.kind = "key_vault"});
  keep_suffixes(names.uses(), lock);
  REQUIRE(lock.find("suffix", "dev/gen/key_vault") != nullptr);
  CHECK(name_of(settings, "borealis") == first);
  Naming pinned;
  pinned.pins["dev/gen/key_vault/AKS"] = {"kv-mine", {1, 2, 3}};
  CHECK(name_of(pinned, "aurora") == "kv-mine");
  pinned.pins["dev/gen/keyvault"] = {"kv-other", {1, 5, 6}};
  Names with_pins(pinned, "aurora", facts, lock);
  with_pins.of(owner, {.kind = "key_vault"});
  const auto found = checked(with_pins.uses(), pinned);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == 1328);
}

}  // namespace
}  // namespace aurora
