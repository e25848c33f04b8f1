#include "yaml/parse.h"

#include "catch.h"
#include "diagnostics/render_text.h"
#include "yaml/include.h"
#include "yaml/scalar.h"

using namespace aurora;

namespace {

struct Parsed {
  SourceMap sources;
  yaml::Tree tree;
  Diagnostics diagnostics;
  const yaml::Node* root = nullptr;
  explicit Parsed(std::string text, const yaml::Limits& limits = {}) {
    root = yaml::parse(sources.add("env.yaml", std::move(text)), sources, tree, diagnostics, limits);
  }
  /// Every code that was reported, in order.
  std::vector<int> codes() const {
    std::vector<int> result;
    for (const auto& diagnostic : diagnostics.sorted()) result.push_back(diagnostic.code);
    return result;
  }
};

}  // namespace

TEST_CASE("every value knows its bytes") {
  const Parsed parsed(
      "a: one\nb: 'it''s'\nc: \"q\\\"q\" # x\nd: &anchor [1, two]\ne: {f: g}\nh: *anchor\ni: |\n  text\n");
  REQUIRE(parsed.root != nullptr);
  const auto text = [&](const char* key) { return parsed.sources.text(parsed.root->find(key)->span); };
  CHECK(text("a") == "one");
  CHECK(text("b") == "'it''s'");
  CHECK(parsed.root->find("b")->text == "it's");
  CHECK(text("c") == "\"q\\\"q\"");
  CHECK(text("d") == "[1, two]");
  CHECK(text("e") == "{f: g}");
  CHECK(parsed.root->find("h") == parsed.root->find("d"));
  CHECK(text("i") == "|");
  CHECK(parsed.root->find("i")->text == "text\n");
}

TEST_CASE("what YAML lets pass and a spec must not") {
  struct Row {
    const char* text;
    std::vector<int> codes;
  };
  const Row rows[] = {
      {"a: 1\na: 2\n", {1006}},
      {"a: !secret x\n", {1007}},
      {"a: !!str 12\n", {}},
      {"a: 1\n---\nb: 2\n", {1008}},
      {"? [1, 2]\n: x\n", {1009}},
      {"a: *nobody\n", {1010}},
      {"a: &x [*x]\n", {1016}},
      {"a:\n\tb: 1\n", {1004}},
      {"a: \xff\n", {1002}},
      {"a: \xed\xa0\x80\n", {1002}},
      {"a: \x01\n", {1003}},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       {}},
      {"a: [1, 2\n", {1005}},
      {"a: 'x\n", {1005}},
      {"<<: 3\n", {1015}},
      {"", {}},
      {"a: 1\r\nb: 2\r\n", {}},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(Parsed(row.text).codes() == row.codes);
  }
}

TEST_CASE("hostile input costs little") {
  CHECK(Parsed(std::string(100000, '[')).codes() == std::vector<int>{1012});
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(Parsed(deep).codes() == std::vector<int>{1012});
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) laughs += ", " + before;
    laughs += "]\n";
  }
  CHECK(Parsed(laughs).codes() == std::vector<int>{1014});
  CHECK(Parsed("a: 123456789", {4, 64, 10, 10}).codes() == std::vector<int>{1011});
  CHECK(Parsed("[1, 2, 3, 4, 5]", {1000, 64, 4, 100}).codes() == std::vector<int>{1013});
}

TEST_CASE("merge keys take what the mapping does not have") {
  const Parsed parsed("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [*x, {c: 4}]}\n");
  REQUIRE(parsed.root != nullptr);
  CHECK(parsed.root->find("y")->find("a")->text == "1");
  CHECK(parsed.root->find("y")->find("b")->text == "3");
  CHECK(parsed.root->find("z")->find("c")->text == "4");
}

TEST_CASE("scalars are read by YAML 1.2, and 1.1's traps are known") {
  using yaml::ScalarType;
  struct Row {
    const char* text;
    ScalarType type;
    bool trap;
  };
  const Row rows[] = {
      {"true", ScalarType::Bool, false},  {"no", ScalarType::Text, true},
      {"010", ScalarType::Text, true},    {"1e3", ScalarType::Float, false},
      {"1.30", ScalarType::Float, false}, {"-7", ScalarType::Integer, false},
      {"~", ScalarType::Null, false},     {"12:30", ScalarType::Text, true},
      {"1_000", ScalarType::Text, true},  {"0x1f", ScalarType::Text, true},
      {"'no'", ScalarType::Text, false},  {"1.2.3", ScalarType::Text, false},
      {".inf", ScalarType::Float, false}, {"10.0.0.0/8", ScalarType::Text, false},
      {"08", ScalarType::Text, true},     {"1.", ScalarType::Float, false},
      {"e3", ScalarType::Text, false},    {"2026-11-20", ScalarType::Text, false},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const Parsed parsed(std::string("a: ") + row.text + "\n");
    REQUIRE(parsed.root != nullptr);
    CHECK(yaml::scalar_type(*parsed.root->find("a")) == row.type);
    CHECK(yaml::yaml_1_1_reading(*parsed.root->find("a")).has_value() == row.trap);
  }
}

TEST_CASE("include merges files, and says where they disagree") {
  MemoryFileSystem files;
  files.files = {{"env.yaml", "include: [parts/*.yaml]\na: {x: 1}\nflows: [1]\n"},
                 {"parts/one.yaml", "a: {y: 2}\nflows: [2]\n"},
                 {"parts/two.yaml", "include: [../env.yaml]\na: {y: 3}\n"}};
  SourceMap sources;
  yaml::Tree tree;
  Diagnostics diagnostics;
  const auto* root = yaml::load("env.yaml", files, sources, tree, diagnostics);
  REQUIRE(root != nullptr);
  CHECK(root->find("a")->find("y")->text == "2");
  CHECK(root->find("flows")->items.size() == 2);
  const auto found = diagnostics.sorted();
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == 1022);
  CHECK(found[1].code == 1023);
}

TEST_CASE("a diagnostic is drawn with its line, marks and places") {
  const Parsed parsed("first: 1\nfirst: 2\n");
  CHECK(render_text(parsed.diagnostics.sorted(), parsed.sources, false) ==
        "error[AUR1006]: key `first` is given twice in the same mapping\n"
        " --> env.yaml:2:1\n"
        "  |\n"
        "2 | first: 2\n"
        "  | ^^^^^\n"
        " ::: env.yaml:1:1\n"
        "  |\n"
        "1 | first: 1\n"
        "  | ----- it was given here first\n"
        "\n"
        "1 error\n");
}
