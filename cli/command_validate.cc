#include <fmt/core.h>

#include "session.h"

namespace aurora::cli {
namespace {

std::string count(std::size_t number, const char* thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::string summary(const Compilation& compilation, const std::string& spec) {
  std::size_t clusters = 0;
  std::size_t resources = 0;
  for (const auto& environment : compilation.platform->environments) clusters += environment.clusters.size();
  for (const auto& document : compilation.documents) resources += document.resources.size();
  return fmt::format("{}: fine: {}, {}, {}, {}\n", spec,
                     count(compilation.platform->environments.size(), "environment"), count(clusters, "cluster"),
                     count(compilation.documents.size(), "stack"), count(resources, "resource"));
}

}  // namespace

std::function<int()> setup_validate(CLI::App& app, const Global& global) {
  auto options = std::make_shared<SpecOptions>();
  add_spec_options(app, *options);
  return [options, &global] {
    int status = kFine;
    const auto compilation = compile_spec(*options, global, Until::Documents, status);
    if (status == kFine && !global.json()) print_report(summary(*compilation, options->spec), global);
    return status;
  };
}

}  // namespace aurora::cli
