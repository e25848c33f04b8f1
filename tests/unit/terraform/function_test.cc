#include "terraform/function.h"

#include "catch.h"

using namespace aurora::tf;

TEST_CASE("a literal evaluates to its text", "[terraform]") {
  struct Case {
    const char *text, *code;
  };
  const Case cases[] = {
      {"", R"("")"},
      {"a \"b\" \\ c", R"("a \"b\" \\ c")"},
      {"one\ntwo\r\n\tthree", R"("one\ntwo\r\n\tthree")"},
      {"${file(\"/etc/passwd\")} %{ if true }", R"("$${file(\"/etc/passwd\")} %%{ if true }")"},
      {"bell \a, \u00e9", R"("bell \u0007, é")"},
  };
  for (const auto& one : cases) CHECK(literal(one.text).code() == one.code);
}

TEST_CASE("a call lists its arguments", "[terraform]") {
  CHECK(call("timestamp", {}).code() == "timestamp()");
  CHECK(call("join", {literal(","), Expression::raw("local.x")}).code() == "join(\",\", local.x)");
}
