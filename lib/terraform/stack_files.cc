#include "terraform/stack_files.h"

#include <algorithm>

#include "terraform/read.h"

namespace aurora::tf {
namespace {

std::vector<std::pair<std::string, std::string>> former_state(const Document& document) {
  std::vector<std::pair<std::string, std::string>> former;
  if (document.renamed_from.empty()) return former;
  for (const auto& [name, value] : document.backend) {
    const auto* text = value.get_if<std::string>();
    const auto at = text == nullptr ? std::string::npos : text->find(document.stack);
    if (at == std::string::npos) continue;
    auto before = *text;
    former.emplace_back(name, before.replace(at, document.stack.size(), document.renamed_from));
  }
  return former;
}

}  // namespace

std::vector<StackFiles> write_stacks(const std::vector<Document>& documents) {
  std::vector<StackFiles> stacks;
  for (const auto& document : documents) {
    auto& made = stacks.emplace_back(StackFiles{document.stack, document.depends_on, write(document),
                                                document.renamed_from, former_state(document)});
    std::sort(made.depends_on.begin(), made.depends_on.end());
    made.depends_on.erase(std::unique(made.depends_on.begin(), made.depends_on.end()), made.depends_on.end());
  }
  std::sort(stacks.begin(), stacks.end(), [](const auto& a, const auto& b) { return a.stack < b.stack; });
  return stacks;
}

std::set<std::string> providers_of(const StackFiles& stack) {
  std::set<std::string> names;
  for (const auto& file : stack.files) {
    if (file.text.find("\"required_providers\"") == std::string::npos) continue;  // most are large, and without
    const auto document = read_json(file.text);
    const auto* settings = document ? member(*document, "terraform") : nullptr;
    const auto* pins = settings == nullptr ? nullptr : member(*settings, "required_providers");
    const auto* entries = pins == nullptr ? nullptr : pins->get_if<Object>();
    if (entries == nullptr) continue;
    for (const auto& [name, pin] : *entries) names.insert(name);
  }
  return names;
}

}  // namespace aurora::tf
