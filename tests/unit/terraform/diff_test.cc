#include "terraform/diff.h"

#include <functional>

#include "catch.h"
#include "emit/render_plan.h"

using namespace aurora;
using namespace aurora::tf;
using Action = ResourceChange::Action;

namespace {

Document base() {
  Document document;
  document.stack = "dev/hub";
  document.required_version = ">= 1.9.0";
  document.required_providers["azurerm"] = {"hashicorp/azurerm", "~> 5.2"};
  document.providers.push_back({"azurerm", "", object({{"features", Object{}}, {"subscription_id", "s"}})});
  document.file = "network";
  const Value service = object({{"name", "Microsoft.X/y"}, {"actions", list({"a"})}});
  document.resource("azurerm_subnet", "a", {},
                    {{"name", "a"},
                     {"address_prefixes", list({"10.0.0.0/24"})},
                     {"delegation", list({object({{"name", "d"}, {"service_delegation", service}})})}});
  document.resource("azurerm_resource_group", "main", {}, {{"name", "rg"}, {"tags", object({{"a", "1"}, {"b", "2"}})}});
  document.output("id", "x", "");
  return document;
}

StackChange changed(const std::function<void(Document&)>& edit) {
  const auto before = base();
  auto after = base();
  edit(after);
  ProviderSchemas schemas;
  const auto changes = diff(write_stacks({before}), write_stacks({after}), schemas);
  REQUIRE(changes.size() == 1);
  return changes.front();
}

}  // namespace

TEST_CASE("nothing changed is no change, wherever resources are written") {
  CHECK(changed([](Document&) {}).kind == StackChange::Kind::Unchanged);
  CHECK(changed([](Document& d) { d.resources[0].file = "other"; }).kind == StackChange::Kind::Unchanged);
}

TEST_CASE("changes of resources are told apart") {
  struct Row {
    std::string what;
    std::function<void(Document&)> edit;
    std::vector<std::pair<Action, std::string>> resources;
    std::vector<std::string> paths;  // of the first resource
  };
  const auto subnet = [](Document& d) -> Resource& { return d.resources[0]; };
  const std::vector<Row> rows{
      {"in place",
       [&](Document& d) { subnet(d).set("address_prefixes", list({"10.0.1.0/24"})); },
       {{Action::Change, "azurerm_subnet.a"}},
       {"address_prefixes"}},
      {"replaced", [&](Document& d) { subnet(d).set("name", "b"); }, {{Action::Replace, "azurerm_subnet.a"}}, {"name"}},
      {"a key of a map",
       [](Document& d) {
         d.resources[1].set("tags", object({{"b", "2"}, {"a", "9"}, {"c", "3"}}));
       },
       {{Action::Change, "azurerm_resource_group.main"}},
       {"tags[\"a\"]", "tags[\"c\"]"}},
      {"nested",
       [&](Document& d) {
         subnet(d).set(
             "delegation",
             object({{"name", "d"}, {"service_delegation", object({{"name", "Z"}, {"actions", list({"a"})}})}}));
       },
       {{Action::Change, "azurerm_subnet.a"}},
       {"delegation.service_delegation.name"}},
      {"a block as object or list",
       [&](Document& d) {
         const Value one = subnet(d).find("delegation")->get_if<List>()->front();
         subnet(d).set("delegation", one);
       },
       {},
       {}},
      {"added",
       [](Document& d) { d.resource("azurerm_subnet", "b", {}, {}); },
       {{Action::Add, "azurerm_subnet.b"}},
       {}},
      {"removed", [](Document& d) { d.resources.pop_front(); }, {{Action::Remove, "azurerm_subnet.a"}}, {}},
      {"moved",
       [&](Document& d) {
         subnet(d).label = "b";
         d.moved = {{"azurerm_subnet.a", "azurerm_subnet.b"}};
       },
       {{Action::Move, "azurerm_subnet.b"}},
       {}},
      {"renamed without a move",
       [&](Document& d) { subnet(d).label = "b"; },
       {{Action::Remove, "azurerm_subnet.a"}, {Action::Add, "azurerm_subnet.b"}},
       {}},
  };
  for (const auto& row : rows) {
    INFO(row.what);
    const auto change = changed(row.edit);
    std::vector<std::pair<Action, std::string>> found;
    for (const auto& one : change.resources) found.emplace_back(one.action, one.address);
    CHECK(found == row.resources);
    std::vector<std::string> paths;
    if (!change.resources.empty())
      for (const auto& one : change.resources.front().arguments) paths.push_back(one.path);
    CHECK(paths == row.paths);
  }
}

TEST_CASE("outputs, pins and providers are compared too") {
  const auto change = changed([](Document& d) {
    d.outputs[0].value = "y";
    d.required_providers["azurerm"].second = "~> 4.49";
    d.providers[0].arguments[1].second = "t";
  });
  REQUIRE(change.outputs.size() == 1);
  CHECK(change.outputs[0].what == "id");
  REQUIRE(change.settings.size() == 2);
  CHECK(change.settings[0].what == "provider.azurerm.subscription_id");
  CHECK(change.settings[1].what == "required_providers.azurerm.version");
}

TEST_CASE("plans are drawn") {
  const auto change = changed([](Document& d) {
    d.resources[0].set("name", "b");
    d.resources[1].set("managed_by", "x");
    d.outputs[0].value = "y";
  });
  CHECK(render_plan_text({change}, false) ==
        "dev/hub: 1 changed, 1 replaced\n"
        "    ~ azurerm_resource_group.main\n"
        "        managed_by = \"x\"\n"
        "  -/+ azurerm_subnet.a\n"
        "        name = \"a\" -> \"b\"  # forces replacement\n"
        "    ~ output id = {\"value\":\"x\"} -> {\"value\":\"y\"}\n"
        "\n"
        "1 of 1 stack: 1 changed, 1 replaced\n");
  CHECK(render_plan_json({change}, {}, SourceMap()).find("\"forces_replacement\": true") != std::string::npos);
  CHECK(render_plan_text({}, false) == "nothing would change\n");
}
