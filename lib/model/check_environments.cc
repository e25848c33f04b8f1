#include <algorithm>
#include <map>
#include <regex>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"

namespace aurora::checking {
namespace {

void account(const Environment& environment, const CloudFacts& facts, Diagnostics& diagnostics) {
  const auto& given = environment.account;
  if (facts.account_pattern.empty() || !given.span.known()) return;
  if (std::regex_match(given.value, std::regex(std::string(facts.account_pattern)))) return;
  diagnostics.report(diag::BadAccount, given.span, given.value, facts.cloud)
      .hint("write " + std::string(facts.account_words));
}

void stage(const Environment& environment, const Cluster& cluster, Diagnostics& diagnostics) {
  const auto& name = cluster.identity.stage;
  const auto same = [&](const Text& text) { return text.value == name; };
  if (!environment.stages.empty()) {
    if (std::any_of(environment.stages.begin(), environment.stages.end(), same)) return;
    diagnostics.report(diag::StageNotAllowed, cluster.span, name, environment.key)
        .hint("add `" + name + "` to the environment's `stages`, or rename the cluster")
        .related(environment.stages.front().span, "the stages that are allowed");
    return;
  }
  if (name != "prod" || environment.key == "prod" || environment.key == "mgmt") return;
  diagnostics.report(diag::StageNotAllowed, cluster.span, name, environment.key)
      .hint("stage `prod` belongs in environment `prod`, unless the environment's `stages` name it");
}

void route_domains(const Platform& platform, Diagnostics& diagnostics) {
  std::vector<std::string_view> keys;
  for (const auto& environment : platform.environments) keys.push_back(environment.key);
  for (const auto& domain : platform.route_domains)
    for (const auto& environment : domain.environments) {
      if (platform.find(environment.value) != nullptr) continue;
      auto report = diagnostics.report(diag::UnknownEnvironment, environment.span, environment.value);
      if (const auto near = nearest(environment.value, keys); !near.empty())
        report.hint("did you mean `" + near + "`?");
    }
}

}  // namespace

void environments(const Platform& platform, FactsOf facts_of, Diagnostics& diagnostics) {
  std::map<std::string, Span> clusters;
  for (const auto& environment : platform.environments) {
    if (const auto* facts = facts_of(environment.cloud)) {
      account(environment, *facts, diagnostics);
      if (!environment.region.empty()) region_and_zones(environment.region, {}, environment.span, *facts, diagnostics);
    }
    for (const auto& cluster : environment.clusters) {
      stage(environment, cluster, diagnostics);
      const auto [first, added] = clusters.emplace(cluster.key, cluster.span);
      if (!added)
        diagnostics.report(diag::DuplicateCluster, cluster.span, cluster.key)
            .hint("names are made from it: give one of them another instance")
            .related(first->second, "first used here");
    }
  }
  route_domains(platform, diagnostics);
}

void region_and_zones(const std::string& region, const std::vector<std::string>& zones, Span span,
                      const CloudFacts& facts, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const auto& fact : facts.regions) {
    names.push_back(fact.name);
    if (fact.name != region) continue;
    for (const auto& zone : zones) {
      const bool known = zone.size() == 1 && zone[0] >= '1' && zone[0] - '0' <= fact.zones;
      if (known) continue;
      diagnostics.report(diag::UnknownZone, span, region, zone)
          .hint(fact.zones == 0 ? "the region has no zones: write `zones: []`"
                                : "its zones are 1 to " + std::to_string(fact.zones));
    }
    return;
  }
  auto report = diagnostics.report(diag::UnknownRegion, span, facts.cloud, region);
  if (const auto near = nearest(region, names); !near.empty()) report.hint("did you mean `" + near + "`?");
}

void tags(const Tags& tags, const std::string& owner, Span span, Diagnostics& diagnostics) {
  // learn.microsoft.com, "Use tags to organize your Azure resources": the narrowest of the clouds' limits on keys.
  if (tags.size() > 50) diagnostics.report(diag::TooManyTags, span, owner, tags.size(), std::size_t{50});
  for (const auto& [key, value] : tags) {
    if (key.find_first_of("<>%&\\?/") != std::string::npos)
      diagnostics.report(diag::BadTag, span, key, "has one of the characters `<>%&\\?/`");
    if (key.size() > 512) diagnostics.report(diag::BadTag, span, key.substr(0, 20), "has more than 512 characters");
    if (value.size() > 256) diagnostics.report(diag::BadTag, span, key, "has a value of more than 256 characters");
  }
}

}  // namespace aurora::checking
