#include "protocol/json.h"

#include "catch.h"

namespace aurora::protocol {
namespace {

std::string problem_of(std::string_view text) {
  JsonProblem problem;
  if (parse_json(text, problem)) return {};
  return problem.text + " at " + std::to_string(problem.line) + ":" + std::to_string(problem.column);
}

TEST_CASE("JSON is read with its order, and written the same", "[protocol]") {
  for (const std::string text :
       {R"({"b":1,"a":[true,null,-2,1.5,"é\n"],"c":{}})", "[]", "\"x\"", "9223372036854775807"}) {
    JsonProblem problem;
    const auto tree = parse_json(text, problem);
    REQUIRE(tree);
    CHECK(to_json(*tree) == text + "\n");
  }
}

TEST_CASE("what is no JSON is told with its place", "[protocol]") {
  CHECK(problem_of("") == "no JSON at 1:1");
  CHECK(problem_of("{\"a\": 1,\n \"b\": x}").substr(0, 12) == "no JSON at 2");
  CHECK(problem_of("{} {}").substr(0, 12) == "no JSON at 1");
  CHECK(problem_of("\"caf\xE9\"") == "bytes that are no UTF-8 at 1:5");
  CHECK(problem_of("\"\\ud800\"").substr(0, 7) == "no JSON");
  CHECK(problem_of("9223372036854775808").substr(0, 26) == "a number that is too large");
  CHECK(problem_of("1e999").substr(0, 26) == "a number that is too large");
  CHECK(problem_of("{\"a\": 1, \"a\": 2}").substr(0, 27) == "an object that has `a` twic");
  CHECK(problem_of("{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,\"9\":1,\"3\":1}") != "");
}

TEST_CASE("nesting has an end", "[protocol]") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(problem_of(nested(kDeepest)) == "");
  CHECK(problem_of(nested(kDeepest + 1)).substr(0, 17) == "nested too deeply");
  CHECK(problem_of(nested(2'000'000)).substr(0, 17) == "nested too deeply");
}

}  // namespace
}  // namespace aurora::protocol
