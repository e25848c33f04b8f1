#include "terraform/verify.h"

#include <algorithm>
#include <functional>

#include "catch.h"
#include "terraform/references.h"

using namespace aurora;
using namespace aurora::tf;

namespace {

Document small(std::string pin = "~> 5.2") {
  Document document;
  document.stack = "dev/hub";
  document.required_providers["azurerm"] = {"hashicorp/azurerm", std::move(pin)};
  document.providers.push_back({"azurerm", "", object({{"features", Object{}}})});
  auto& group =
      document.resource("azurerm_resource_group", "main", {}, {{"name", "rg"}, {"location", "canadacentral"}});
  document.resource("azurerm_virtual_network", "network", {},
                    {{"name", "vnet"},
                     {"location", group["location"]},
                     {"resource_group_name", group["name"]},
                     {"address_space", list({"10.0.0.0/16"})},
                     {"tags", object({{"//", "kept"}})}});
  return document;
}

std::vector<int> codes(const Document& document) {
  ProviderSchemas schemas;
  Diagnostics diagnostics;
  verify(document, schemas, diagnostics);
  std::vector<int> result;
  for (const auto& one : diagnostics.sorted()) {
    INFO(one.message);
    result.push_back(one.code);
  }
  return result;
}

}  // namespace

TEST_CASE("constraints admit what Terraform's do") {
  struct Row {
    std::string constraint, version;
    bool admitted;
  };
  const std::vector<Row> rows{
      {"~> 4.49", "4.49.0", true},    {"~> 4.49", "4.81.0", true},    {"~> 4.49", "5.2.0", false},
      {"~> 4.49.0", "4.81.0", false}, {">= 4.0, < 6", "5.2.0", true}, {"5.2.0", "5.2.0", true},
      {"= 5.2", "5.2.0", true},       {"!= 5.2.0", "5.2.0", false},   {"", "5.2.0", false},
      {"latest", "5.2.0", false},     {"~>5.2", "5.2.0", true},       {"> 5.2.0", "5.2.0", false}};
  for (const auto& row : rows) {
    INFO(row.constraint << " and " << row.version);
    CHECK(admits(row.constraint, row.version) == row.admitted);
  }
}

TEST_CASE("the schema of the pinned version is picked") {
  ProviderSchemas schemas;
  CHECK(schemas.find("azurerm", "~> 4.49")->version() == "4.49.0");
  CHECK(schemas.find("azurerm", "~> 4.81")->version() == "4.49.0");
  CHECK(schemas.find("azurerm", ">= 4.49")->version() == "5.2.0");
  CHECK(schemas.find("azurerm", "~> 3.0") == nullptr);
  CHECK(schemas.find("oci", "~> 6.0") == nullptr);
  const auto* subnet = schemas.find("azurerm", "~> 5.2")->find(Resource::Mode::Managed, "azurerm_subnet");
  REQUIRE(subnet != nullptr);
  CHECK(subnet->attributes.at("name").replaces);
  CHECK_FALSE(subnet->attributes.at("address_prefixes").replaces);
  CHECK(subnet->blocks.at("delegation").blocks.at("service_delegation").max_items == 1);
}

TEST_CASE("every built-in type can be read") {
  ProviderSchemas schemas;
  for (const auto* pin : {"4.49.0", "5.2.0"})
    for (const auto mode : {Resource::Mode::Managed, Resource::Mode::Data}) {
      const auto* schema = schemas.find("azurerm", pin);
      CHECK(schema->types(mode).size() > 20);
      for (const auto type : schema->types(mode)) CHECK_FALSE(schema->find(mode, type)->attributes.empty());
    }
}

TEST_CASE("references are found in expressions") {
  struct Row {
    std::string code;
    std::vector<std::string> found;
  };
  const std::vector<Row> rows{
      {"azurerm_a.b.id", {"azurerm_a.b.id"}},
      {"azurerm_a.b.c[0].d", {"azurerm_a.b.c.d"}},
      {"data.azurerm_a.b.id", {"data.azurerm_a.b.id"}},
      {"f(azurerm_a.b.id, \"azurerm_x.y ${azurerm_c.d.id} z\")", {"azurerm_a.b.id", "azurerm_c.d.id"}},
      {"\"a\\\"azurerm_x.y\"", {}},
      {"var.azurerm_a.b", {}},
      {"other_a.b.c", {}},
      {"[for x in azurerm_a.b.c : x.azurerm_q]", {"azurerm_a.b.c"}}};
  for (const auto& row : rows) {
    std::vector<std::string> texts;
    for (const auto& reference : references_in(row.code, {"azurerm"})) texts.push_back(reference.text());
    INFO(row.code);
    CHECK(texts == row.found);
  }
}

