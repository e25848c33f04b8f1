#include "lock/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "address/cidr.h"
#include "diagnostics/suggest.h"
#include "lock/lock_text.h"

namespace aurora {
namespace {

bool means(std::string_view word, std::string_view key) {
  return key.starts_with(word) && (key.size() == word.size() || word.ends_with('/') || key[word.size()] == '/');
}

bool has_state(const Lock::Entry& entry, LockSelection::State state) {
  return state == LockSelection::State::Any || entry.tombstone == (state == LockSelection::State::Tombstones);
}

bool is_number(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= least && number <= most;
}

struct SectionRule {
  std::string_view name;
  bool (*fits)(std::string_view value);
  std::string_view wants;
};
constexpr std::array<SectionRule, 9> section_rules{{
    {"address", [](std::string_view v) { return Prefix::parse(v).has_value(); },
     "an address range such as `10.64.0.0/22`"},
    {"asn", [](std::string_view v) { return is_number(v, 1, 4294967295); }, "a number from 1 to 4294967295"},
    {"edge", [](std::string_view v) { return is_number(v, 1, 32766); }, "an entry's number"},
    {"name", [](std::string_view v) { return !v.empty(); }, "a resource's name"},
    {"priority", [](std::string_view v) { return is_number(v, 1, 65535); }, "a rule's number"},
    {"renamed", [](std::string_view v) { return !v.empty(); }, "a former key"},
    {"suffix", [](std::string_view v) { return v.size() == 5 && is_number(v, 10000, 99999); }, "five digits"},
    {"terraform", [](std::string_view v) { return v.find('.') != v.npos; }, "a Terraform address"},
    {"transit", [](std::string_view v) { return !v.empty(); }, "the hub that makes it"},
}};

const SectionRule* rule_of(std::string_view section) {
  for (const auto& rule : section_rules)
    if (rule.name == section) return &rule;
  return nullptr;
}

/// A word that means nothing at all, or nothing that may go.
void explain(const Lock& lock, const LockSelection& selection, const std::string& word, Diagnostics& diagnostics) {
  const auto live = select(lock, {selection.section, {word}, LockSelection::State::Live});
  if (!live.empty()) {
    diagnostics.report(diag::LockEntryInUse, live.front().entry.span, word, live.size())
        .hint("remove it from the spec and run `emit`: then it rests and can be released")
        .hint("with `--live` it goes all the same, and what it stands for gets another place at the next `emit`");
    return;
  }
  std::vector<LockItem> all = select(lock, {selection.section, {}, LockSelection::State::Tombstones});
  std::vector<std::string_view> keys;
  for (const auto& item : all) keys.push_back(item.key);
  auto report = diagnostics.report(diag::LockNothingThere, {}, word);
  if (const auto near = nearest(word, keys); !near.empty())
    report.hint("did you mean `" + near + "`?");
  else
    report.hint("`aurora-iac lock show --tombstones SPEC` lists what can be released");
}

}  // namespace

std::vector<LockItem> select(const Lock& lock, const LockSelection& selection) {
  std::vector<LockItem> items;
  for (const auto section : lock.sections()) {
    if (!selection.section.empty() && section != selection.section) continue;
    for (const auto& [key, entry] : lock.section(section)) {
      const auto hit = [&key = key](const std::string& word) { return means(word, key); };
      if (!has_state(entry, selection.state)) continue;
      if (!selection.what.empty() && std::none_of(selection.what.begin(), selection.what.end(), hit)) continue;
      items.push_back({std::string(section), key, entry});
    }
  }
  return items;
}

std::vector<LockItem> release(Lock& lock, const LockSelection& selection, bool live, Diagnostics& diagnostics) {
  auto wanted = selection;
  wanted.state = live ? LockSelection::State::Any : LockSelection::State::Tombstones;
  const auto before = diagnostics.error_count();
  for (const auto& word : wanted.what) {
    auto one = wanted;
    one.what = {word};
    if (select(lock, one).empty()) explain(lock, selection, word, diagnostics);
  }
  if (diagnostics.error_count() != before) return {};
  auto items = select(lock, wanted);
  for (const auto& item : items) lock.erase(item.section, item.key);
  return items;
}

namespace {

/// Reads the lines of an import and keeps what is new until all of them are known to be good.
class Importer {
 public:
  Importer(const Lock& lock, FileId file, const SourceMap& sources, Diagnostics& diagnostics)
      : lock_(lock), file_(file), text_(sources.text(file)), diagnostics_(diagnostics) {}

