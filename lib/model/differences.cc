// First what is written in a cloud's own environments, where an error belongs; then what its hubs, clusters and node
// pools have from elsewhere, which the merged trees of the model show. What was seen at its place is not seen again.
// Flows are the platform's: those count that end in the cloud.

#include "model/differences.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "model/written_keys.h"

namespace aurora {
namespace {

using Kind = KeyDifference::Kind;

struct BySpan {
  bool operator()(const Span& a, const Span& b) const {
    return std::tie(a.file, a.begin, a.end) < std::tie(b.file, b.begin, b.end);
  }
};

/// What is found for one cloud.
class Survey {
 public:
  Survey(const CloudFacts& facts, Diagnostics& diagnostics)
      : facts_(facts), keys_(facts.differences), diagnostics_(diagnostics) {}

  /// What is written in an environment of the cloud.
  void own(const yaml::Node& environment) {
    keys_.visit(
        "environment_entry", environment,
        [&](const KeyDifference& row, Span span) {
          if (row.kind == Kind::Differs)
            noted_[&row].spans.insert(span);
          else if (refused_.insert({&row, span}).second)
            refuse(row, span);
        },
        [](auto, const auto&) { return true; });
  }

  /// What holds for all clouds.
  void platform(const yaml::Node& root) {
    keys_.visit("environment", root, brought(false), [](std::string_view object, const auto&) {
      return object != "defaults" && object != "environment_entry";
    });
  }

  /// Flows into a role of the cloud's clusters: which these are, only the model knows.
  void flows(const Platform& platform) {
    constexpr std::string_view into = "flow.to=*:";
    for (const auto& row : facts_.differences) {
      if (!row.path.starts_with(into)) continue;
      const auto role = row.path.substr(into.size());
      for (const auto& flow : platform.flows)
        for (const auto& side : flow.to)
          if (flow.within != "cluster" && (side.role == role || side.role == "*") && is_here(side, platform))
            noted_[&row].spans.insert(side.span);
    }
  }

  /// What an environment has beside its hub and its clusters.
  void environment(const Environment& environment) {
    if (environment.written != nullptr)
      keys_.visit("environment_entry", *environment.written, brought(true), [](auto, const auto&) { return false; });
  }

  void hub(const Hub& hub) {
    keys_.visit("hub", *hub.written, brought(true), [](auto, const auto&) { return true; });
  }

  void cluster(const Cluster& cluster) {
    keys_.visit("cluster", *cluster.written, brought(true), [&](std::string_view object, const yaml::Node& written) {
      if (object == "egress") return written.span == cluster.egress.span;  // else the hub's, or another level's, holds
      return object != "node_pool";
    });
    for (const auto& pool : cluster.node_pools)
      if (pool.written != nullptr)
        keys_.visit("node_pool", *pool.written, brought(true), [](auto, const auto&) { return true; });
  }

  void finish(std::vector<Difference>& all) {
    for (const auto& [row, noted] : noted_) {
      const auto& first = *noted.spans.begin();
      all.push_back({std::string(facts_.cloud), row, first, noted.spans.size()});
      if (row->kind == Kind::Unsupported) say_no_effect(*row, noted);
    }
  }

 private:
  struct Noted {
    std::set<Span, BySpan> spans;
    bool takes_null = false;  ///< a level below can take the value away
  };
  struct ByRowAndSpan {
    using Place = std::pair<const KeyDifference*, Span>;
    bool operator()(const Place& a, const Place& b) const {
      return a.first != b.first ? a.first < b.first : BySpan()(a.second, b.second);
    }
  };

  bool is_here(const Endpoint& side, const Platform& platform) const {
    if (side.kind != Endpoint::Kind::Inside || side.cluster == "hub") return false;
    return std::any_of(platform.environments.begin(), platform.environments.end(), [&](const Environment& one) {
      return one.cloud == facts_.cloud && (side.environment == "*" || side.environment == one.key);
    });
  }

  WrittenKeys::Found brought(bool takes_null) {
    return [this, takes_null](const KeyDifference& row, Span span) {
      if (refused_.contains({&row, span})) return;
      if (row.kind == Kind::Refused) {
        refused_.insert({&row, span});
        return refuse(row, span);
      }
      auto& noted = noted_[&row];
      noted.spans.insert(span);
      noted.takes_null = takes_null;
    };
  }

  void refuse(const KeyDifference& row, Span span) {
    diagnostics_.report(diag::NoEquivalent, span, shown_key(row.path), facts_.cloud).hint(std::string(row.words));
  }

  void say_no_effect(const KeyDifference& row, const Noted& noted) {
    const auto more = noted.spans.size() - 1;
    const auto count =
        more == 0 ? "" : " (here and in " + std::to_string(more) + " more place" + (more > 1 ? "s)" : ")");
    auto report = diagnostics_.report(diag::NoEffect, *noted.spans.begin(), shown_key(row.path), facts_.cloud, count);
    report.hint(std::string(row.words));
    if (noted.takes_null) report.hint("a null in the environment takes it away there, and this note with it");
  }

  const CloudFacts& facts_;
  WrittenKeys keys_;
  Diagnostics& diagnostics_;
  std::set<ByRowAndSpan::Place, ByRowAndSpan> refused_;
  std::map<const KeyDifference*, Noted> noted_;
};

void survey(const Platform& platform, const yaml::Node& root, std::string_view cloud, Survey& survey) {
  const auto* written = root.find("environments");
  for (const auto& environment : platform.environments)
    if (const auto* own = written == nullptr ? nullptr : written->find(environment.key);
        own != nullptr && environment.cloud == cloud)
      survey.own(*own);
  survey.platform(root);
  survey.flows(platform);
  for (const auto& environment : platform.environments) {
    if (environment.cloud != cloud) continue;
    survey.environment(environment);
    if (environment.hub) survey.hub(*environment.hub);
    for (const auto& cluster : environment.clusters) survey.cluster(cluster);
  }
}

}  // namespace

std::string shown_key(std::string_view path) {
  for (const std::string_view object : {"environment_entry.", "environment.", "cluster."})
    if (path.starts_with(object)) path.remove_prefix(object.size());
  const auto equals = path.find('=');
  if (equals == path.npos) return std::string(path);
  return std::string(path.substr(0, equals)) + ": " + std::string(path.substr(equals + 1));
}

std::vector<Difference> differences(const Platform& platform, const yaml::Node& root, const FactsOf& facts_of,
                                    Diagnostics& diagnostics) {
  std::set<std::string> clouds;
  for (const auto& environment : platform.environments) clouds.insert(environment.cloud);
  std::vector<Difference> all;
  for (const auto& cloud : clouds) {
    const auto* facts = facts_of(cloud);
    if (facts == nullptr || facts->differences.empty()) continue;
    Survey of_cloud(*facts, diagnostics);
    survey(platform, root, cloud, of_cloud);
    of_cloud.finish(all);
  }
  std::sort(all.begin(), all.end(), [](const Difference& a, const Difference& b) {
    return std::tie(a.cloud, a.row->path) < std::tie(b.cloud, b.row->path);
  });
  return all;
}

}  // namespace aurora
