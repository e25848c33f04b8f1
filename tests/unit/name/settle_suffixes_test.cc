#include "catch.h"
#include "name/names.h"

using namespace aurora;

namespace {

NameUse vault(const char* logical, const char* digits) {
  NameUse use;
  use.logical = logical;
  use.suffix = digits;
  use.name = std::string("kv") + digits + "AKS";
  use.scope = "world/key_vault";
  return use;
}

}  // namespace

TEST_CASE("of two worldwide names with the same digits, the later one takes the next") {
  Lock lock;
  CHECK_FALSE(settle_suffixes({vault("a", "12345"), vault("b", "12346")}, lock));
  CHECK(settle_suffixes({vault("b", "99999"), vault("a", "99999")}, lock));
  CHECK(lock.find("suffix", "a") == nullptr);
  CHECK(lock.find("suffix", "b")->value == "10000");
}

TEST_CASE("digits that the lock file has are not changed") {
  SourceMap sources;
  Diagnostics diagnostics;
  Lock written;
  written.put("suffix", "b", "12345");
  auto lock = Lock::parse(sources.add("env.yaml.lock.json", written.to_text()), sources, diagnostics);
  REQUIRE(lock);
  CHECK(settle_suffixes({vault("a", "12345"), vault("b", "12345")}, *lock));
  CHECK(lock->find("suffix", "a")->value == "12346");
  CHECK(lock->find("suffix", "b")->value == "12345");
}
