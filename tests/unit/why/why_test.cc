#include "why/why.h"

#include "backend/registry.h"
#include "catch.h"
#include "why/render_why.h"

using namespace aurora;

namespace {

constexpr const char* kSpec = R"(api_version: aurora-iac/v1
platform: demo
defaults:
  cloud: azure
  region: canadacentral
  kubernetes: { version: "1.33" }
  node_pool: { upgrade: { max_surge: 50% } }
networks: { operators: { cidrs: [10.200.4.0/24] } }
address_plan:
  pools: [10.64.0.0/16]
  reserved: [{ cidr: 10.64.255.0/24, reason: others }]
flows:
  - { name: ops, from: operators, to: "*:apiserver", ports: [443/tcp], why: administration }
environments:
  dev:
    account: 11111111-1111-1111-1111-111111111111
    clusters:
      gen-dev-cc-00:
        node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }
        subnets: { data: { role: database, size: 26 } }
      gen-dev-cc-01: { like: gen-dev-cc-00 }
)";

struct Asked {
  std::unique_ptr<Compilation> made;
  Diagnostics diagnostics;
  std::vector<Explanation> found;

  /// The texts of the steps of one kind, of the explanation number `i`.
  std::string steps(const std::string& kind, std::size_t i = 0) const {
    std::string text;
    for (const auto& step : found.at(i).steps)
      if (step.kind == kind) text += step.text + "\n";
    return text;
  }
  std::size_t line(std::size_t step) const {
    const auto span = found.at(0).steps.at(step).span;
    return span.known() ? made->sources.position(span.file, span.begin).line : 0;
  }
};

Asked ask(std::string_view query) {
  MemoryFileSystem files;
  files.files["env.yaml"] = kSpec;
  CompileOptions options;
  options.spec = "env.yaml";
  Asked asked;
  asked.made = compile(options, {find_backend, facts_of}, files, Until::Documents);
  INFO(asked.made->diagnostics.sorted().size());
  REQUIRE(asked.made->ok());
  asked.found = why(*asked.made, facts_of, query, asked.diagnostics);
  return asked;
}

}  // namespace

TEST_CASE("a subnet is explained from the line of its cluster to the block") {
  const auto asked = ask("dev/gen-dev-cc-01/subnet/system");
  REQUIRE(!asked.found.empty());
  CHECK(asked.found[0].what == "subnet `system` of `dev/gen-dev-cc-01`");
  CHECK(asked.steps("spec") ==
        "cluster `gen-dev-cc-01` of environment `dev`\n"
        "is like `dev/gen-dev-cc-00`\n"
        "pool `system` has at most 3 nodes (through like `dev/gen-dev-cc-00`)\n"
        "an upgrade adds 2 of them (`max_surge: 50%`)\n");
  CHECK(asked.line(0) == 21);
  CHECK(asked.steps("rule").find("needs 10 addresses, a /28: system 3 nodes + 2 surge, 5 reserved\n") == 0);
  CHECK(asked.steps("new").find("`emit` writes it as `dev/gen-dev-cc-01/subnet/system`") != std::string::npos);
  CHECK(asked.steps("output").find("azurerm_subnet.system") != std::string::npos);
}

TEST_CASE("an address explains the smallest range around it") {
  const auto subnet = ask("dev/gen-dev-cc-00/subnet/data");
  REQUIRE(subnet.found.size() == 2);  // the range, and the name of the resource
  CHECK(subnet.steps("spec").find("asked to be a /26") != std::string::npos);
  const auto inside = ask(Prefix::parse(subnet.found[0].value)->nth(9).to_string());
  REQUIRE(inside.found.size() == 1);
  CHECK(inside.found[0].what == subnet.found[0].what);
  CHECK(ask("10.64.255.7").found.at(0).what == "a reservation");
  CHECK(ask("10.200.4.1").found.at(0).what == "the outside network `operators`");
  CHECK(ask("10.64.0.9").found.at(0).what == "a pool of the platform");
}

TEST_CASE("ranges that clusters share are explained once") {
  const auto asked = ask("100.64.0.10");
  REQUIRE(asked.found.size() == 1);
  CHECK(asked.found[0].value == "100.64.0.10");
  CHECK(asked.steps("rule").find("the same for `dev/gen-dev-cc-01`") != std::string::npos);
}

