#include "lock/lock.h"

#include <fmt/format.h>

#include <algorithm>

#include "lock/lock_text.h"

// The lock is what makes the compiler's decisions last: an address, a rule's priority, the digits of a
// worldwide name. It is committed beside the spec, so it is written for merging: one decision per line, sorted,
// every section always there, and a fixed last line, so that adding a decision adds one line and changes none.
// Lines are read in any order (a merge may leave one out of place) and nothing else is forgiven: a lock that is
// understood by half would move a network.
namespace aurora {
namespace {

constexpr std::string_view kSections[] = {"address", "asn", "name", "priority", "renamed", "suffix", "terraform"};

}  // namespace

/// Reads the lines of one file into a lock, and goes on behind a bad line so that all are reported.
class LockReader {
 public:
  LockReader(Lock& lock, FileId file, const SourceMap& sources, Diagnostics& diagnostics)
      : lock_(lock), file_(file), text_(sources.text(file)), diagnostics_(diagnostics) {}

  bool read() {
    for (std::size_t begin = 0; begin < text_.size() && !stopped_;) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      line(begin, end);
      begin = end + 1;
    }
    if (good_ && state_ != State::After) damaged({file_, size(), size()}, "it ends too early");
    return good_;
  }

 private:
  enum class State { Before, Version, Top, Section, SectionEnd, End, After };
  using Kind = LockLine::Kind;

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  void damaged(Span span, std::string_view what) {
    good_ = false;
    diagnostics_.report(diag::LockDamaged, span, what)
        .hint(
            "take the file from the last commit that has a good one; it is never repaired by guessing, because a "
            "lost line would move what exists");
  }

