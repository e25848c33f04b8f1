#include "name/budget.h"

#include <algorithm>

#include "catch.h"
#include "unit/name/support.h"

namespace aurora {
namespace {

const CloudFacts* known_facts(std::string_view) {
  static const CloudFacts made = test::facts();
  return &made;
}

Platform platform_of(const Identity& owner, const Naming& naming) {
  Platform platform;
  platform.name.value = "aurora";
  platform.naming = naming;
  auto& home = platform.environments.emplace_back();
  home.key = owner.environment;
  home.cloud = "azure";
  auto& cluster = home.clusters.emplace_back();
  cluster.identity = owner;
  return platform;
}

/// Names of every kind, with and without a purpose; those of node pools are the user's own, and made of nothing.
std::vector<NameUse> all_names(const Platform& platform) {
  const auto& owner = platform.environments[0].clusters[0].identity;
  const Lock lock;
  Names names(platform.naming, platform.name.value, *known_facts(""), lock);
  for (const auto& rule : known_facts("")->name_rules) {
    if (rule.kind == "node_pool" || rule.kind == "windows_node_pool") continue;
    names.of(owner, {.kind = rule.kind});
    if (rule.form == NameRule::Form::Base) names.of(owner, {.kind = rule.kind, .purpose = "data", .index = 1});
  }
  return names.uses();
}

bool all_fit(const Platform& platform) {
  for (const auto& use : all_names(platform))
    if (use.name.size() > static_cast<std::size_t>(use.max_length)) return false;
  return true;
}

Naming convention(std::string name, std::string pattern = {}) {
  Naming made;
  made.convention = std::move(name);
  made.pattern = std::move(pattern);
  return made;
}

}  // namespace

TEST_CASE("the longest project and stage fit every kind, and one character more does not") {
  for (const auto& naming : {convention("oss"), convention("gc"),
                             convention("custom", "{project}{stage}-{project}-{instance:02}-{abbreviation}")}) {
    INFO(naming.convention);
    const auto owner = test::identity("g", "dev", "canadacentral", 0, "AK");
    const auto budget = name_budget(all_names(platform_of(owner, naming)), platform_of(owner, naming), known_facts);
    REQUIRE(budget.parts.size() == 2);
    for (const auto& part : budget.parts) {
      const auto with = [&](std::size_t length) {
        auto changed = owner;
        auto own = naming;
        const std::string text(length, 'x');
        if (part.part == "project") changed.project = text;
        if (part.part == "stage") changed.stage = text;
        own.stage_codes[text] = "S";
        return all_fit(platform_of(changed, own));
      };
      INFO(part.part << " " << part.longest.value_or(999) << " " << part.kind << " " << part.name);
      if (!part.longest) {
        CHECK(with(100));
        continue;
      }
      CHECK(with(*part.longest));
      CHECK_FALSE(with(*part.longest + 1));
      CHECK(!part.kind.empty());
    }
  }
}

TEST_CASE("a kind's budget is its limit and its longest name; what is pinned or shortened binds nothing") {
  const auto owner = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  auto naming = convention("oss");
  const auto first = name_budget(all_names(platform_of(owner, naming)), platform_of(owner, naming), known_facts);
  const auto group = std::find_if(first.kinds.begin(), first.kinds.end(),
                                  [](const KindBudget& kind) { return kind.kind == "network_security_group"; });
  REQUIRE(group != first.kinds.end());
  CHECK(group->limit == 80);
  CHECK(group->name == "gen-dev-cc-00-nsg-data-1");
  CHECK(group->longest == 24);
  REQUIRE(first.parts[0].longest);
  naming.kinds[first.parts[0].kind].shorten_hash = true;
  const auto second = name_budget(all_names(platform_of(owner, naming)), platform_of(owner, naming), known_facts);
  CHECK(second.parts[0].kind != first.parts[0].kind);
  CHECK(second.parts[0].longest.value_or(999) >= *first.parts[0].longest);
}

}  // namespace aurora
