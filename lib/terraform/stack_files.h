#pragma once

#include <string>
#include <vector>

#include "terraform/document.h"
#include "terraform/write.h"

namespace aurora::tf {

/// A stack as files: what `write` made, or what lies in the output folder.
struct StackFiles {
  std::string stack;                    ///< `nonprod/gen-dev-cc-00`; also its folder below the output folder
  std::vector<std::string> depends_on;  ///< stacks to be applied before, sorted
  std::vector<File> files;              ///< sorted by path
};

/// Writes every document; sorted by stack.
std::vector<StackFiles> write_stacks(const std::vector<Document>& documents);

}  // namespace aurora::tf
