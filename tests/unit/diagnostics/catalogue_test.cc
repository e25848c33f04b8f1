#include <fmt/core.h>

#include <cctype>
#include <set>

#include "catch.h"
#include "diagnostics/diagnostics.h"
#include "diagnostics/explain.h"
#include "diagnostics/suggest.h"
#include "source/embedded.h"

using namespace aurora;

TEST_CASE("every diagnostic has a code of its own and a page with its name") {
  std::set<int> codes;
  for (const auto& row : catalogue()) {
    INFO(row.code << " " << row.name);
    CHECK(codes.insert(row.code).second);
    const auto heading = fmt::format("# AUR{:04}: {}\n", row.code, row.name);
    CHECK(explain(row.code).substr(0, heading.size()) == heading);
  }
  CHECK(embedded::pages().size() == catalogue().size());
}

TEST_CASE("messages are worded alike: no capital, no final period") {
  for (const auto& row : catalogue()) {
    INFO(row.format);
    REQUIRE_FALSE(row.format.empty());
    const bool acronym = row.format.size() > 1 && std::isupper(static_cast<unsigned char>(row.format[1])) != 0;
    const bool name = row.format.starts_with("Terraform ");
    CHECK((acronym || name || std::isupper(static_cast<unsigned char>(row.format.front())) == 0));
    CHECK(row.format.back() != '.');
  }
}

TEST_CASE("what was meant is the nearest candidate, when it is near enough") {
  const std::vector<std::string_view> keys = {"region", "regions", "zones", "machine", "nodes"};
  CHECK(nearest("regoin", keys) == "region");
  CHECK(nearest("machin", keys) == "machine");
  CHECK(nearest("Zones", keys) == "zones");
  CHECK(nearest("kubernetes", keys).empty());
  CHECK(nearest("", keys).empty());
}
