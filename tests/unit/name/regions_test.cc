#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "backend/registry.h"
#include "catch.h"

namespace aurora {
namespace {

const CloudFacts& cloud(std::string_view name) {
  for (const auto* facts : known_clouds())
    if (facts->cloud == name) return *facts;
  FAIL("no cloud " << name);
  return *known_clouds().front();
}

TEST_CASE("regions and their codes are unambiguous in a cloud", "[names]") {
  const std::regex name("[a-z][a-z0-9-]*[0-9a-z]"), code("[a-z]{2,4}[0-9]{0,2}"), letter("[a-z]?");
  for (const auto* facts : known_clouds()) {
    std::set<std::string_view> names, codes, gc_codes, displays;
    for (const auto& region : facts->regions) {
      INFO(facts->cloud << " " << region.name);
      CHECK(std::regex_match(std::string(region.name), name));
      CHECK(std::regex_match(std::string(region.code), code));
      CHECK(std::regex_match(std::string(region.gc_code), letter));
      CHECK(names.insert(region.name).second);
      CHECK(codes.insert(region.code).second);
      CHECK(displays.insert(region.display).second);
      CHECK((region.gc_code.empty() || gc_codes.insert(region.gc_code).second));
      CHECK((region.zones == 0 || region.zones >= 2));
    }
    CHECK(std::is_sorted(facts->regions.begin(), facts->regions.end(),
                         [](const auto& a, const auto& b) { return a.name < b.name; }));
  }
}

TEST_CASE("codes of AWS and Google Cloud are made from the regions' names", "[names]") {
  const std::regex aws("([a-z]+)-([a-z]+)-([0-9])"), gcp("([a-z]+)-([a-z]+?)([0-9]+)");
  const auto direction = [](const std::string& word) {
    for (const auto* long_one : {"north", "south"})
      if (word.starts_with(long_one) && word != long_one) return std::string{long_one[0], word[5]};
    return word.substr(0, 1);
  };
  for (const auto* name : {"aws", "gcp"})
    for (const auto& region : cloud(name).regions) {
      std::smatch parts;
      const std::string text(region.name);
      REQUIRE(std::regex_match(text, parts, name == std::string("aws") ? aws : gcp));
      auto area = parts[1].str().substr(0, 2);
      if (parts[1] == "ca") area = "c";             // as Aurora's `cc`
      if (parts[1] == "northamerica") area = "na";  // not `no`
      if (parts[1] == "southamerica") area = "sa";  // not `so`
      INFO(text);
      CHECK(region.code == area + direction(parts[2]) + parts[3].str());
    }
}

TEST_CASE("zones have the clouds' names", "[names]") {
  struct Row {
    const char *cloud, *region, *zone, *name;
  };
  constexpr Row rows[] = {
      {"aws", "ca-central-1", "1", "ca-central-1a"},
      {"aws", "ca-central-1", "3", "ca-central-1d"},
      {"aws", "ca-central-1", "4", ""},
      {"aws", "us-east-1", "5", "us-east-1f"},
      {"gcp", "northamerica-northeast1", "3", "northamerica-northeast1-c"},
      {"gcp", "us-east1", "1", "us-east1-b"},
      {"gcp", "us-central1", "4", "us-central1-f"},
      {"azure", "canadacentral", "2", "2"},
      {"azure", "canadaeast", "1", ""},
      {"aws", "ca-central-1", "0", ""},
      {"aws", "ca-central-1", "a", ""},
      {"aws", "ca-central-1", "", ""},
  };
  for (const auto& row : rows) {
    INFO(row.region << " " << row.zone);
    const auto& facts = cloud(row.cloud);
    const auto region =
        std::find_if(facts.regions.begin(), facts.regions.end(), [&](const auto& r) { return r.name == row.region; });
    REQUIRE(region != facts.regions.end());
    CHECK(zone_name(facts, *region, row.zone) == row.name);
  }
  for (const auto* name : {"aws", "gcp"})
    for (const auto& region : cloud(name).regions) {
      INFO(region.name);
      CHECK(static_cast<int>(region.zone_letters.size()) == region.zones);
      CHECK(std::is_sorted(region.zone_letters.begin(), region.zone_letters.end()));
    }
}

TEST_CASE("the documentation lists every code", "[names]") {
  std::ifstream file(AURORA_SOURCE_DIR "/docs/naming.md");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  std::replace(text.begin(), text.end(), '\n', ' ');
  const auto list = text.substr(text.find("## All region codes"));
  std::size_t listed = 0, known = 0;
  for (const auto* facts : known_clouds())
    for (const auto& region : facts->regions) {
      ++known;
      const auto entry = " " + std::string(region.name) + " `" + std::string(region.code) + "`";
      INFO(entry);
      CHECK(list.find(entry) != std::string::npos);
    }
  for (auto at = list.find(" `"); at != std::string::npos; at = list.find(" `", at + 1)) ++listed;
  CHECK(listed == known);
}

}  // namespace
}  // namespace aurora
