#include "connect/edges.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>

// A group of rules that can only allow must allow the internet whole, private ranges with it. So the edge of the subnet
// denies what the last rules deny, after it has let past whom some rule names: the network itself, whole other networks
// of the platform, ranges outside. It knows no connections, and what passes out must pass in again; so an entry holds
// for both directions and for every port, and which connections there may be remains the groups' to say, at both ends.
//
// Networks stand whole, not by subnet: an edge holds few entries, and a network keeps its prefix. A prefix has one
// number for the whole platform, from the lock: another network changes no entry that is there.

namespace aurora::connect_detail {
namespace {

constexpr int first_allow = 100, last_allow = 19999;
constexpr int first_deny = 20000, last_deny = 29999;

/// Numbers by prefix, one range of them for what passes and one for what does not.
class Numbers {
 public:
  Numbers(Lock& lock, Diagnostics& diagnostics) : lock_(lock), diagnostics_(diagnostics) {
    for (const auto& [key, entry] : lock.section("edge")) taken_.insert(number_of(entry));
  }

  int of(const Prefix& prefix, bool allow, Span span) {
    const auto key = (allow ? "allow/" : "deny/") + prefix.to_string();
    const auto* before = lock_.find("edge", key);
    const int number = before != nullptr ? number_of(*before) : next(allow, span);
    lock_.put("edge", key, std::to_string(number));
    return number;
  }

 private:
  static int number_of(const Lock::Entry& entry) {
    int number = 0;
    std::from_chars(entry.value.data(), entry.value.data() + entry.value.size(), number);
    return number;
  }

  int next(bool allow, Span span) {
    auto& from = allow ? next_allow_ : next_deny_;
    while (taken_.count(from) != 0) ++from;
    if (from > (allow ? last_allow : last_deny)) diagnostics_.report(diag::EdgeNumbersFull, span, from);
    taken_.insert(from);
    return from;
  }

  Lock& lock_;
  Diagnostics& diagnostics_;
  std::set<int> taken_;
  int next_allow_ = first_allow, next_deny_ = first_deny;
};

/// Prefixes of the networks of the platform, to find those that a range is in or is made of.
class Networks {
 public:
  explicit Networks(const std::vector<Site>& sites) {
    for (const auto& site : sites) all_.insert(all_.end(), site.addresses.begin(), site.addresses.end());
    all_ = disjoint(std::move(all_));
  }

  /// The prefix of the network that holds `range`, or those that it is the sum of; else the range itself.
  std::vector<Prefix> around(const Prefix& range) const {
    auto at = std::lower_bound(all_.begin(), all_.end(), range);
    if (at != all_.begin() && std::prev(at)->contains(range)) return {*std::prev(at)};
    std::vector<Prefix> inside;
    std::uint64_t held = 0;
    for (; at != all_.end() && range.contains(*at); ++at) {
      inside.push_back(*at);
      held += at->size();
    }
    return held == range.size() ? inside : std::vector<Prefix>{range};
  }

 private:
  std::vector<Prefix> all_;
};

struct Sides {
  std::vector<Prefix> allow, deny;
  Span span;
};

void add_rule(const Rule& rule, const Networks& networks, Sides& sides) {
  const bool in = rule.direction == Rule::Direction::Inbound;
  const bool allow = rule.access == Rule::Access::Allow;
  for (const auto& prefix : (in ? rule.from : rule.to).prefixes) {
    if (!allow) {
      sides.deny.push_back(prefix);
      continue;
    }
    const auto parts = networks.around(prefix);
    sides.allow.insert(sides.allow.end(), parts.begin(), parts.end());
  }
}

/// The rules of all zones of each subnet together.
std::map<std::string, Sides> sides_of(const Site& site, const std::vector<const SubnetRules*>& all,
                                      const Networks& networks) {
  std::map<std::string, Sides> result;
  for (const auto* rules : all) {
    const auto* subnet = site.network->find(rules->subnet);
    if (subnet == nullptr) continue;
    auto& sides = result[subnet->base.empty() ? subnet->key : subnet->base];
    if (!sides.span.known()) sides = {site.addresses, {}, subnet->span};
    for (const auto& rule : rules->rules) add_rule(rule, networks, sides);
  }
  return result;
}

SubnetEdge edge_of(const Site& site, const std::string& subnet, Sides sides, Numbers& numbers) {
  SubnetEdge edge{site.id(), subnet, {}, sides.span};
  for (const auto& prefix : disjoint(std::move(sides.allow)))
    edge.entries.push_back({numbers.of(prefix, true, sides.span), true, prefix});
  for (const auto& prefix : disjoint(std::move(sides.deny)))
    edge.entries.push_back({numbers.of(prefix, false, sides.span), false, prefix});
  std::sort(edge.entries.begin(), edge.entries.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return edge;
}

}  // namespace

std::vector<SubnetEdge> edges_of(const std::vector<Site>& sites, const std::vector<SubnetRules>& rules, Lock& lock,
                                 Diagnostics& diagnostics) {
  std::map<std::string_view, std::vector<const SubnetRules*>> by_owner;
  for (const auto& one : rules) by_owner[one.owner].push_back(&one);
  const Networks networks(sites);
  Numbers numbers(lock, diagnostics);
  std::map<std::string_view, const Site*> by_id;  // sorted: the order of the spec numbers nothing
  for (const auto& site : sites)
    if (site.facts != nullptr && site.facts->groups_only_allow) by_id[site.id()] = &site;
  std::vector<SubnetEdge> edges;
  for (const auto& [id, site] : by_id)
    for (auto& [subnet, sides] : sides_of(*site, by_owner[id], networks))
      edges.push_back(edge_of(*site, subnet, std::move(sides), numbers));
  return edges;
}

}  // namespace aurora::connect_detail
