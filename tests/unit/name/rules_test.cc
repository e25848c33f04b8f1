#include <algorithm>
#include <random>
#include <regex>
#include <set>
#include <string>

#include "backend/registry.h"
#include "catch.h"
#include "name/matcher.h"
#include "name/names.h"
#include "unit/name/support.h"

/// The name rules of every cloud, row by row: what they say of lengths and characters, and that each convention makes
/// names that they accept.
namespace aurora {
namespace {

std::vector<int> codes(const NameRule& rule, const std::string& name, const CloudFacts& facts) {
  NameUse use;
  use.owner = "dev/gen-dev-cc-00";
  use.kind = rule.kind;
  use.name = name;
  use.logical = use.owner + "/" + use.kind;
  Diagnostics diagnostics;
  check_names({use}, facts, diagnostics);
  std::vector<int> found;
  for (const auto& one : diagnostics.sorted()) found.push_back(one.code);
  return found;
}

using Codes = std::vector<int>;

TEST_CASE("every kind of every cloud takes its shortest and longest name and nothing beyond", "[names]") {
  for (const auto* facts : known_clouds())
    for (const auto& rule : facts->name_rules) {
      INFO(facts->cloud << " " << rule.kind);
      const auto least = static_cast<std::size_t>(rule.min_length), most = static_cast<std::size_t>(rule.max_length);
      REQUIRE(least >= 1);
      REQUIRE(least <= most);
      CHECK(codes(rule, std::string(least, 'a'), *facts) == Codes{});
      CHECK(codes(rule, std::string(std::max(least, most - 1), 'a'), *facts) == Codes{});
      CHECK(codes(rule, std::string(most, 'a'), *facts) == Codes{});
      CHECK(codes(rule, std::string(most + 1, 'a'), *facts) == Codes{1301});
      CHECK(codes(rule, std::string(least - 1, 'a'), *facts) == Codes{1302});
    }
}

TEST_CASE("no kind of any cloud takes a character that it has not", "[names]") {
  for (const auto* facts : known_clouds())
    for (const auto& rule : facts->name_rules) {
      INFO(facts->cloud << " " << rule.kind);
      const auto length = static_cast<std::size_t>(rule.max_length);
      const auto with = [&](char c, std::size_t at) {
        std::string name(length, 'a');
        name[at] = c;
        return codes(rule, name, *facts);
      };
      for (const std::size_t at : {std::size_t{0}, length / 2, length - 1}) {
        CHECK(with('\n', at) == Codes{1303});
        CHECK(with('\xc3', at) == Codes{1303});
        // Printable ASCII holds everything else.
        if (rule.kind != "ssh_public_key" || facts->cloud == "azure") CHECK(with('%', at) == Codes{1303});
        if (rule.lower_case) CHECK(with('A', at) == Codes{1303});
      }
    }
}

TEST_CASE("the matcher says of every rule what std::regex says", "[names]") {
  std::mt19937 random(7);
  constexpr std::string_view letters = "aZ09-_.()/:@=+ A%";
  for (const auto* facts : known_clouds())
    for (const auto& rule : facts->name_rules) {
      const naming::Matcher matcher(rule.pattern);
      REQUIRE(matcher.valid());
      const std::regex reference{std::string(rule.pattern)};
      for (int i = 0; i < 200; ++i) {
        std::string name;
        for (auto length = random() % 7; length > 0; --length) name += letters[random() % letters.size()];
        INFO(facts->cloud << " " << rule.kind << " `" << name << "`");
        REQUIRE(matcher.matches(name) == std::regex_match(name, reference));
      }
    }
}

TEST_CASE("rows are complete, and kinds are named once", "[names]") {
  for (const auto* facts : known_clouds()) {
    std::set<std::string_view> kinds;
    for (const auto& rule : facts->name_rules) {
      INFO(facts->cloud << " " << rule.kind);
      CHECK(kinds.insert(rule.kind).second);
      CHECK_FALSE(rule.accepts.empty());
      CHECK_FALSE(rule.source.empty());
      if (!rule.family.empty() && rule.family != "address" && rule.family != "disk")
        CHECK(std::any_of(facts->name_rules.begin(), facts->name_rules.end(),
                          [&](const NameRule& other) { return other.kind == rule.family; }));
    }
    for (const auto& reserved : facts->reserved_names) {
      INFO(facts->cloud << " " << reserved.kind << " " << reserved.word);
      CHECK((reserved.kind.empty() || kinds.contains(reserved.kind)));
      CHECK(std::none_of(reserved.word.begin(), reserved.word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    }
  }
}

/// Purposes as the backends give them: without and with hyphens and an index.
struct Purpose {
  const char* text;
  int index;
};
constexpr Purpose purposes[] = {{"", -1}, {"system", -1}, {"velero", -1}, {"route-reflector", 2}};

/// Kinds that have so little room that a long purpose, or the words of another convention, are too much for them.
bool is_short(const NameRule& rule) { return rule.max_length <= 40; }

TEST_CASE("what the conventions make is accepted in AWS and Google Cloud", "[names]") {
  for (const auto* facts : known_clouds()) {
    if (facts->cloud == "azure") continue;  // aurora_names_test has Aurora's own
    const bool aws = facts->cloud == "aws";
    for (const auto* convention : {"oss", "gc", "custom"}) {
      Naming settings;
      settings.convention = convention;
      settings.department = "Gc";
      settings.pattern = "{project}-{stage}-{region}-{instance:02}-{abbreviation}";
      settings.region_codes[aws ? "ca-central-1" : "northamerica-northeast1"] = {"", aws ? "a" : "e"};
      auto owner = test::identity("gen", "dev", aws ? "ca-central-1" : "northamerica-northeast1", 0, "K8S");
      owner.gc_project = "AuroraMGMT";
      const Lock lock;
      Names names(settings, "aurora", *facts, lock);
      std::set<std::string> shorts;
      for (const auto& rule : facts->name_rules) {
        if (is_short(rule)) shorts.insert(std::string(rule.kind));
        for (const auto& purpose : purposes)
          if (!is_short(rule) || purpose.index < 0)
            names.of(owner, {.kind = rule.kind, .purpose = purpose.text, .index = purpose.index});
      }
      for (const auto& use : names.uses()) {
        Diagnostics diagnostics;
        check_names({use}, *facts, diagnostics);
        INFO(facts->cloud << " " << convention << " " << use.kind << " " << use.name);
        const bool room = convention == std::string("oss") || shorts.count(use.kind) == 0;
        for (const auto& one : diagnostics.sorted()) CHECK((!room && one.code == 1301));
      }
      Diagnostics together;
      check_names(names.uses(), *facts, together);
      for (const auto& one : together.sorted()) CHECK(one.code != 1304);
    }
  }
}

}  // namespace
}  // namespace aurora