  void line(std::size_t begin, std::size_t end) {
    while (begin < end && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
    while (begin < end && (text_[end - 1] == ' ' || text_[end - 1] == '\r')) --end;
    if (begin == end) return;
    const Span span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    const auto parsed = read_lock_line(text_.substr(begin, end - begin));
    if (!parsed) return damaged(span, "this is not a line that aurora-iac writes");
    if (parsed->kind == Kind::Conflict) return conflict(span);
    if (parsed->kind == Kind::Entry || parsed->kind == Kind::Tombstone) return entry(*parsed, span);
    step(*parsed, span);
  }

  /// One report for a whole file of conflicts: what stands between the markers means nothing yet.
  void conflict(Span span) {
    good_ = false;
    stopped_ = true;
    diagnostics_.report(diag::LockConflict, span)
        .hint(
            "keep the lines of both sides, one line per key; where both sides gave one key a value, keep the line of "
            "the side that was applied first and run `aurora-iac emit` again");
  }

  void step(const LockLine& parsed, Span span) {
    struct Step {
      State from;
      Kind kind;
      State to;
    };
    static constexpr Step steps[] = {
        {State::Before, Kind::Open, State::Version},
        {State::Version, Kind::Format, State::Top},
        {State::Top, Kind::Section, State::Section},
        {State::Section, Kind::Last, State::SectionEnd},
        {State::SectionEnd, Kind::CloseSection, State::Top},
        {State::Top, Kind::Last, State::End},
        {State::End, Kind::Close, State::After},
    };
    for (const auto& row : steps) {
      if (row.from != state_ || row.kind != parsed.kind) continue;
      state_ = row.to;
      if (parsed.kind == Kind::Format) version(parsed.value, span);
      if (parsed.kind == Kind::Section) section(parsed.key, span);
      return;
    }
    damaged(span, "this line does not belong here");
  }

  void version(const std::string& text, Span span) {
    if (text == std::to_string(kLockFormat)) return;
    good_ = false;
    stopped_ = true;
    if (text.size() > 9 || std::stoi(text) > kLockFormat)
      diagnostics_.report(diag::LockNewer, span, text, kLockFormat)
          .hint("use the aurora-iac that wrote it, or a later one");
    else
      damaged(span, "there never was such a format version");
  }

  void section(const std::string& key, Span span) {
    section_ = key;
    const auto [at, fresh] = section_spans_.emplace(key, span);
    if (fresh) return;
    good_ = false;
    diagnostics_.report(diag::LockDuplicateKey, span, key, "the whole").related(at->second, "the first one");
  }

  void edited(const LockLine& parsed, Span span) {
    good_ = false;
    diagnostics_.report(diag::LockLineEdited, span, parsed.key)
        .hint("take the line from the last commit that has a good one")
        .hint("what shall have another value is pinned in the spec, or imported: `aurora-iac lock import`");
  }

  void entry(const LockLine& parsed, Span span) {
    if (state_ != State::Section) return damaged(span, "this line does not belong here");
    const bool tombstone = parsed.kind == Kind::Tombstone;
    if (parsed.check != lock_check(section_, parsed.key, parsed.value, tombstone)) edited(parsed, span);
    auto& entries = lock_.sections_[section_].entries;
    const auto [at, fresh] = entries.try_emplace(parsed.key, Lock::Entry{parsed.value, tombstone, span, false});
    if (fresh) return;
    good_ = false;
    diagnostics_.report(diag::LockDuplicateKey, span, parsed.key, section_)
        .related(at->second.span, fmt::format("the other line, with `{}`", at->second.value))
        .hint(
            "two branches decided the same thing: keep the line of the one that was applied first, and run "
            "`aurora-iac emit` again");
  }

  Lock& lock_;
  FileId file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  State state_ = State::Before;
  std::string section_;
  std::map<std::string, Span> section_spans_;
  bool good_ = true, stopped_ = false;
};

std::optional<Lock> Lock::parse(FileId file, const SourceMap& sources, Diagnostics& diagnostics) {
  Lock lock;
  if (sources.text(file).find_first_not_of(" \t\r\n") == std::string_view::npos) return lock;
  if (!LockReader(lock, file, sources, diagnostics).read()) return std::nullopt;
  return lock;
}

std::string Lock::to_text() const {
  std::map<std::string_view, const Section*> all;
  for (const auto name : kSections) all.emplace(name, nullptr);
  for (const auto& [name, section] : sections_) all[name] = &section;
  std::string out = fmt::format("{{\n\"format_version\": {},\n", kLockFormat);
  for (const auto& [name, section] : all) {
    out += lock_quoted(name) + ": {\n";
    if (section != nullptr) {
      for (const auto& [key, entry] : section->entries) out += lock_entry_line(name, key, entry.value, entry.tombstone);
    }
    out += "  \"~\": null\n},\n";
  }
  return out + "\"~\": null\n}\n";
}

const Lock::Entry* Lock::find(std::string_view section_name, std::string_view key) const {
  const auto& entries = section(section_name);
  const auto at = entries.find(key);
  return at == entries.end() ? nullptr : &at->second;
}

const std::map<std::string, Lock::Entry, std::less<>>& Lock::section(std::string_view section) const {
  static const std::map<std::string, Entry, std::less<>> none;
  const auto at = sections_.find(section);
  return at == sections_.end() ? none : at->second.entries;
}

bool Lock::put(std::string_view section, std::string_view key, std::string value) {
  auto& entries = sections_[std::string(section)].entries;
  const auto at = entries.find(key);
  if (at == entries.end()) {
    changes_.push_back({Change::Kind::Added, std::string(section), std::string(key), {}, value});
    entries.emplace(key, Entry{std::move(value), false, {}, true});
    return true;
  }
  auto& entry = at->second;
  entry.kept = true;
  if (!entry.tombstone && entry.value == value) return false;
  const auto kind = entry.value == value ? Change::Kind::Added : Change::Kind::Changed;
  changes_.push_back({kind, std::string(section), std::string(key), entry.value, value});
  entry.value = std::move(value);
  entry.tombstone = false;
  return true;
}

void Lock::keep(std::string_view section, std::string_view key) {
  auto& entries = sections_[std::string(section)].entries;
  if (const auto at = entries.find(key); at != entries.end()) at->second.kept = true;
}

void Lock::bury(std::string_view section) {
  const auto at = sections_.find(section);
  if (at == sections_.end()) return;
  for (auto& [key, entry] : at->second.entries) {
    if (entry.tombstone || entry.kept) continue;
    entry.tombstone = true;
    changes_.push_back({Change::Kind::Buried, std::string(section), key, entry.value, {}});
  }
}

void Lock::set(std::string_view section, std::string_view key, std::string value, bool tombstone) {
  sections_[std::string(section)].entries[std::string(key)] = Entry{std::move(value), tombstone, {}, false};
}

bool Lock::erase(std::string_view section, std::string_view key) {
  const auto at = sections_.find(section);
  if (at == sections_.end()) return false;
  const auto entry = at->second.entries.find(key);
  if (entry == at->second.entries.end()) return false;
  at->second.entries.erase(entry);
  return true;
}

std::vector<std::string_view> Lock::sections() const {
  std::vector<std::string_view> names;
  for (const auto& [name, section] : sections_) names.push_back(name);
  return names;
}

bool Lock::rename(std::string_view section, std::string_view from, std::string_view to) {
  const auto table = sections_.find(section);
  if (table == sections_.end()) return false;
  auto& entries = table->second.entries;
  const auto old = entries.find(from);
  if (old == entries.end() || entries.find(to) != entries.end()) return false;
  changes_.push_back({Change::Kind::Added, std::string(section), std::string(to), {}, old->second.value});
  entries.emplace(to, old->second);
  entries.erase(old);
  return true;
}

}  // namespace aurora
