// What an answer of a program becomes.

#include "protocol/external.h"

#include <nlohmann/json.hpp>

#include "catch.h"
#include "diagnostics/render_text.h"
#include "unit/protocol/served.h"

namespace aurora::protocol {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSpec = R"(
api_version: aurora-iac/v1
platform: demo
address_plan: { pools: [10.64.0.0/16] }
defaults: { cloud: fake, region: here }
environments:
  dev:
    account: "1"
    clusters:
      gen-dev-hr-00: { kubernetes: { version: "1.33" }, node_pools: { system: { machine: 4x16, taints: [] } } }
  prod:
    account: "2"
    clusters:
      gen-prod-hr-00: { like: dev/gen-dev-hr-00 }
)";

std::string bytes_of(const char* name) {
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(AURORA_SOURCE_DIR) / "tests/golden/backends" / name).rdbuf();
  return text.str();
}

/// A document of `stack` with one resource of these arguments.
Json document(const std::string& stack, Json arguments) {
  return {{"stack", stack},
          {"required_providers", {{"fake", {"example/fake", "~> 1.0"}}}},
          {"resources",
           {{{"type", "fake_network"}, {"label", "main"}, {"file", "network"}, {"arguments", arguments}},
            {{"type", "fake_network"}, {"label", "other"}, {"file", "network"}, {"arguments", Json::object()}}}}};
}

struct Run {
  MemoryProcesses processes;
  ExternalBackends external{processes, {}};
  std::vector<Json> requests;
  std::unique_ptr<Compilation> result;

  /// Answers `lower` with `answer`.
  explicit Run(std::function<Json(const Json& request)> answer, std::string_view spec = kSpec) {
    processes.programs["aurora-iac-backend-fake"] = [&, answer](std::string_view input) {
      requests.push_back(Json::parse(input));
      const bool describe = requests.back()["request"] == "describe";
      return ProcessEnd{
          ProcessEnd::Kind::Exited, 0, describe ? bytes_of("describe.json") : answer(requests.back()).dump(), {}, {}};
    };
    MemoryFileSystem files;
    CompileOptions options;
    options.spec = "env.yaml";
    options.text = spec;
    result = compile(options, with_programs(built_in_backends(), external), files);
  }
  std::string said() const { return render_text(result->diagnostics.sorted(), result->sources, false); }
  std::string file(const std::string& stack) const {
    for (const auto& one : tf::write_stacks(result->documents))
      if (one.stack == stack) return one.files.front().text;
    return {};
  }
};

Json answer_with(Json arguments) {
  return {{"format_version", 1},
          {"documents", {document("dev/gen-dev-hr-00", arguments), document("prod/gen-prod-hr-00", arguments)}}};
}

TEST_CASE("one run of a program answers for all environments of its cloud", "[protocol]") {
  const Run run([](const Json&) { return answer_with({{"name", "x"}}); });
  CHECK(run.said() == "");
  REQUIRE(run.requests.size() == 2);
  CHECK(run.requests[1]["environments"] == Json({"dev", "prod"}));
  CHECK(run.result->documents.size() == 2);
}

TEST_CASE("text of an answer is never evaluated, an expression is", "[protocol]") {
  const Run run([](const Json&) {
    return answer_with({{"text", "${evil}"},
                        {"expression", {{"expression", "fake_network.other.id"}}},
                        {"template", {{"template", {"a-${b}-", {{"expression", "fake_network.other.id"}}}}}},
                        {"list", {1, 2.5, true, "%{x}"}},
                        {"map", {{"object", {{"${key}", "v"}, {"inner", {{"object", Json::object()}}}}}}}});
  });
  CHECK(run.said() == "");
  const auto text = run.file("dev/gen-dev-hr-00");
  for (const auto* line : {R"("text": "$${evil}")", R"("expression": "${fake_network.other.id}")",
                           R"("template": "a-$${b}-${fake_network.other.id}")", R"("%%{x}")", R"("$${key}": "v")",
                           R"(2.5)", R"("inner": {})"})
    CHECK(text.find(line) != std::string::npos);
}

TEST_CASE("names are made by the convention, and remembered", "[protocol]") {
  const Run run([](const Json&) {
    return answer_with({{"name", {{"name", {{"kind", "network"}, {"purpose", "blue"}}}}},
                        {"other", {{"name", {{"kind", "network"}, {"owner", "prod/gen-prod-hr-00"}}}}}});
  });
  CHECK(run.said() == "");
  const auto text = run.file("dev/gen-dev-hr-00");
  CHECK(text.find(R"("name": "gen-dev-hr-00-net-blue")") != std::string::npos);
  CHECK(text.find(R"("other": "gen-prod-hr-00-net")") != std::string::npos);
  // Each stack's own, and not what it calls another one's.
  CHECK(run.result->names.size() == 3);
}

