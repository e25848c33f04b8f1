#pragma once

#include "diagnostics/diagnostics.h"
#include "source/source_map.h"
#include "yaml/node.h"

namespace aurora::yaml {

/// What a spec may cost to read. Far above any real spec; each limit has a diagnostic of its own.
struct Limits {
  std::size_t bytes = 8U << 20U;     ///< of one file
  std::size_t depth = 64;            ///< mappings and sequences in each other
  std::size_t nodes = 2'000'000;     ///< written in one file
  std::size_t expanded = 4'000'000;  ///< after every alias is followed
};

/// The tree of a file, or nullptr when it cannot be read. An alias is the node of its anchor, never a copy;
/// `<<` merges, and a mapping's own keys win. An empty file is a null node.
const Node* parse(FileId file, const SourceMap& sources, Tree& tree, Diagnostics& diagnostics,
                  const Limits& limits = {});

}  // namespace aurora::yaml
