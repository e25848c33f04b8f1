#include "source/source_map.h"

#include "catch.h"

TEST_CASE("positions count lines and code points from one") {
  aurora::SourceMap sources;
  const auto file = sources.add("a.yaml", "é: 1\nb: 2\n");
  CHECK(sources.position(file, 0).line == 1);
  CHECK(sources.position(file, 2).column == 2);
  CHECK(sources.position(file, 6).line == 2);
  CHECK(sources.line(file, 2) == "b: 2");
}
