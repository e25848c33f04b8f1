#include <fmt/core.h>

#include "session.h"

namespace aurora::cli {
namespace {

std::string count(std::size_t number, const char* thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

struct Counts {
  std::size_t environments, clusters = 0, stacks, resources = 0;
};

Counts counts_of(const Compilation& compilation) {
  Counts counts{compilation.platform->environments.size(), 0, compilation.documents.size(), 0};
  for (const auto& environment : compilation.platform->environments) counts.clusters += environment.clusters.size();
  for (const auto& document : compilation.documents) counts.resources += document.resources.size();
  return counts;
}

std::string summary(const Counts& counts, const std::string& spec, bool json) {
  if (json)
    return fmt::format(
        "{{\"format_version\": 1, \"environments\": {}, \"clusters\": {}, \"stacks\": {}, \"resources\": {}}}\n",
        counts.environments, counts.clusters, counts.stacks, counts.resources);
  return fmt::format("{}: fine: {}, {}, {}, {}\n", spec, count(counts.environments, "environment"),
                     count(counts.clusters, "cluster"), count(counts.stacks, "stack"),
                     count(counts.resources, "resource"));
}

}  // namespace

std::function<int()> setup_validate(CLI::App& app, const Global& global) {
  auto options = std::make_shared<SpecOptions>();
  add_spec_options(app, *options);
  return [options, &global] {
    int status = kFine;
    const auto compilation = compile_spec(*options, global, Until::Documents, status);
    if (status == kFine) print_report(summary(counts_of(*compilation), options->spec, global.json()), global);
    return status;
  };
}

}  // namespace aurora::cli
