#include "backends.h"

#include <cstdlib>

#include "backend/registry.h"

namespace aurora::cli {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

/// What a program gets to see: where programs, its user's files and temporary ones are, and the same language and time
/// zone everywhere, so that its answer does not depend on who runs it.
std::vector<std::string> scrubbed_environment() {
  std::vector<std::string> kept{"LC_ALL=C.UTF-8", "TZ=UTC"};
  for (const char* name : {"PATH", "HOME", "TMPDIR"})
    if (const auto value = variable(name); !value.empty()) kept.push_back(std::string(name) + "=" + std::string(value));
  return kept;
}

}  // namespace

protocol::ExternalBackends& external_backends(const Global& global) {
  static const RealProcesses processes(variable("PATH"), scrubbed_environment());
  static protocol::ExternalBackends external(processes, {static_cast<int>(global.backend_timeout * 1000)});
  return external;
}

const Backends& backends(const Global& global) {
  static const Backends all = protocol::with_programs(built_in_backends(), external_backends(global));
  return all;
}

}  // namespace aurora::cli
