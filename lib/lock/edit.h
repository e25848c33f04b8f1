#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lock/lock.h"

/// What people do with a lock by hand: list it, let go of what rests in it, take over what exists already.
namespace aurora {

/// An entry and where it stands.
struct LockItem {
  std::string section, key;
  Lock::Entry entry;
};

struct LockSelection {
  std::string section;            ///< empty: every section
  std::vector<std::string> what;  ///< keys, or their first parts up to a `/`; empty: everything
  enum class State { Any, Tombstones, Live } state = State::Any;
};

/// The entries that a selection means, by section and key.
std::vector<LockItem> select(const Lock& lock, const LockSelection& selection);

/// Removes the tombstones that the selection means, and with `live` what is in use too. A word of the selection that
/// means nothing, or only what is in use, is reported. Returns what was removed; with errors nothing is.
std::vector<LockItem> release(Lock& lock, const LockSelection& selection, bool live, Diagnostics& diagnostics);

/// Takes over the lines of `file`: `SECTION KEY VALUE`, as `lock show` prints them; empty lines and what follows a `#`
/// are skipped. A line that is none, a value that its section does not have, and a key that is in use with
/// another value are reported with their lines. Returns what is new; with errors nothing is.
std::vector<LockItem> import_lines(Lock& lock, FileId file, const SourceMap& sources, Diagnostics& diagnostics);

/// Columns `SECTION KEY VALUE`, and `tombstone` behind what rests: `import_lines` reads them again.
std::string render_lock_text(const std::vector<LockItem>& items);
/// `{"format_version": 1, "entries": [{section, key, value, tombstone}]}`.
std::string render_lock_json(const std::vector<LockItem>& items);

}  // namespace aurora
