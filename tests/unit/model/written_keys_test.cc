#include "model/written_keys.h"

#include "catch.h"
#include "source/file_system.h"
#include "yaml/include.h"

namespace aurora {
namespace {

using enum KeyDifference::Kind;

constexpr KeyDifference rows[] = {
    {"kubernetes.upgrade_channel", Differs, "otherwise"},
    {"kubernetes.upgrade_channel=node-image", Unsupported, "not so"},
    {"kubernetes.addons.keda", Unsupported, "none"},
    {"kubernetes.version", OwnForm, "as it is"},
    {"hub.gateway.connections.<name>.cidrs", Unsupported, "none"},
    {"egress=firewall", Refused, "another"},
    {"egress.nat.idle_timeout_minutes", Unsupported, "fixed"},
    {"route_server", Unsupported, "none"},
    {"subnet.delegation", Unsupported, "none"},
    {"cluster.workload_identities.<name>.roles[].name", Differs, "otherwise"},
};

struct Written {
  SourceMap sources;
  yaml::Tree tree;
  Diagnostics diagnostics;
  WrittenKeys keys{rows};

  const yaml::Node& read(const std::string& text) {
    const auto* root = yaml::load_text("t.yaml", text, MemoryFileSystem(), sources, tree, diagnostics);
    REQUIRE(root != nullptr);
    return *root;
  }

  /// Rows and lines: `kubernetes.addons.keda 2`.
  std::vector<std::string> found(std::string_view object, const std::string& text) {
    std::vector<std::string> all;
    keys.visit(
        object, read(text),
        [&](const KeyDifference& row, Span span) {
          all.push_back(std::string(row.path) + " " + std::to_string(sources.position(span.file, span.begin).line));
        },
        [](auto, const auto&) { return true; });
    return all;
  }

  /// A node in one line.
  static std::string shown(const yaml::Node& node) {
    if (!node.is_mapping()) return std::string(node.text);
    std::string text;
    for (const auto& entry : node.entries)
      text += (text.empty() ? "" : ", ") + std::string(entry.key) + ": " + shown(*entry.value);
    return "{" + text + "}";
  }

  std::string without(std::string_view object, const std::string& text) {
    return shown(*keys.without(object, read(text), tree));
  }
};

using List = std::vector<std::string>;

TEST_CASE("rows are found through objects, names and items", "[differences]") {
  CHECK(Written().found("kubernetes", "addons:\n  keda: true\n") == List{"kubernetes.addons.keda 2"});
  CHECK(Written().found("kubernetes", "addons: { keda: false }\nversion: '1.33'\n").empty());
  CHECK(Written().found("cluster", "kubernetes:\n  upgrade_channel: patch\n") == List{"kubernetes.upgrade_channel 2"});
  CHECK(Written().found("kubernetes", "upgrade_channel: node-image\n") ==
        List{"kubernetes.upgrade_channel=node-image 1"});
  CHECK(Written().found("kubernetes", "upgrade_channel: none\n").empty());
  CHECK(Written().found("kubernetes", "upgrade_channel:\n").empty());
  CHECK(Written().found("environment",
                        "environments:\n  dev:\n    clusters:\n      a:\n        subnets:\n          s:\n"
                        "            delegation: x\n") == List{"subnet.delegation 7"});
  CHECK(Written().found("hub",
                        "gateway:\n  connections:\n    a: { cidrs: [10.0.0.0/8] }\n    b: { cidrs: [10.0.0.0/8] }\n") ==
        List{"hub.gateway.connections.<name>.cidrs 3", "hub.gateway.connections.<name>.cidrs 4"});
  CHECK(
      Written().found("cluster", "workload_identities:\n  w:\n    roles:\n      - name: a\n      - name: b\n").size() ==
      2);
}

TEST_CASE("a value is a word, or the key of the mapping in its place", "[differences]") {
  CHECK(Written().found("cluster", "egress: firewall\n") == List{"egress=firewall 1"});
  CHECK(Written().found("cluster", "egress:\n  firewall: { sku: Basic }\n") == List{"egress=firewall 2"});
  CHECK(Written().found("cluster", "egress: nat\n").empty());
  CHECK(Written().found("cluster", "egress: { nat: { idle_timeout_minutes: 4 } }\n").empty());
  CHECK(Written().found("cluster", "egress: { nat: { idle_timeout_minutes: 9 } }\n") ==
        List{"egress.nat.idle_timeout_minutes 1"});
}

TEST_CASE("without what a cloud has not, and shared where nothing changed", "[differences]") {
  CHECK(Written().without("cluster", "kubernetes: { version: x, addons: { keda: true, defender: true } }\n") ==
        "{kubernetes: {version: x, addons: {defender: true}}}");
  CHECK(Written().without("kubernetes", "upgrade_channel: node-image\n") == "{}");
  CHECK(Written().without("kubernetes", "upgrade_channel: patch\n") == "{upgrade_channel: patch}");
  CHECK(Written().without("cluster", "route_server: { sku: x }\nzones: a\n") == "{zones: a}");
  CHECK(Written().without("cluster", "egress: firewall\n") == "{egress: firewall}");
  CHECK(Written().without("hub", "gateway: { kind: vpn, connections: { a: { cidrs: x, asn: 1 }, b: { asn: 2 } } }\n") ==
        "{gateway: {kind: vpn, connections: {a: {asn: 1}, b: {asn: 2}}}}");
  Written same;
  const auto& root = same.read("kubernetes: { version: x }\nnode_pools: { system: { machine: 4x16 } }\n");
  CHECK(same.keys.without("cluster", root, same.tree) == &root);
}

}  // namespace
}  // namespace aurora
