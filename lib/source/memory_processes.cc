#include "source/process.h"

namespace aurora {

std::optional<Program> MemoryProcesses::find(const std::string& name) const {
  const auto found = programs.find(name);
  if (found == programs.end()) return {};
  return Program{name, "/bin/" + name, found->second != nullptr};
}

std::vector<Program> MemoryProcesses::beginning(const std::string& prefix) const {
  std::vector<Program> result;
  for (auto at = programs.lower_bound(prefix); at != programs.end() && at->first.starts_with(prefix); ++at)
    result.push_back(*find(at->first));
  return result;
}

ProcessEnd MemoryProcesses::run(const Program& program, std::string_view input, const ProcessLimits& limits) const {
  auto end = programs.at(program.name)(input);
  if (end.output.size() > limits.output) return {ProcessEnd::Kind::TooMuchOutput, 0, {}, end.errors, {}};
  return end;
}

}  // namespace aurora
