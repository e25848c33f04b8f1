// Answers that somebody or something damaged: whatever the bytes are, the compiler comes to an end, and what it says is
// at places that exist. More rounds: AURORA_MUTATIONS=100000 unit_tests '[hostile]'.

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "catch.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_text.h"
#include "unit/protocol/served.h"

namespace aurora::protocol {
namespace {

using Random = std::mt19937;

constexpr std::string_view kSpec = R"(
api_version: aurora-iac/v1
platform: small
defaults: { cloud: azure, region: canadacentral }
address_plan: { pools: [10.64.0.0/16] }
environments:
  dev:
    account: 00000000-0000-0000-0000-000000000001
    clusters:
      gen-dev-cc-00: { node_pools: { system: { machine: 4x16 } } }
)";

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

/// Changes bytes.
std::string scratched(std::string text, Random& random) {
  for (std::size_t i = below(random, 4) + 1; i > 0 && !text.empty(); --i) {
    const auto at = below(random, text.size());
    switch (below(random, 6)) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, below(random, 20) + 1);
        break;
      case 2:
        text.insert(at, text.substr(below(random, text.size()), 30));
        break;
      case 3:
        text.insert(at, std::string(below(random, 300), below(random, 2) == 0 ? '[' : '{'));
        break;
      case 4:
        text.resize(at);
        break;
      default:
        text[at] = "0123456789\"{}[],:-.e"[below(random, 20)];
        break;
    }
  }
  return text;
}

/// Somewhere in the tree puts a value of another place or of another type, so that the answer stays JSON.
void shaken(nlohmann::ordered_json& tree, Random& random) {
  auto* at = &tree;
  while (at->is_structured() && !at->empty() && below(random, 8) > 0) {
    auto next = at->begin();
    std::advance(next, static_cast<std::ptrdiff_t>(below(random, at->size())));
    at = &*next;
  }
  static const nlohmann::ordered_json values = {nullptr,
                                                true,
                                                0,
                                                -1,
                                                1,
                                                300,
                                                2147483647,
                                                9223372036854775807,
                                                1.5,
                                                "",
                                                "x",
                                                "../../x",
                                                "${x}",
                                                "10.0.0.0/8",
                                                "(((((",
                                                "[a-z",
                                                nlohmann::ordered_json::array(),
                                                nlohmann::ordered_json::object(),
                                                {1, 0, 99999},
                                                {0, 0, 0}};
  *at = values[below(random, values.size())];
}

/// Compiles with the answers of `change` in place of azure's own.
void compile_with(const std::function<std::string(std::string)>& change) {
  Served served;
  auto& program = served.processes.programs.at("aurora-iac-backend-azure");
  program = [&change, honest = program](std::string_view input) {
    auto end = honest(input);
    end.output = change(std::move(end.output));
    return end;
  };
  auto backends = served.backends();
  backends.explain = [&](std::string_view cloud, Span span, Diagnostics& diagnostics) {
    served.external.explain(cloud, {}, span, diagnostics);
  };
  MemoryFileSystem files;
  CompileOptions options;
  options.spec = "env.yaml";
  options.text = kSpec;
  const auto result = compile(options, backends, files);
  for (const auto& one : result->diagnostics.sorted()) {
    CHECK(one.span.end <= result->sources.text(one.span.file).size());
    CHECK(one.code != diag::UnknownCloud.code);
  }
  CHECK_FALSE(render_json(result->diagnostics.sorted(), result->sources).empty());
  CHECK_FALSE((render_text(result->diagnostics.sorted(), result->sources, false).empty() && !result->ok()));
  if (result->ok()) tf::write_stacks(result->documents);
}

TEST_CASE("answers of any bytes", "[protocol][hostile]") {
  const char* wanted = std::getenv("AURORA_MUTATIONS");
  const int rounds = wanted == nullptr ? 400 : std::atoi(wanted);
  Random random(7);
  for (int i = 0; i < rounds; ++i) {
    INFO("round " << i);
    const auto describe_too = below(random, 2) == 0;
    compile_with([&](std::string answer) {
      if (!describe_too && answer.find("\"facts\"") != answer.npos) return answer;
      return scratched(std::move(answer), random);
    });
  }
}

TEST_CASE("answers of any JSON", "[protocol][hostile]") {
  const char* wanted = std::getenv("AURORA_MUTATIONS");
  const int rounds = wanted == nullptr ? 400 : std::atoi(wanted);
  Random random(11);
  for (int i = 0; i < rounds; ++i) {
    INFO("round " << i);
    const auto describe_too = below(random, 2) == 0;
    compile_with([&](std::string answer) {
      if (!describe_too && answer.find("\"facts\"") != answer.npos) return answer;
      auto tree = nlohmann::ordered_json::parse(answer);
      for (std::size_t times = below(random, 2) + 1; times > 0; --times) shaken(tree, random);
      return tree.dump();
    });
  }
}

TEST_CASE("requests of any bytes", "[protocol][hostile]") {
  Served served;
  CompileOptions options;
  options.spec = "env.yaml";
  options.text = kSpec;
  const MemoryFileSystem files;
  compile(options, served.backends(), files);
  const auto honest = served.requests.back();
  Random random(13);
  for (int i = 0; i < 400; ++i) {
    std::string problem;
    const auto answer = serve(*find_backend("azure"), "1.0.0", scratched(honest, random), problem);
    CHECK(answer.empty() != problem.empty());
  }
}

TEST_CASE("deep nesting ends early", "[protocol][hostile]") {
  for (const auto* bracket : {"[", "{\"a\":"}) {
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += bracket;
    compile_with([&](const std::string&) { return text; });
  }
}

}  // namespace
}  // namespace aurora::protocol
