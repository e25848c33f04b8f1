#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"
#include "source/span.h"

namespace aurora {

/// What was decided before and must not change. A table from (section, key) to a text, one line each in
/// `<spec>.lock.json`. Sections: `address` (`nonprod/gen-dev-cc-00/subnet/system` -> `10.64.0.0/27`),
/// `priority`, `asn`, `suffix` (digits of worldwide names), `name` (what was renamed keeps its name in the cloud),
/// `renamed` (each `renamed_from` that was followed), `terraform` (stack and former address -> the resource's address
/// now). Where a cloud asks for them also `edge` (numbers of what passes subnets) and `transit` (who makes the
/// routers).
class Lock {
 public:
  struct Entry {
    std::string value;
    bool tombstone = false;  ///< no longer in the spec; rests until released by hand
    Span span;               ///< in the lock file; unknown when new
    bool kept = false;       ///< decided again in this run
  };

  /// Reads a lock file's text. Empty text: a new lock. A damaged or newer one is reported with its line.
  static std::optional<Lock> parse(FileId file, const SourceMap& sources, Diagnostics& diagnostics);
  std::string to_text() const;

  const Entry* find(std::string_view section, std::string_view key) const;
  /// Every entry of a section, sorted by key, tombstones included.
  const std::map<std::string, Entry, std::less<>>& section(std::string_view section) const;
  /// Records a decision. Returns true when it was not there with this value before.
  bool put(std::string_view section, std::string_view key, std::string value);
  /// Marks entries of `section` that were not `put` or `keep`-ed since reading as tombstones.
  void keep(std::string_view section, std::string_view key);
  /// The same for an entry of this lock that was found before and is no tombstone.
  void keep(const Entry& entry) { const_cast<Entry&>(entry).kept = true; }
  void bury(std::string_view section);
  /// Writes an entry as it is told, by hand's order rather than the compiler's: no change is noted.
  void set(std::string_view section, std::string_view key, std::string value, bool tombstone);
  /// Removes an entry for good. Returns false when it was not there.
  bool erase(std::string_view section, std::string_view key);
  /// Names of the sections that have entries, sorted.
  std::vector<std::string_view> sections() const;
  /// Gives the entry `from` the key `to`, when there is one and `to` is free: its owner was renamed.
  bool rename(std::string_view section, std::string_view from, std::string_view to);
  /// What differs from the text it was read from, for `plan` ("would be added") and `--locked`.
  struct Change {
    enum class Kind { Added, Changed, Buried } kind;
    std::string section, key, before, after;
  };
  const std::vector<Change>& changes() const { return changes_; }

 private:
  friend class LockReader;
  struct Section {
    std::map<std::string, Entry, std::less<>> entries;
  };
  std::map<std::string, Section, std::less<>> sections_;
  std::vector<Change> changes_;
};

}  // namespace aurora
