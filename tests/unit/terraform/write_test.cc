#include "terraform/write.h"

#include <nlohmann/json.hpp>

#include "catch.h"

using namespace aurora;
using namespace aurora::tf;

namespace {

std::string written(const Value& value) {
  JsonWriter json;
  write_value(json, value);
  auto text = json.take();
  text.pop_back();
  return text;
}

const std::string* file_named(const std::vector<File>& files, std::string_view path) {
  for (const auto& file : files)
    if (file.path == path) return &file.text;
  return nullptr;
}

}  // namespace

TEST_CASE("labels are Terraform names and differ when their logical names do") {
  CHECK(label("system") == "system");
  CHECK(label("node-pool_2") == "node-pool_2");
  for (const auto* odd : {"2x", "-a", "a/b", "a.b", "a b", "", "_a", "é", "a_0123abcd"}) {
    INFO(odd);
    CHECK(label(odd) != odd);
    CHECK(label(odd).find_first_of("0123456789-") != 0);
    CHECK(label(odd).find_first_of("/. \xC3\xA9") == std::string::npos);
  }
  CHECK(label("a/b") != label("a.b"));
  CHECK(label(label("a/b")) != label("a/b"));
}

TEST_CASE("text is never a template") {
  struct Row {
    std::string text, escaped;
  };
  // What comes back out of `terraform console` for the right column is the left one.
  const std::vector<Row> rows{{"${file(\"/etc/hostname\")}", "$${file(\"/etc/hostname\")}"},
                              {"%{ if true }", "%%{ if true }"},
                              {"$${", "$$${"},
                              {"$$${", "$$$${"},
                              {"%%{", "%%%{"},
                              {"$%{", "$%%{"},
                              {"%${", "%$${"},
                              {"$", "$"},
                              {"a$", "a$"},
                              {"$ {", "$ {"}};
  for (const auto& [text, escaped] : rows) {
    CHECK(escape_template(text) == escaped);
    CHECK(nlohmann::json::parse(written(Object{{text, text}})) == nlohmann::json{{escaped, escaped}});
  }
}

TEST_CASE("templates keep their parts apart") {
  const auto x = Expression::raw("x.y");
  CHECK(written(join({"a", x["id"], "/b"})) == R"("a${x.y.id}/b")");
  CHECK(written(join({"$", x})) == R"("${\"$\"}${x.y}")");
  CHECK(written(join({"a$$", x})) == R"("a${\"$$\"}${x.y}")");
  CHECK(written(join({"$", "{z}", x})) == R"("$${z}${x.y}")");
  CHECK(written(join({"%", x})) == R"("%${x.y}")");
  CHECK(written(x.at(0)) == R"("${x.y[0]}")");
}

TEST_CASE("odd bytes make valid JSON") {
  CHECK(written("a\x01\n\t\"\\b\x7f") == R"("a\u0001\n\t\"\\b\u007f")");
  CHECK(written(std::string("a\0b", 3)) == R"("a\u0000b")");
  CHECK(written("🙂é") == "\"🙂é\"");
  for (const auto* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"})
    CHECK(nlohmann::json::parse(written(bad)).get<std::string>().find("\xEF\xBF\xBD") == 0);
  CHECK(written(0.5) == "0.5");
  CHECK(written(1e300) == "1e+300");
  CHECK(written(Value(std::int64_t{-7})) == "-7");
  CHECK(written(List{}) == "[]");
  CHECK(written(Object{}) == "{}");
}

TEST_CASE("positions that Terraform does not evaluate take text as it stands") {
  Document document;
  document.required_version = ">= 1.9.0";
  document.required_providers["azurerm"] = {"hashicorp/azurerm", "~> 5.2"};
  document.backend_type = "azurerm";
  document.backend = object({{"key", "${a}"}});
  document.providers = {{"azurerm", "", object({{"features", Object{}}})},
                        {"azurerm", "mgmt", object({{"features", Object{}}, {"tenant_id", "${t}"}})}};
  document.file = "network";
  auto& group = document.resource("azurerm_resource_group", "main", {}, {{"name", "${n}"}, {"gone", Value{}}});
  auto& network = document.resource("azurerm_virtual_network", "a", {}, {{"provider", "azurerm.mgmt"}});
  network.depends_on(group);
  network.depends_on(group);
  network.set("lifecycle", object({{"prevent_destroy", true}, {"ignore_changes", list({"tags"})}}));
  network.set("tags", object({{"//", "kept"}}));
  document.output("o", group["id"], "costs ${5}", true);
  document.moved = {{"a.b", "a.c"}};

  const auto files = write(document);
  REQUIRE(files.size() == 4);
  const auto versions = nlohmann::json::parse(*file_named(files, "versions.tf.json"));
  CHECK(versions["terraform"]["backend"]["azurerm"]["key"] == "${a}");
  CHECK(versions["provider"]["azurerm"][1] ==
        nlohmann::json({{"alias", "mgmt"}, {"features", nlohmann::json::object()}, {"tenant_id", "$${t}"}}));
  const auto resources = nlohmann::json::parse(*file_named(files, "network.tf.json"))["resource"];
  CHECK(resources["azurerm_resource_group"]["main"] == nlohmann::json({{"name", "$${n}"}}));
  const auto& written_network = resources["azurerm_virtual_network"]["a"];
  CHECK(written_network["provider"] == "azurerm.mgmt");
  CHECK(written_network["depends_on"] == nlohmann::json::array({"azurerm_resource_group.main"}));
  CHECK(written_network["lifecycle"]["ignore_changes"] == nlohmann::json::array({"tags"}));
  CHECK(written_network["tags"]["//"] == "kept");
  const auto output = nlohmann::json::parse(*file_named(files, "outputs.tf.json"))["output"]["o"];
  CHECK(output["value"] == "${azurerm_resource_group.main.id}");
  CHECK(output["description"] == "costs ${5}");
  CHECK(nlohmann::json::parse(*file_named(files, "moved.tf.json"))["moved"][0]["to"] == "a.c");
}

TEST_CASE("the order in which resources were made changes nothing") {
  const std::vector<std::string> labels{"a", "b", "c"};
  Document forwards, backwards;
  for (const auto& name : labels) forwards.resource("t_" + name, name, {}, {}), forwards.resource("t", name, {}, {});
  for (auto at = labels.rbegin(); at != labels.rend(); ++at)
    backwards.resource("t", *at, {}, {}), backwards.resource("t_" + *at, *at, {}, {});
  CHECK(write(forwards)[0].text == write(backwards)[0].text);
}
