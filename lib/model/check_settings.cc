#include <algorithm>
#include <regex>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"

namespace aurora::checking {
namespace {

/// Whether a constraint on azurerm can be met by 4.49 or later, or 5.x: the first version that it names decides.
bool azurerm_fits(const std::string& constraint) {
  static const std::regex form(R"(\s*(~>|>=|=|)\s*(\d+)(?:\.(\d+))?(?:\.\d+)?\s*(,.*)?)");
  std::smatch match;
  if (!std::regex_match(constraint, match, form)) return false;
  const int major = std::stoi(match[2].str().substr(0, 4));
  const int minor = match[3].matched ? std::stoi(match[3].str().substr(0, 4)) : -1;
  if (match[1] == ">=") return major <= 5;
  return major == 5 || (major == 4 && (minor >= 49 || (minor < 0 && match[1] == "~>")));
}

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
  const auto& versions = platform.terraform.provider_versions;
  if (const auto found = versions.find("azurerm"); found != versions.end() && !azurerm_fits(found->second.value))
    diagnostics.report(diag::ProviderVersion, found->second.span, found->second.value, found->first)
        .hint("4.49 and later and 5.x are supported: write `~> 4.49` or `~> 5.0`");
  const auto known = stacks(platform);
  const std::vector<std::string_view> words(known.begin(), known.end());
  for (const auto& one : platform.overrides) {
    if (std::find(words.begin(), words.end(), one.stack.value) != words.end()) continue;
    auto report = diagnostics.report(diag::UnknownStack, one.stack.span, one.stack.value);
    if (const auto near = nearest(one.stack.value, words); !near.empty()) report.hint("did you mean `" + near + "`?");
  }
}

}  // namespace aurora::checking
