#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "terraform/document.h"
#include "terraform/write.h"

namespace aurora::tf {

/// A stack as files: what `write` made, or what lies in the output folder.
struct StackFiles {
  std::string stack;                    ///< `nonprod/gen-dev-cc-00`; also its folder below the output folder
  std::vector<std::string> depends_on;  ///< stacks to be applied before, sorted
  std::vector<File> files;              ///< sorted by path
  std::string renamed_from{};           ///< the stack that it was called; or nothing
  /// Arguments of the state backend that told the former stack's state from others, as they were: `key`.
  std::vector<std::pair<std::string, std::string>> former_state{};
};

/// Writes every document; sorted by stack.
std::vector<StackFiles> write_stacks(const std::vector<Document>& documents);

/// The providers that its files ask for, by the names that Terraform has for them: `azurerm`.
std::set<std::string> providers_of(const StackFiles& stack);

}  // namespace aurora::tf