TEST_CASE("names are held against the rules of the description", "[protocol]") {
  const Run pinned(
      [](const Json&) {
        return answer_with({{"name", {{"name", {{"kind", "network"}}}}}});
      },
      std::string(kSpec) + "naming: { pins: { dev/gen-dev-hr-00/network: \"no space allowed\" } }\n");
  CHECK(pinned.said().find("no space allowed") != std::string::npos);
  CHECK_FALSE(pinned.result->ok());
}

TEST_CASE("only spans of the request are taken", "[protocol]") {
  const auto with_span = [](Json span) {
    return [span](const Json&) {
      auto answer = answer_with({{"name", "x"}});
      answer["diagnostics"] = {{{"severity", "warning"}, {"message", "look here"}, {"span", span}}};
      return answer;
    };
  };
  CHECK(Run(with_span({1, 0, 5})).said().find("look here") != std::string::npos);
  for (const auto& span : {Json{2, 0, 5}, Json{1, 0, 100000}, Json{1, 9, 5}, Json{1, -1, 5}})
    CHECK(Run(with_span(span)).said().find("AUR1696") != std::string::npos);
}

TEST_CASE("what a value, a name and a document may not be is told with its pointer", "[protocol]") {
  struct Case {
    Json arguments;
    const char* said;
  };
  const Case cases[] = {
      {{{"a", Json::object()}}, "at `/documents/0/resources/0/arguments/a` an object of one key is wanted"},
      {{{"a", {{"expresion", "x"}}}}, "`expresion` is none of"},
      {{{"a", {{"name", {{"kind", "router"}}}}}},
       "at `/documents/0/resources/0/arguments/a/name` the description has no"},
      {{{"a", {{"name", {{"kind", "network"}, {"owner", "dev/hub"}}}}}}, "no hub or cluster is called `dev/hub`"},
      {{{"a/b", {{"template", {1}}}}}, "at `/documents/0/resources/0/arguments/a~1b/template/0` a template is made of"},
      {{{"${x}", 1}}, "`${x}` is no name of an argument"},
  };
  for (const auto& one : cases) {
    const Run run([&](const Json&) { return answer_with(one.arguments); });
    INFO(run.said());
    CHECK(run.said().find(one.said) != std::string::npos);
  }
}

TEST_CASE("what Terraform would refuse is the program's mistake, and told so", "[protocol]") {
  const Run run([](const Json&) { return answer_with({{"name", {{"expression", "fake_network.nowhere.id"}}}}); });
  INFO(run.said());
  CHECK_FALSE(run.result->ok());
  CHECK(run.said().find("a mistake of the backend's program") != std::string::npos);
  CHECK(run.said().find("bug of aurora-iac") == std::string::npos);
}

TEST_CASE("a backend that finds an error need not make the stack", "[protocol]") {
  const auto silent = [](const Json&) { return Json{{"format_version", 1}, {"documents", Json::array()}}; };
  CHECK(Run(silent).said().find("AUR1699") != std::string::npos);
  const Run run([&](const Json& request) {
    auto answer = silent(request);
    answer["diagnostics"] = {{{"severity", "error"}, {"message", "not today"}}};
    return answer;
  });
  CHECK(run.said().find("not today") != std::string::npos);
  CHECK(run.said().find("AUR1699") == std::string::npos);
}

TEST_CASE("a spec with built-in clouds looks for no program", "[protocol]") {
  struct Nobody final : Processes {
    std::optional<Program> find(const std::string& name) const override { throw std::logic_error(name); }
    std::vector<Program> beginning(const std::string& prefix) const override { throw std::logic_error(prefix); }
    ProcessEnd run(const Program& program, std::string_view, const ProcessLimits&) const override {
      throw std::logic_error(program.name);
    }
  };
  const Nobody nobody;
  ExternalBackends external(nobody, {});
  CompileOptions options;
  options.spec = "env.yaml";
  const auto folder = std::filesystem::path(AURORA_SOURCE_DIR) / "examples/minimal-azure";
  CHECK(compile(options, with_programs(built_in_backends(), external), files_of(folder))->ok());
}

}  // namespace
}  // namespace aurora::protocol
