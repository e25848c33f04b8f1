#include "backend/provider_versions.h"

#include "azure/facts.h"
#include "catch.h"

TEST_CASE("a constraint is good when it admits a version that can be written for") {
  const auto& facts = aurora::azure::facts();
  for (const auto* good : {"~> 4.49", "~> 4.49.0", "~> 4.60", "= 4.60.1", "4.49.0", "~> 5.0", "~> 5.2", ">= 4.49",
                           ">= 4.0", ">= 5.0, < 6.0", "> 4.48.0, < 4.50.0", ">= 3.0", "~> 4.40"}) {
    INFO(good);
    CHECK(aurora::is_supported(good, facts));
  }
  for (const auto* bad : {"~> 3.100", ">= 3.0, < 4.0", "~> 4.48.0", "4.48.9", "< 4.49", "~> 6.0", "latest", ""}) {
    INFO(bad);
    CHECK_FALSE(aurora::is_supported(bad, facts));
  }
}
