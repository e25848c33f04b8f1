#include "lock/lock.h"

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "catch.h"
#include "lock/lock_text.h"

using namespace aurora;

namespace {

struct Read {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Lock> lock;
  explicit Read(std::string text) {
    const auto file = sources.add("env.lock.json", std::move(text));
    lock = Lock::parse(file, sources, diagnostics);
  }
  /// `1704:6<5`: code, line, lines of the related places.
  std::string seen() const {
    std::string out;
    for (const auto& d : diagnostics.sorted()) {
      out += (out.empty() ? "" : " ") + std::to_string(d.code) + ":" +
             std::to_string(sources.position(d.span.file, d.span.begin).line);
      for (const auto& place : d.related)
        out += "<" + std::to_string(sources.position(place.span.file, place.span.begin).line);
    }
    return out;
  }
};

std::string file(const std::string& lines) {
  return "{\n\"format_version\": 1,\n\"address\": {\n" + lines + "  \"~\": null\n},\n\"~\": null\n}\n";
}

std::string line(const std::string& key, const std::string& value, bool tombstone = false) {
  return lock_entry_line("address", key, value, tombstone);
}

std::size_t lines_added(const std::string& before, const std::string& after) {
  std::multiset<std::string> old;
  for (const bool first : {true, false}) {
    std::istringstream in(first ? before : after);
    std::size_t added = 0;
    for (std::string line; std::getline(in, line);) {
      if (first)
        old.insert(line);
      else if (const auto at = old.find(line); at != old.end())
        old.erase(at);
      else
        ++added;
    }
    if (!first) return old.empty() ? added : 1000;
  }
  return 0;
}

}  // namespace

TEST_CASE("a lock is JSON, comes back as it was, and grows by a line") {
  Lock lock;
  const auto empty = lock.to_text();
  CHECK(Read("").lock);
  CHECK(Read(empty).lock);
  CHECK(lock.put("address", "dev/b/network", "10.64.2.0/23"));
  CHECK(lines_added(empty, lock.to_text()) == 1);
  const auto one = lock.to_text();
  CHECK(lock.put("address", "dev/a/network", "10.64.0.0/23"));
  CHECK(lock.put("address", "dev/z/network", "10.64.4.0/23"));
  CHECK(lines_added(one, lock.to_text()) == 2);
  CHECK_FALSE(lock.put("address", "dev/a/network", "10.64.0.0/23"));
  CHECK(lock.put("terraform", "quote\" back\\ bell\a é", "{\"was\": \"x\"}"));

  const auto text = lock.to_text();
  const auto json = nlohmann::json::parse(text);
  CHECK(json["address"]["dev/a/network"]["is"] == "10.64.0.0/23");
  CHECK(json["terraform"]["quote\" back\\ bell\a é"]["is"] == "{\"was\": \"x\"}");
  Read again(text);
  REQUIRE(again.lock);
  CHECK(again.lock->to_text() == text);
  CHECK(again.lock->changes().empty());
  CHECK(again.sources.text(again.lock->find("address", "dev/b/network")->span) ==
        "\"dev/b/network\": {\"is\": \"10.64.2.0/23\", \"check\": \"" +
            lock_check("address", "dev/b/network", "10.64.2.0/23", false) + "\"},");
}

TEST_CASE("what is no longer kept rests as a tombstone, and may come back") {
  Read read(file(line("dev/a/network", "10.64.0.0/23") + line("dev/b/network", "10.64.2.0/23", true)));
  REQUIRE(read.lock);
  auto& lock = *read.lock;
  CHECK(lock.find("address", "dev/b/network")->tombstone);
  lock.bury("address");
  CHECK(lock.find("address", "dev/a/network")->tombstone);
  REQUIRE(lock.changes().size() == 1);
  CHECK(lock.changes()[0].kind == Lock::Change::Kind::Buried);
  CHECK(lock.put("address", "dev/a/network", "10.64.0.0/23"));
  CHECK_FALSE(lock.find("address", "dev/a/network")->tombstone);
  CHECK(lock.rename("address", "dev/a/network", "dev/c/network"));
  CHECK_FALSE(lock.rename("address", "dev/a/network", "dev/d/network"));
  CHECK_FALSE(lock.rename("address", "dev/c/network", "dev/b/network"));
  CHECK(lock.find("address", "dev/c/network")->value == "10.64.0.0/23");
  CHECK(lock.find("address", "dev/a/network") == nullptr);
}

TEST_CASE("a lock that is not whole is refused with its lines") {
  const auto a = line("a", "10.0.0.0/24"), b = line("b", "10.0.1.0/24");
  const auto with = [](std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
  };
  struct Row {
    std::string text, seen;
  };
  for (const auto& row : {
           Row{file(a + b), ""},
           Row{file(b + a), ""},  // a merge may leave lines out of order
           Row{file(a + "\n" + b), ""},
           Row{"{\r\n\"format_version\": 1,\r\n\"~\": null\r\n}\r\n", ""},
           Row{file(a + line("a", "10.0.9.0/24")), "1704:5<4"},
           Row{file(a + with(b, "10.0.1.0", "10.0.2.0")), "1705:5"},        // a value that somebody changed
           Row{file(with(a, "\"a\"", "\"c\"") + b), "1705:4"},              // a key
           Row{file(a + with(b, "is", "was")), "1705:5"},                   // a tombstone by hand
           Row{file(with(a, ", \"check\"", ", \"chock\"") + b), "1701:4"},  // no check digits
           Row{"{\n\"format_version\": 1,\n\"asn\": {\n" + a + "  \"~\": null\n},\n\"~\": null\n}\n", "1705:4"},
           Row{file(a + a), "1704:5<4"},
           Row{file(a + "<<<<<<< HEAD\n" + b + "=======\n>>>>>>> x\n"), "1703:5"},
           Row{file(a + with(b, "},", "}")), "1701:5"},
           Row{file("  \"a\": 7,\n  \"b\": {\"was\": 7},\n"), "1701:4 1701:5"},
           Row{file("  \"a\\q\": \"x\",\n"), "1701:4"},
           Row{file(a).substr(0, 70), "1701:4"},
           Row{file(a).substr(0, file(a).size() - 2), "1701:8"},
           Row{file(a) + b, "1701:9"},
           Row{"{\n\"format_version\": 2,\n\"anything\": []\n}\n", "1702:2"},
           Row{"{\n\"format_version\": 99999999999999999999,\n}\n", "1702:2"},
           Row{"{\n\"format_version\": 0,\n}\n", "1701:2"},
           Row{"{\n" + a, "1701:2"},
           Row{"{\n\"address\": {\n", "1701:2"},
           Row{"[]", "1701:1"},
           Row{std::string("\0\1\2", 3), "1701:1"},
       }) {
    INFO(row.text);
    Read read(row.text);
    CHECK(read.seen() == row.seen);
    CHECK(read.lock.has_value() == row.seen.empty());
  }
}

TEST_CASE("every cut and every changed byte of a lock is refused or harmless") {
  Lock lock;
  lock.put("address", "dev/a/network", "10.64.0.0/23");
  lock.put("suffix", "dev/a/vault", "4711");
  const auto text = lock.to_text();
  for (std::size_t cut = 1; cut + 2 < text.size(); ++cut) CHECK_FALSE(Read(text.substr(0, cut)).lock);
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char byte : {'"', '\n', '{', '}', ',', '\\', '\0', '7', 'a'}) {
      auto changed = text;
      changed[at] = byte;
      Read read(changed);
      CHECK(read.lock.has_value() != read.diagnostics.has_errors());
      if (read.lock) CHECK(read.lock->to_text() == text);
    }
}