TEST_CASE("a good document passes under both majors") {
  CHECK(codes(small()).empty());
  CHECK(codes(small("~> 4.49")).empty());
}

TEST_CASE("what Terraform would refuse is found") {
  struct Row {
    std::string what;
    int code;
    std::function<void(Document&)> spoil;
  };
  const auto network = [](Document& d) -> Resource& { return d.resources.back(); };
  const std::vector<Row> rows{
      {"unknown type", 1650, [](Document& d) { d.resource("azurerm_nothing", "a", {}, {}); }},
      {"unknown argument", 1651, [&](Document& d) { network(d).set("colour", "red"); }},
      {"unknown nested argument", 1651,
       [&](Document& d) {
         network(d).set("encryption", object({{"enforcement", "x"}, {"a", 1}}));
       }},
      {"missing argument", 1652, [&](Document& d) { network(d).set("name", {}); }},
      {"missing nested argument", 1652, [&](Document& d) { network(d).set("encryption", Object{}); }},
      {"number for text", 1653, [&](Document& d) { network(d).set("name", 5); }},
      {"text for number", 1653, [&](Document& d) { network(d).set("flow_timeout_in_minutes", "5"); }},
      {"text for a list", 1653, [&](Document& d) { network(d).set("address_space", "10.0.0.0/8"); }},
      {"number in a list", 1653, [&](Document& d) { network(d).set("address_space", list({1})); }},
      {"text for a block", 1653, [&](Document& d) { network(d).set("encryption", "x"); }},
      {"a set read-only attribute", 1654, [&](Document& d) { network(d).set("guid", "x"); }},
      {"too many blocks", 1655,
       [&](Document& d) {
         const Value one = object({{"enforcement", "AllowUnencrypted"}});
         network(d).set("encryption", list({one, one}));
       }},
      {"dangling", 1656, [&](Document& d) { network(d).set("location", Expression::raw("azurerm_subnet.x.id")); }},
      {"dangling in a template", 1656,
       [&](Document& d) {
         network(d).set("name", join({"a", Expression::raw("azurerm_subnet.x.id")}));
       }},
      {"dangling depends_on", 1656, [&](Document& d) { network(d).set("depends_on", list({"azurerm_subnet.x"})); }},
      {"dangling output", 1656, [](Document& d) { d.output("o", Expression::raw("azurerm_subnet.x.id"), ""); }},
      {"dangling move", 1656,
       [](Document& d) {
         d.moved.push_back({"azurerm_a.b", "azurerm_a.c"});
       }},
      {"unknown attribute", 1657, [&](Document& d) { network(d).set("location", d.resources.front()["place"]); }},
      {"twice", 1658, [](Document& d) { d.resources.push_back(d.resources.front()); }},
      {"argument twice", 1658, [&](Document& d) { network(d).arguments.emplace_back("name", "b"); }},
      {"itself", 1659, [&](Document& d) { network(d).set("location", network(d)["location"]); }},
      {"circle", 1659, [&](Document& d) { d.resources.front().depends_on(network(d)); }},
      {"template where none is read", 1660,
       [&](Document& d) { network(d).set("provider", Value(Template{{std::string("azurerm")}})); }},
      {"no schema", 1661, [](Document& d) { d.required_providers["azurerm"].second = "~> 3.0"; }},
      {"bad label", 1662, [](Document& d) { d.resources.back().label = "1x"; }},
      {"exclusive arguments", 1663, [&](Document& d) { network(d).set("address_space", {}); }},
      {"undeclared provider", 1664, [&](Document& d) { network(d).set("provider", "azurerm.mgmt"); }},
  };
  for (const auto& row : rows) {
    auto document = small();
    row.spoil(document);
    INFO(row.what);
    const auto found = codes(document);
    REQUIRE_FALSE(found.empty());
    CHECK(std::count(found.begin(), found.end(), row.code) == 1);
  }
}
