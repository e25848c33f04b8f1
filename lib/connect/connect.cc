#include "connect/connect.h"

#include <algorithm>
#include <tuple>

#include "connect/bgp.h"
#include "connect/domains.h"
#include "connect/edges.h"
#include "connect/flow_rules.h"
#include "connect/links.h"
#include "connect/peerings.h"
#include "connect/platform_rules.h"
#include "connect/priorities.h"
#include "connect/role_rules.h"
#include "connect/sites.h"
#include "connect/transits.h"

// Connectivity. Four sources make rules: roles (who talks to whom inside a network), flows (everything between
// networks and from outside), route reflectors (their sessions), and the platform (what every subnet needs, and the
// last rules, which deny the rest). Each writes drafts into one book; then every subnet's drafts get their priorities,
// in the band of their source. Flows come first, so that nothing a role allows can hide what the spec says of them.

namespace aurora {

using namespace connect_detail;

namespace {

void finish_rules(const std::vector<Site>& sites, FactsOf facts_of, RuleBook& book, Lock& lock,
                  Diagnostics& diagnostics, ConnectivityPlan& plan) {
  const RuleLimits limits;
  for (const auto& site : sites) {
    const auto* facts = facts_of(site.environment->cloud);
    for (const auto& spot : site.spots) {
      if (!spot.guarded) continue;
      std::vector<DraftRule> drafts;
      for (auto& draft : book.drafts()[&spot])
        for (auto& part : split(std::move(draft), limits)) drafts.push_back(std::move(part));
      const std::string where = site.id() + "/" + spot.subnet->key;
      if (drafts.size() > limits.rules)
        diagnostics.report(diag::TooManyRules, spot.subnet->span, where, drafts.size(), limits.rules)
            .hint("join flows, or give the subnet's workloads subnets of their own");
      plan.subnets.push_back(
          {site.id(), spot.subnet->key, assign_priorities(spot, std::move(drafts), lock, diagnostics)});
      if (facts != nullptr && facts->one_rule_list) plan.subnets.back().part = assign_part(spot, lock);
    }
  }
  std::sort(plan.subnets.begin(), plan.subnets.end(), [](const SubnetRules& a, const SubnetRules& b) {
    return std::tie(a.owner, a.subnet) < std::tie(b.owner, b.subnet);
  });
}

}  // namespace

ConnectivityPlan connect(const Platform& platform, const AddressPlan& addresses, const FactsOf& facts, Lock& lock,
                         Diagnostics& diagnostics) {
  ConnectivityPlan plan;
  const auto sites = sites_of(platform, addresses, facts);
  const Domains domains(platform);
  RuleBook book;
  const auto joined = add_flow_rules(platform, sites, book, diagnostics);
  for (const auto& site : sites) add_role_rules(site, book);
  add_bgp(sites, domains, addresses, facts, lock, book, plan);
  add_platform_rules(platform, sites, book);
  plan.peerings = peerings_of(sites, domains, joined, diagnostics);
  plan.links = links_of(sites, domains, joined, facts, lock, diagnostics);
  finish_rules(sites, facts, book, lock, diagnostics, plan);
  plan.transits = transits_of(sites, domains, lock);
  plan.edges = edges_of(sites, plan.subnets, lock, diagnostics);
  lock.bury("priority");
  lock.bury("asn");
  lock.bury("edge");
  lock.bury("transit");
  return plan;
}

}  // namespace aurora
