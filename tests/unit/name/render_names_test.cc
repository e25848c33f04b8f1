#include "name/render_names.h"

#include "catch.h"
#include "unit/name/support.h"

namespace aurora {
namespace {

TEST_CASE("names as a table and as JSON") {
  const auto facts = test::facts();
  const auto owner = test::identity("gen", "dev", "canadacentral", 0, "AKS");
  const Naming settings;
  const Lock lock = test::known_digits(owner);
  Names names(settings, "aurora", facts, lock);
  names.of(owner, {.kind = "virtual_network"});
  names.of(owner, {.kind = "network_security_group", .purpose = "system"});
  names.of(owner, {.kind = "key_vault"});
  CHECK(render_names_text(names.uses(), {}) ==
        "STACK    KIND                    PURPOSE  NAME                      LENGTH  LIMIT  LEFT\n"
        "dev/gen  key_vault                        kv13726AKS                    10     24    14\n"
        "dev/gen  network_security_group  system   gen-dev-cc-00-nsg-system      24     80    56\n"
        "dev/gen  virtual_network                  gen-dev-cc-00-vnet            18     64    46\n"
        "\n"
        "3 names. The least room in each stack:\n"
        "  dev/gen: key_vault `kv13726AKS` has 14 left of 24\n");
  const auto json = render_names_json(names.uses(), {});
  CHECK(json.find("\"key\": \"dev/gen/network_security_group/system\"") != std::string::npos);
  CHECK(json.find("\"format_version\": 1") != std::string::npos);
  CHECK(render_names_text({}, {}).find("0 names") != std::string::npos);
}

}  // namespace
}  // namespace aurora
