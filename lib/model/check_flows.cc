#include <algorithm>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"
#include "model/roles.h"

namespace aurora::checking {
namespace {

bool any(const std::string& word) { return word == "*"; }

void add_roles(const Network& network, std::vector<std::string_view>& roles) {
  for (const auto& subnet : network.subnets) {
    roles.insert(roles.end(), {subnet.role.value, subnet.base.empty() ? subnet.key : subnet.base});
    roles.insert(roles.end(), subnet.further_roles.begin(), subnet.further_roles.end());
  }
}

/// The roles that the endpoint's networks have; `cluster_found` when one of them exists.
std::vector<std::string_view> roles_of(const Endpoint& side, const Platform& platform, bool& cluster_found,
                                       std::vector<std::string_view>& clusters) {
  std::vector<std::string_view> roles;
  for (const auto& environment : platform.environments) {
    if (!any(side.environment) && environment.key != side.environment) continue;
    if (environment.hub && (any(side.cluster) || side.cluster == "hub")) {
      cluster_found = true;
      add_roles(environment.hub->network, roles);
    }
    for (const auto& cluster : environment.clusters) {
      clusters.push_back(cluster.key);
      if (!any(side.cluster) && cluster.key != side.cluster) continue;
      cluster_found = true;
      add_roles(cluster.network, roles);
    }
  }
  return roles;
}

void endpoint(const Endpoint& side, const Platform& platform, Diagnostics& diagnostics) {
  if (side.kind != Endpoint::Kind::Inside) return;
  const auto report = [&](const std::string& what, std::string_view word, std::vector<std::string_view> near_words) {
    auto made = diagnostics.report(diag::UnknownEndpoint, side.span, side.text, what);
    if (const auto near = nearest(word, near_words); !near.empty()) made.hint("did you mean `" + near + "`?");
  };
  if (!any(side.environment) && platform.find(side.environment) == nullptr) {
    std::vector<std::string_view> words{"internet"};
    for (const auto& environment : platform.environments) words.push_back(environment.key);
    for (const auto& network : platform.networks) words.push_back(network.name);
    return report("there is no environment or outside network `" + side.environment + "`", side.environment, words);
  }
  bool found = false;
  std::vector<std::string_view> clusters{"hub"};
  const auto roles = roles_of(side, platform, found, clusters);
  if (!found && !any(side.cluster))
    return report("there is no cluster `" + side.cluster + "` in it", side.cluster, clusters);
  if (any(side.role) || side.role == "nodes" || std::find(roles.begin(), roles.end(), side.role) != roles.end()) return;
  // A built-in role that no network of a wildcard has yet is no mistake: the flow holds for those to come.
  if (any(side.environment) && find_role(side.role) != nullptr) return;
  report("no network in it has a role or subnet `" + side.role + "`", side.role, roles);
}

/// Whether everything in `outer` may be in `inner`: the flow's side meets what is forbidden.
bool meets(const Endpoint& a, const Endpoint& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Endpoint::Kind::Internet) return true;
  if (a.kind == Endpoint::Kind::Outside) return a.outside == b.outside;
  const auto same = [](const std::string& x, const std::string& y) { return any(x) || any(y) || x == y; };
  return same(a.environment, b.environment) && same(a.cluster, b.cluster) && same(a.role, b.role);
}

/// A flow within environments or clusters only joins sides that have one environment in common.
bool may_join(const Flow& flow, const IsolationRule& rule) {
  if (flow.within.empty()) return true;
  return any(rule.from.environment) || any(rule.to.environment) || rule.from.environment == rule.to.environment;
}

void isolation(const Flow& flow, const IsolationRule& rule, Diagnostics& diagnostics) {
  if (!may_join(flow, rule)) return;
  for (const auto& from : flow.from)
    for (const auto& to : flow.to)
      if (meets(from, rule.from) && meets(to, rule.to)) {
        diagnostics.report(diag::FlowBreaksIsolation, to.span, flow.name, from.text, to.text)
            .hint("narrow the flow, or take the isolation line back")
            .related(rule.span, "what may never be possible");
        return;
      }
}

/// No rule comes of a flow that begins and ends outside: nothing of the platform is in its way, or helps it.
void outside_only(const Flow& flow, Diagnostics& diagnostics) {
  const auto inside = [](const Endpoint& side) { return side.kind == Endpoint::Kind::Inside; };
  const bool any_inside =
      std::any_of(flow.from.begin(), flow.from.end(), inside) || std::any_of(flow.to.begin(), flow.to.end(), inside);
  if (!any_inside && !flow.from.empty() && !flow.to.empty())
    diagnostics.report(diag::FlowOutside, flow.span, flow.name)
        .hint("an end such as `prod:loadbalancer` makes it one of the platform's; `*:nodes` are all nodes");
}

}  // namespace

void flows(const Platform& platform, Diagnostics& diagnostics) {
  const Flow* before = nullptr;
  for (const auto& flow : platform.flows) {
    if (before != nullptr && before->name == flow.name)
      diagnostics.report(diag::DuplicateFlow, flow.span, flow.name).related(before->span, "first used here");
    before = &flow;
    for (const auto* sides : {&flow.from, &flow.to})
      for (const auto& side : *sides) endpoint(side, platform, diagnostics);
    outside_only(flow, diagnostics);
    for (const auto& rule : platform.isolation) isolation(flow, rule, diagnostics);
  }
  for (const auto& rule : platform.isolation)
    for (const auto* side : {&rule.from, &rule.to}) endpoint(*side, platform, diagnostics);
}

}  // namespace aurora::checking
