#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aurora {

/// The newest lock format that this program reads, and the one it writes.
inline constexpr int kLockFormat = 1;

/// One line of a lock file, taken apart. The lock is JSON, and it is also a list of lines: each of these
/// forms is a whole line, so that a version control system merges allocations and not punctuation.
struct LockLine {
  enum class Kind {
    Open,       ///< `{`
    Format,     ///< `"format_version": 1,` (value)
    Section,    ///< `"address": {` (key)
    Entry,      ///< `"key": {"is": "value", "check": "3f9a12c4"},`
    Tombstone,  ///< `"key": {"was": "value", "check": "3f9a12c4"},`
    Last,       ///< `"~": null`: so that every line before it may end in a comma
    CloseSection,
    Close,
    Conflict,  ///< what git leaves behind
  };
  Kind kind;
  std::string key, value, check{};
};

/// A line without its break and surrounding blanks; nothing when it has none of the forms.
std::optional<LockLine> read_lock_line(std::string_view line);
/// The check digits of a line: 32 bits of FNV-1a (Fowler, Noll and Vo) over all that it says, in hexadecimal. They
/// tell a slip of an editor or of a merge from what `emit` wrote; they keep nobody out who means it.
std::string lock_check(std::string_view section, std::string_view key, std::string_view value, bool tombstone);
/// The whole line of an entry, with its indent and line break.
std::string lock_entry_line(std::string_view section, std::string_view key, std::string_view value, bool tombstone);
/// `text` as a JSON string.
std::string lock_quoted(std::string_view text);

}  // namespace aurora
