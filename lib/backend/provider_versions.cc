#include "backend/provider_versions.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <vector>

#include "terraform/schema.h"

namespace aurora {
namespace {

using Version = std::array<int, 3>;

/// Every version that stands in a text, missing parts as zero.
std::vector<Version> versions_in(std::string_view text) {
  std::vector<Version> found;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    Version version{};
    for (auto& part : version) {
      const auto* end = text.data() + text.size();
      at = static_cast<std::size_t>(std::from_chars(text.data() + at, end, part).ptr - text.data());
      if (at + 1 >= text.size() || text[at] != '.' || !is_digit(text[at + 1])) break;
      ++at;
    }
    found.push_back(version);
  }
  return found;
}

bool can_write_for(const Version& version, const std::vector<Version>& firsts) {
  return std::any_of(firsts.begin(), firsts.end(),
                     [&](const Version& first) { return version[0] == first[0] && version >= first; });
}

}  // namespace

bool is_supported(std::string_view constraint, const CloudFacts& facts) {
  if (facts.provider_firsts.empty()) return true;
  std::vector<Version> firsts;
  for (const auto first : facts.provider_firsts) firsts.push_back(versions_in(first).front());
  // A constraint changes its mind only at the versions that it names: they, their neighbours above, and the first
  // of each major are enough to ask.
  auto candidates = firsts;
  for (const auto& [major, minor, patch] : versions_in(constraint)) {
    candidates.push_back({major, minor, patch});
    candidates.push_back({major, minor, patch + 1});
    candidates.push_back({major, minor + 1, 0});
  }
  return std::any_of(candidates.begin(), candidates.end(), [&](const Version& version) {
    return can_write_for(version, firsts) &&
           tf::admits(constraint, fmt::format("{}.{}.{}", version[0], version[1], version[2]));
  });
}

void check_provider_versions(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics) {
  std::set<std::string_view> seen;
  for (const auto& environment : platform.environments) {
    const auto* facts = facts_of(environment.cloud);
    if (facts == nullptr || !seen.insert(environment.cloud).second) continue;
    const auto found = platform.terraform.provider_versions.find(std::string(facts->provider));
    if (found == platform.terraform.provider_versions.end() || is_supported(found->second.value, *facts)) continue;
    diagnostics.report(diag::ProviderVersion, found->second.span, found->second.value, found->first)
        .hint(std::string(facts->provider_words));
  }
}

}  // namespace aurora
