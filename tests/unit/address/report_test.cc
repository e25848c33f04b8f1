// The report of an address plan.
#include "address/render_addresses.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

TEST_CASE("the report draws pools, networks, free space and room for nodes") {
  auto p = platform();
  environment(p, "dev").clusters = {cluster("dev", "gen-dev-cc-00")};
  p.environments[0].hub = hub("dev");
  const auto r = allocated(p);
  const auto report = report_addresses(p, r.plan, r.lock, test_facts);
  const auto text = render_addresses_text(report);
  INFO(text);
  CHECK(text.find("pool platform") != std::string::npos);
  CHECK(text.find("more node") != std::string::npos);
  CHECK(text.find("route_reflector/2") != std::string::npos);
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    widest = std::max(widest, end - at);
    at = end + 1;
  }
  CHECK(widest <= 100);
  CHECK(render_addresses_json(report).find("\"more_nodes\"") != std::string::npos);
  CHECK(render_addresses_table(report).find("dev/gen-dev-cc-00\tgeneral\t10.64.") != std::string::npos);
}
