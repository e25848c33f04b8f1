#include <algorithm>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"

namespace aurora::checking {
namespace {

std::vector<std::string> stacks(const Platform& platform) {
  std::vector<std::string> all;
  for (const auto& environment : platform.environments) {
    if (environment.hub) all.push_back(environment.hub->identity.id);
    for (const auto& cluster : environment.clusters) all.push_back(cluster.identity.id);
  }
  return all;
}

}  // namespace

void settings(const Platform& platform, Diagnostics& diagnostics) {
  const auto known = stacks(platform);
  const std::vector<std::string_view> words(known.begin(), known.end());
  for (const auto& one : platform.overrides) {
    if (std::find(words.begin(), words.end(), one.stack.value) != words.end()) continue;
    auto report = diagnostics.report(diag::UnknownStack, one.stack.span, one.stack.value);
    if (const auto near = nearest(one.stack.value, words); !near.empty()) report.hint("did you mean `" + near + "`?");
  }
}

}  // namespace aurora::checking
