#include <fmt/core.h>

#include "session.h"

namespace aurora::cli {

std::function<int()> setup_version(CLI::App&, const Global& global) {
  return [&global] {
    print_report(global.json()
                     ? fmt::format("{{\"version\": \"{}\", \"api_version\": \"aurora-iac/v1\"}}\n", AURORA_VERSION)
                     : fmt::format("aurora-iac {}\n", AURORA_VERSION),
                 global);
    return static_cast<int>(kFine);
  };
}

}  // namespace aurora::cli