  std::vector<LockItem> read() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      line(begin, std::min(text_.find('#', begin), end));
      begin = end + 1;
    }
    return std::move(items_);
  }

 private:
  void line(std::size_t begin, std::size_t end) {
    std::vector<std::string_view> words;
    constexpr std::string_view blanks = " \t\r";
    std::size_t first = end;
    for (auto at = text_.find_first_not_of(blanks, begin); at < end;) {
      const auto stop = std::min(text_.find_first_of(blanks, at), end);
      first = std::min(first, at);
      words.push_back(text_.substr(at, stop - at));
      at = std::min(text_.find_first_not_of(blanks, stop), end);
    }
    if (words.empty()) return;
    const Span span{
        file_, static_cast<std::uint32_t>(first),
        static_cast<std::uint32_t>(static_cast<std::size_t>(words.back().data() - text_.data()) + words.back().size())};
    const bool tombstone = words.size() == 4 && words[3] == "tombstone";
    if (words.size() != 3 && !tombstone) {
      diagnostics_.report(diag::LockImportLine, span).hint("write `SECTION KEY VALUE`, as `aurora-iac lock show` does");
      return;
    }
    entry(words, tombstone, span);
  }

  void entry(const std::vector<std::string_view>& words, bool tombstone, Span span) {
    const auto* rule = rule_of(words[0]);
    if (rule == nullptr) {
      diagnostics_.report(diag::LockImportSection, span, words[0])
          .hint("sections are `address`, `asn`, `priority`, `suffix` and `terraform`");
      return;
    }
    if (!rule->fits(words[2])) {
      diagnostics_.report(diag::LockImportValue, span, words[2], rule->wants);
      return;
    }
    const auto* held = lock_.find(words[0], words[1]);
    if (held != nullptr && held->value == words[2] && held->tombstone == tombstone) return;
    if (held != nullptr && !held->tombstone && held->value != words[2]) {
      diagnostics_.report(diag::LockImportConflict, span, words[1], held->value, words[2])
          .related(held->span, "what the lock has")
          .hint(fmt::format("when the lock is wrong, release its line first: `aurora-iac lock release --live SPEC {}`",
                            words[1]));
      return;
    }
    for (const auto& item : items_)
      if (item.section == words[0] && item.key == words[1] && item.entry.value != words[2]) {
        diagnostics_.report(diag::LockImportConflict, span, words[1], item.entry.value, words[2])
            .related(item.entry.span, "the other line");
        return;
      }
    items_.push_back({std::string(words[0]), std::string(words[1]), {std::string(words[2]), tombstone, span}});
  }

  const Lock& lock_;
  FileId file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<LockItem> items_;
};

}  // namespace

std::vector<LockItem> import_lines(Lock& lock, FileId file, const SourceMap& sources, Diagnostics& diagnostics) {
  const auto before = diagnostics.error_count();
  auto items = Importer(lock, file, sources, diagnostics).read();
  if (diagnostics.error_count() != before) return {};
  for (const auto& item : items) lock.set(item.section, item.key, item.entry.value, item.entry.tombstone);
  return items;
}

std::string render_lock_text(const std::vector<LockItem>& items) {
  std::size_t section_width = 0, key_width = 0;
  for (const auto& item : items) {
    section_width = std::max(section_width, item.section.size());
    key_width = std::max(key_width, item.key.size());
  }
  std::string out;
  for (const auto& item : items)
    out += fmt::format("{:<{}}  {:<{}}  {}{}\n", item.section, section_width, item.key, key_width, item.entry.value,
                       item.entry.tombstone ? "  tombstone" : "");
  return out;
}

std::string render_lock_json(const std::vector<LockItem>& items) {
  std::string out = "{\"format_version\": 1, \"entries\": [";
  for (std::size_t i = 0; i < items.size(); ++i)
    out += fmt::format("{}\n  {{\"section\": {}, \"key\": {}, \"value\": {}, \"tombstone\": {}}}", i == 0 ? "" : ",",
                       lock_quoted(items[i].section), lock_quoted(items[i].key), lock_quoted(items[i].entry.value),
                       items[i].entry.tombstone);
  return out + (items.empty() ? "]}\n" : "\n]}\n");
}

}  // namespace aurora
