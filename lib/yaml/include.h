#pragma once

#include <string>

#include "diagnostics/diagnostics.h"
#include "source/file_system.h"
#include "source/source_map.h"
#include "yaml/node.h"

namespace aurora::yaml {

/// Reads the spec at `path` and what its `include:` names (paths or globs with `*` and `?`, relative to the file that
/// includes; a cycle, a path without a file and a glob that matches nothing are refused), and merges them into
/// one mapping without `include`. Mappings merge key by key; lists at the top (`flows`, `isolation`) are joined in
/// the order of their files; any other key that two files give is an error that names both places. A file that
/// is included twice counts once. nullptr when there is nothing to go on with.
const Node* load(const std::string& path, const FileSystem& files, SourceMap& sources, Tree& tree,
                 Diagnostics& diagnostics);
/// The same for a spec that is not on the disk, shown as `name`; what it includes is relative to the working
/// directory.
const Node* load_text(const std::string& name, std::string text, const FileSystem& files, SourceMap& sources,
                      Tree& tree, Diagnostics& diagnostics);

}  // namespace aurora::yaml
