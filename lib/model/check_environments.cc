#include <algorithm>
#include <map>
#include <regex>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"
#include "model/other_clouds.h"

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

/// What flows say of everything outside; an end of this word could never be meant.
void internet(const Platform& platform, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view key, Span span, std::string_view parent) {
    if (key == "internet")
      diagnostics.report(diag::BadKey, span, key, parent, "another word, as flows have this one for the internet");
  };
  for (const auto& environment : platform.environments) refuse(environment.key, environment.span, "`environments`");
  for (const auto& network : platform.networks) refuse(network.name, network.span, "`networks`");
}

}  // namespace

void environments(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics) {
  std::map<std::string, Span> clusters;
  for (const auto& environment : platform.environments) {
    if (const auto* facts = facts_of(environment.cloud)) {
      account(environment, *facts, diagnostics);
      if (!environment.region.empty())
        region_and_zones(environment.region, {}, {environment.written, environment.span}, *facts, diagnostics);
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
  internet(platform, diagnostics);
  for (const auto& network : platform.networks)
    if (const auto* environment = platform.find(network.name))
      diagnostics.report(diag::NetworkNamedLikeEnvironment, network.span, network.name, network.name)
          .related(environment->span, "the environment")
          .hint("give the network another name");
}

void region_and_zones(const std::string& region, const std::vector<std::string>& zones, const Place& place,
                      const CloudFacts& facts, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const auto& fact : facts.regions) {
    names.push_back(fact.name);
    if (fact.name != region) continue;
    for (const auto& zone : zones) {
      const bool known = zone.size() == 1 && zone[0] >= '1' && zone[0] - '0' <= fact.zones;
      if (known) continue;
      diagnostics.report(diag::UnknownZone, place.item("zones", zone), region, zone)
          .hint(fact.zones == 0 ? "the region has no zones: write `zones: []`"
                                : "its zones are 1 to " + std::to_string(fact.zones));
    }
    return;
  }
  auto report = diagnostics.report(diag::UnknownRegion, place.at({"region"}), facts.cloud, region);
  if (const auto other = region_of_another_cloud(region, facts); !other.empty())
    report.hint(other);
  else if (const auto near = nearest(region, names); !near.empty())
    report.hint("did you mean `" + near + "`?");
}

namespace {

bool fits(const std::string& text, std::string_view pattern) {
  return pattern.empty() || std::regex_match(text, std::regex(std::string(pattern)));
}

/// `span` of the key, `place` of the value.
void tag(const std::string& key, const std::string& value, Span span, Span place, const TagRule& rule,
         Diagnostics& diagnostics) {
  const auto report = [&](const std::string& text) { diagnostics.report(diag::BadTag, span, key.substr(0, 60), text); };
  const auto report_value = [&](const std::string& text) {
    diagnostics.report(diag::BadTag, place, key.substr(0, 60), text);
  };
  if (!rule.forbidden_in_keys.empty() && key.find_first_of(rule.forbidden_in_keys) != std::string::npos)
    report("has one of the characters `" + std::string(rule.forbidden_in_keys) + "`");
  if (key.size() > static_cast<std::size_t>(rule.longest_key))
    report("has more than " + std::to_string(rule.longest_key) + " characters");
  else if (!fits(key, rule.key_pattern))
    report("is not what the cloud takes: " + std::string(rule.wants));
  if (value.size() > static_cast<std::size_t>(rule.longest_value))
    report_value("has a value of more than " + std::to_string(rule.longest_value) + " characters");
  else if (!fits(value, rule.value_pattern))
    report_value("has the value `" + value + "`, which the cloud does not take: " + std::string(rule.wants));
}

}  // namespace

void tags(const Tags& tags, const std::string& owner, const Place& place, const CloudFacts& facts,
          Diagnostics& diagnostics) {
  const auto& rule = facts.tags;
  if (tags.size() > static_cast<std::size_t>(rule.most))
    diagnostics.report(diag::TooManyTags, place.at({"tags"}), owner, tags.size(), static_cast<std::size_t>(rule.most));
  for (const auto& [key, value] : tags)
    tag(key, value, place.key("tags", key), place.at({"tags", key}), rule, diagnostics);
}

}  // namespace aurora::checking
