#include "lock/edit.h"

#include "catch.h"

using namespace aurora;

namespace {

Lock sample() {
  Lock lock;
  lock.set("address", "dev/gen-dev-cc-00/network", "10.64.0.0/23", false);
  lock.set("address", "dev/gen-dev-cc-00/subnet/data", "10.64.0.0/27", true);
  lock.set("address", "dev/gen-dev-cc-01/network", "10.64.2.0/23", true);
  lock.set("address", "dev/gen-dev-cc-010/network", "10.64.4.0/23", true);
  lock.set("suffix", "dev/gen-dev-cc-01/key_vault/AKS", "12345", true);
  return lock;
}

std::string keys(const std::vector<LockItem>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : " ") + item.section + ":" + item.key;
  return text;
}

std::string codes(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& one : diagnostics.sorted()) text += (text.empty() ? "" : " ") + std::to_string(one.code);
  return text;
}

}  // namespace

TEST_CASE("release lets go of tombstones, and of what is in use only when told") {
  struct Row {
    std::vector<std::string> what;
    std::string section;
    bool live;
    std::string gone, codes;
  };
  for (const auto& row : {
           Row{{},
               "",
               false,
               "address:dev/gen-dev-cc-00/subnet/data address:dev/gen-dev-cc-01/network "
               "address:dev/gen-dev-cc-010/network suffix:dev/gen-dev-cc-01/key_vault/AKS",
               ""},
           Row{{"dev/gen-dev-cc-01"},
               "",
               false,
               "address:dev/gen-dev-cc-01/network suffix:dev/gen-dev-cc-01/key_vault/AKS",
               ""},
           Row{{"dev/gen-dev-cc-01/"}, "suffix", false, "suffix:dev/gen-dev-cc-01/key_vault/AKS", ""},
           Row{{"dev/gen-dev-cc-00"}, "", false, "address:dev/gen-dev-cc-00/subnet/data", ""},
           Row{{"dev/gen-dev-cc-00"},
               "",
               true,
               "address:dev/gen-dev-cc-00/network address:dev/gen-dev-cc-00/subnet/data",
               ""},
           Row{{"dev/gen-dev-cc-00/network"}, "", false, "", "1707"}, Row{{"dev/gen-dev-cc-02"}, "", false, "", "1706"},
           Row{{"dev/gen-dev-cc-01", "prod"}, "", false, "", "1706"},  // all or nothing
       }) {
    auto lock = sample();
    Diagnostics diagnostics;
    const auto before = select(lock, {}).size();
    LockSelection selection;
    selection.section = row.section;
    selection.what = row.what;
    const auto gone = release(lock, selection, row.live, diagnostics);
    CHECK(keys(gone) == row.gone);
    CHECK(codes(diagnostics) == row.codes);
    CHECK(select(lock, {}).size() == before - gone.size());
  }
}

TEST_CASE("what is listed can be imported again") {
  const auto lock = sample();
  const auto text = render_lock_text(select(lock, {}));
  SourceMap sources;
  Diagnostics diagnostics;
  Lock other;
  const auto taken = import_lines(other, sources.add("list", text), sources, diagnostics);
  CHECK(taken.size() == 5);
  CHECK(diagnostics.empty());
  CHECK(other.to_text() == lock.to_text());
  CHECK(import_lines(other, sources.add("list", text), sources, diagnostics).empty());  // nothing new
}

TEST_CASE("an import that is not clear changes nothing") {
  struct Row {
    std::string line, codes;
  };
  for (const auto& row : {
           Row{"address dev/x/network 10.64.8.0/23  # a comment\n\n# another\r\n", ""},
           Row{"address dev/gen-dev-cc-01/network 10.64.2.0/23", ""},  // comes back from its grave
           Row{"address dev/x/network", "1710"},
           Row{"address dev/x/network 10.64.8.0/23 gone", "1710"},
           Row{"addresses dev/x/network 10.64.8.0/23", "1711"},
           Row{"address dev/x/network 10.64.8.1/23", "1712"},
           Row{"priority dev/x/y ten", "1712"},
           Row{"suffix dev/x/y 123", "1712"},
           Row{"address dev/gen-dev-cc-00/network 10.64.8.0/23", "1713"},
           Row{"address dev/x/network 10.64.8.0/23\naddress dev/x/network 10.64.6.0/23", "1713"},
       }) {
    INFO(row.line);
    auto lock = sample();
    SourceMap sources;
    Diagnostics diagnostics;
    const auto taken = import_lines(lock, sources.add("list", row.line), sources, diagnostics);
    CHECK(codes(diagnostics) == row.codes);
    CHECK(taken.empty() == !row.codes.empty());
    CHECK((lock.to_text() == sample().to_text()) == !row.codes.empty());
  }
}
