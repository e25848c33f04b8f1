#include "terraform/stack_files.h"

#include <algorithm>

namespace aurora::tf {

std::vector<StackFiles> write_stacks(const std::vector<Document>& documents) {
  std::vector<StackFiles> stacks;
  for (const auto& document : documents) {
    auto& made = stacks.emplace_back(StackFiles{document.stack, document.depends_on, write(document)});
    std::sort(made.depends_on.begin(), made.depends_on.end());
    made.depends_on.erase(std::unique(made.depends_on.begin(), made.depends_on.end()), made.depends_on.end());
  }
  std::sort(stacks.begin(), stacks.end(), [](const auto& a, const auto& b) { return a.stack < b.stack; });
  return stacks;
}

}  // namespace aurora::tf
