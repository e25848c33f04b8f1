#include "backend/overrides.h"

#include "catch.h"
#include "terraform/verify.h"
#include "yaml/parse.h"

using namespace aurora;

namespace {

struct Outcome {
  tf::Document document;
  std::vector<int> codes, verified;
  std::vector<std::string> hints;
};

Outcome overridden(const std::string& yaml, std::string stack = "dev/hub", std::string address = "azurerm_subnet.a") {
  tf::Document document;
  document.stack = "dev/hub";
  document.required_providers["azurerm"] = {"hashicorp/azurerm", "~> 5.2"};
  document.resource("azurerm_subnet", "a", {},
                    {{"name", "a"},
                     {"resource_group_name", "rg"},
                     {"virtual_network_name", "vnet"},
                     {"address_prefixes", tf::list({"10.0.0.0/24"})},
                     {"service_endpoint", tf::list({tf::object({{"service", "x"}}), tf::object({{"service", "y"}})})}});
  auto& group = document.resource("azurerm_resource_group", "g", {}, {{"name", "g"}, {"location", "l"}});
  group.set("tags", tf::object({{"a", "1"}}));
  group.set("lifecycle", tf::object({{"prevent_destroy", true}}));

  SourceMap sources;
  yaml::Tree tree;
  Diagnostics diagnostics;
  const auto file = sources.add("spec", yaml);
  const auto* node = yaml::parse(file, sources, tree, diagnostics);
  REQUIRE(node != nullptr);
  std::vector<tf::Document> documents{document};
  tf::ProviderSchemas schemas;
  const Span place{file, 0, 1};
  apply_overrides(documents, {{{stack, place}, {address, place}, node}}, schemas, diagnostics);
  Diagnostics after;
  verify(documents.front(), schemas, after);
  Outcome outcome{documents.front(), {}, {}, {}};
  for (const auto& one : diagnostics.sorted()) {
    outcome.codes.push_back(one.code);
    for (const auto& hint : one.hints) outcome.hints.push_back(hint);
  }
  for (const auto& one : after.sorted()) outcome.verified.push_back(one.code);
  return outcome;
}

const tf::Value& argument(const Outcome& outcome, std::size_t resource, const char* name) {
  static const tf::Value none;
  const auto* found = outcome.document.resources[resource].find(name);
  return found != nullptr ? *found : none;
}

}  // namespace

TEST_CASE("overrides are merged last") {
  const auto scalar = overridden("sharing_scope: \"${x}\"\ndefault_outbound_access_enabled: false");
  CHECK(scalar.codes.empty());
  CHECK(argument(scalar, 0, "sharing_scope") == tf::Value("${x}"));
  CHECK(argument(scalar, 0, "default_outbound_access_enabled") == tf::Value(false));

  const auto lists = overridden("address_prefixes: [10.1.0.0/24]\nservice_endpoint: [{service: z}]");
  CHECK(lists.codes.empty());
  CHECK(lists.verified.empty());
  CHECK(argument(lists, 0, "address_prefixes") == tf::Value(tf::list({"10.1.0.0/24"})));

  const auto deep = overridden("tags: {b: \"010\", a: null}\nlifecycle: {ignore_changes: [tags]}", "dev/hub",
                               "azurerm_resource_group.g");
  CHECK(deep.codes.empty());
  CHECK(deep.verified.empty());
  CHECK(argument(deep, 1, "tags") == tf::Value(tf::object({{"b", "010"}})));
  CHECK(argument(deep, 1, "lifecycle") ==
        tf::Value(tf::object({{"prevent_destroy", true}, {"ignore_changes", tf::list({"tags"})}})));

  const auto block = overridden("delegation: {name: d, service_delegation: {name: s}}");
  CHECK(block.codes.empty());
  CHECK(block.verified.empty());
  CHECK(overridden("name: null").verified == std::vector<int>{1652});
}

TEST_CASE("an override that does not fit is reported and left out") {
  struct Row {
    std::string yaml;
    int code;
    std::string hint;
  };
  const std::vector<Row> rows{
      {"adress_prefixes: []", 1672, "did you mean `address_prefixes`?"},
      {"delegation: {nam: d}", 1672, "did you mean `name`?"},
      {"default_outbound_access_enabled: \"no\"", 1673, ""},
      {"sharing_scope: 010", 1673, "write \"010\""},
      {"sharing_scope: no", 1673, "write \"no\""},
      {"sharing_scope: [a]", 1673, ""},
      {"address_prefixes: 10.0.0.0/8", 1673, ""},
      {"address_prefixes: [{a: b}]", 1673, ""},
      {"delegation: x", 1673, ""},
      {"service_endpoint: {service: z}", 1673, "the resource has 2 of them: give them all, as a list"},
      {"[a]", 1673, ""},
      {"route_table_id: x", 1674, ""},
      {"count: 2", 1675, ""},
      {"lifecycle: {precondition: {}}", 1675, ""}};
  for (const auto& row : rows) {
    INFO(row.yaml);
    const auto outcome = overridden(row.yaml);
    CHECK(outcome.codes == std::vector<int>{row.code});
    if (!row.hint.empty()) CHECK(outcome.hints == std::vector<std::string>{row.hint});
    if (row.code != 1672) CHECK(outcome.verified.empty());
  }
  CHECK(overridden("{}", "dev/hup").codes == std::vector<int>{1670});
  CHECK(overridden("{}", "dev/hup").hints == std::vector<std::string>{"did you mean `dev/hub`?"});
  CHECK(overridden("{}", "dev/hub", "azurerm_subnet.b").codes == std::vector<int>{1671});
}