TEST_CASE("a name is explained by the parts of its convention and the cloud's rule") {
  const auto asked = ask("gen-dev-cc-00-vnet");
  REQUIRE(asked.found.size() == 1);
  CHECK(asked.steps("rule") ==
        "project `gen` `-` stage `dev` `-` region `cc` `-` instance `00` `-` abbreviation `vnet`\n");
  CHECK(asked.steps("default") == "the convention is `oss`\n");
  CHECK(asked.steps("cloud").find("2 to 64 characters") != std::string::npos);
  CHECK(asked.steps("cloud").find("source: ") != std::string::npos);
}

TEST_CASE("the parts of every name join to the name") {
  const auto asked = ask("10.64.0.0/16");
  std::size_t seen = 0;
  for (const auto& use : asked.made->names) {
    const auto text = ask(use.logical).steps("rule");
    std::string joined;
    for (std::size_t at = text.find('`'); at != text.npos && at < text.find('\n'); at = text.find('`', at + 1)) {
      const auto end = text.find('`', at + 1);
      joined += text.substr(at + 1, end - at - 1);
      at = end;
    }
    if (++seen > 12) break;  // each asks for a compilation
    INFO(use.logical << ": " << text);
    CHECK(joined == use.name);
  }
}

TEST_CASE("a Terraform address is explained in every stack, or in the one that is named") {
  const auto all = ask("azurerm_virtual_network.network");
  std::size_t resources = 0;
  for (const auto& one : all.found) resources += one.what.starts_with("the resource") ? 1 : 0;
  CHECK(resources == 2);
  const auto one = ask("dev/gen-dev-cc-01/azurerm_virtual_network.network");
  REQUIRE(one.found.size() >= 3);  // itself, its name, its range
  CHECK(one.found[0].what == "the resource `azurerm_virtual_network.network` of stack `dev/gen-dev-cc-01`");
}

TEST_CASE("a rule is explained by its flow and its entry in the lock") {
  const auto asked = ask("flow-ops-tcp-in");
  REQUIRE(asked.found.size() == 2);
  CHECK(asked.found[0].value == "100");
  CHECK(asked.steps("spec") == "administration\n");
  CHECK(asked.line(0) == 13);
  CHECK(asked.steps("rule").find("allows inbound tcp, port 443, from 10.200.4.0/24") == 0);
  CHECK(asked.steps("new").find("dev/gen-dev-cc-00/apiserver/inbound/flow-ops-tcp-in") != std::string::npos);
}

TEST_CASE("a flow is explained by the rules that come of it") {
  const auto asked = ask("ops");
  REQUIRE(asked.found.size() == 1);
  CHECK(asked.found[0].what == "the flow `ops`");
  CHECK(asked.found[0].value == "2 rules");
  CHECK(asked.steps("spec") == "administration\n");
  CHECK(asked.steps("rule").find("`dev/gen-dev-cc-01/apiserver/inbound/flow-ops-tcp-in`, priority 100\n") !=
        std::string::npos);
  CHECK(asked.steps("output").find("azurerm_network_security_rule.apiserver_flow-ops-tcp-in") != std::string::npos);
}

TEST_CASE("a Terraform label alone is explained when nothing else is called so") {
  const auto asked = ask("dev/gen-dev-cc-00/apiserver_flow-ops-tcp-in");
  REQUIRE(asked.found.size() == 2);  // the resource, and its rule
  CHECK(asked.found[1].what == "the rule `flow-ops-tcp-in` at subnet `apiserver` of `dev/gen-dev-cc-00`");
}

TEST_CASE("what nothing is called is an error with what may have been meant") {
  const auto asked = ask("gen-dev-cc-00-vnets");
  CHECK(asked.found.empty());
  REQUIRE(asked.diagnostics.sorted().size() == 1);
  CHECK(asked.diagnostics.sorted()[0].hints.at(0) == "did you mean `gen-dev-cc-00-vnet`?");
  CHECK(ask("8.8.8.8").found.empty());
}

TEST_CASE("explanations as text and JSON, with nothing that a terminal would obey") {
  SourceMap sources;
  const auto file = sources.add("env.yaml", "a: \x1b[31mred\xC2\x9B\n");
  const std::vector<Explanation> all{{"a thing", "v", {{"spec", "here", {file, 0, 1}}, {"rule", "x\x1b", {}}}}};
  CHECK(render_why_text(all, sources) ==
        "v\n  is a thing\n  spec    here\n          env.yaml:1: a: ?[31mred??\n  rule    x?\n");
  const auto json = render_why_json(all, sources);
  CHECK(json.find("\"line\": 1") != std::string::npos);
  CHECK(json.find('\x1b') == std::string::npos);
}
