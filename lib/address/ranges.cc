#include "address/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "address/need.h"
#include "address/networks.h"

namespace aurora {
namespace {

using Origin = Allocation::Origin;

/// Kubernetes takes no larger range than a /12, Azure wants it smaller than that.
constexpr int kShortestServiceRange = 13;
/// Room for the addresses that every cluster has (`kubernetes` at .1, DNS at .10).
constexpr int kLongestServiceRange = 28;
/// One range for all clusters may be generous; one of many is a /20, 4096 services.
constexpr int kSharedServiceRange = 16;
constexpr int kOwnServiceRange = 20;

struct Request {
  const Site* site;
  Need need;
};

void check_pods(const Site& site, const Prefix& prefix, const Need& need, Span span, Diagnostics& diagnostics) {
  if (prefix.is_v6() || prefix.size() >= need.addresses) return;
  diagnostics
      .report(diag::PodRangeTooSmall, span, prefix.to_string(), site.owner, prefix.size(), need.addresses, need.sum)
      .hint(fmt::format("use a /{} or larger, or fewer nodes", need.length));
}

void check_kept_pods(const Site& site, const LockedRanges::Range& kept, const Need& need, Diagnostics& diagnostics) {
  if (kept.prefix.size() >= need.addresses) return;
  diagnostics
      .report(diag::LockedTooSmall, site.span, site.owner + "/pods", kept.prefix.to_string(), need.length, need.sum)
      .related(kept.span, "kept by this line of the lock")
      .hint(
          "the pod range of a cluster cannot change while it lives: ask for fewer nodes, or, when the cluster can be "
          "made anew, delete the line of the lock");
}

/// Places what is pinned, kept, or came with the network; returns the rest.
std::vector<Request> fixed_pods(const std::vector<Site>& sites, const LockedRanges& locked, const Ground& ground,
                                AddressPlan& plan, Diagnostics& diagnostics) {
  std::vector<Request> requests;
  for (const auto& site : sites) {
    if (site.cluster == nullptr || !has_pod_range(*site.cluster)) continue;
    if (plan.find(site.owner, "pods") != nullptr) continue;
    const auto need = pods_need(*site.cluster, *site.facts);
    if (need.addresses == 0 && !site.cluster->kubernetes.pod_cidr) continue;
    const auto put = [&](const Prefix& prefix, Origin origin, Span span) {
      plan.add({site.owner, "pods", prefix, origin, need.addresses, need.sum, span});
    };
    const auto* kept = locked.find(site.owner, "pods");
    if (const auto& pin = site.cluster->kubernetes.pod_cidr) {
      put(pin->value, Origin::Pinned, pin->span);
      check_pods(site, pin->value, need, pin->span, diagnostics);
    } else if (kept != nullptr && !(kept->tombstone && ground.has_owner(kept->prefix))) {
      put(kept->prefix, Origin::Locked, site.span);
      check_kept_pods(site, *kept, need, diagnostics);
    } else {
      requests.push_back({&site, need});
    }
  }
  std::stable_sort(requests.begin(), requests.end(),
                   [](const Request& a, const Request& b) { return a.need.length < b.need.length; });
  return requests;
}

/// Places of shared pod ranges by length: those that some cluster has already come first. Where pods are routed their
/// range is nobody else's.
std::map<int, Prefix> shared_pods(const std::vector<Site>& sites, const AddressPlan& plan, const Pool& pool) {
  std::map<int, Prefix> result;
  for (const auto& site : sites) {
    const auto* pods = site.facts->secondary_ranges ? nullptr : plan.find(site.owner, "pods");
    if (pods != nullptr && std::any_of(pool.prefixes.begin(), pool.prefixes.end(),
                                       [&](const Prefix& own) { return own.contains(pods->prefix); }))
      result.emplace(pods->prefix.length, pods->prefix);
  }
  return result;
}

}  // namespace

void place_pods(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked, Ground& ground,
                AddressPlan& plan, Diagnostics& diagnostics) {
  const bool shared = platform.addresses.share_pod_range && !platform.addresses.pod_pools.empty();
  const auto requests = fixed_pods(sites, locked, ground, plan, diagnostics);
  std::map<int, Prefix> common;
  if (shared && !requests.empty()) common = shared_pods(sites, plan, ground.pods(*requests.front().site->environment));
  for (const auto& [site, need] : requests) {
    auto& pool = ground.pods(*site->environment);
    const bool sharing = shared && !site->facts->secondary_ranges;
    const auto found = sharing ? common.find(need.length) : common.end();
    auto block = found != common.end() ? std::optional(found->second) : std::nullopt;
    // A pod range cannot grow while its cluster lives: it gets room to double, where there is room.
    if (!block) block = ground.take_from(pool, need.length - 1);
    if (!block) block = ground.take_from(pool, need.length);
    if (!block) {
      report_exhausted(pool, fmt::format("the pods of `{}`", site->owner), need.length, site->span, diagnostics);
      continue;
    }
    if (sharing) common.emplace(need.length, *block);
    plan.add({site->owner, "pods", *block, Origin::New, need.addresses, need.sum, site->span});
  }
}

namespace {

class Services {
 public:
  Services(const Platform& platform, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
           Diagnostics& diagnostics)
      : locked_(locked),
        ground_(ground),
        plan_(plan),
        diagnostics_(diagnostics),
        by_default_(platform.addresses.service_pools.empty()),
        shared_(platform.addresses.share_service_range || by_default_) {}

  /// What is pinned or kept. Returns false when there is neither.
  bool fix(const Site& site) {
    if (const auto& pin = site.cluster->kubernetes.service_cidr) {
      put(site, pin->value, Origin::Pinned, pin->span);
      if (!pin->value.is_v6() &&
          (pin->value.length < kShortestServiceRange || pin->value.length > kLongestServiceRange))
        diagnostics_.report(diag::ServiceRangeSize, pin->span, pin->value.to_string(), site.owner, pin->value.length);
      return true;
    }
    const auto* kept = locked_.find(site.owner, "services");
    if (kept == nullptr || (kept->tombstone && ground_.has_owner(kept->prefix))) return false;
    put(site, kept->prefix, Origin::Locked, site.span);
    auto& common = common_[private_only(site)];
    if (shared_ && !common && !site.facts->secondary_ranges && !ground_.has_owner(kept->prefix)) common = kept->prefix;
    return true;
  }

  void find(const Site& site) {
    if (site.facts->secondary_ranges) return find_own(site);
    auto& common = common_[private_only(site)];
    if (shared_ && common) return put(site, *common, Origin::New, site.span);
    const int wanted = shared_ ? kSharedServiceRange : kOwnServiceRange;
    for (int length = wanted; length <= std::max(wanted, 24); ++length) {
      const auto block = ground_.take_service_range(length, private_only(site));
      if (!block) continue;
      if (shared_) common = block;
      return put(site, *block, Origin::New, site.span);
    }
    report_exhausted(ground_.services(), fmt::format("the services of `{}`", site.owner), 24, site.span, diagnostics_);
  }

 private:
  /// What the spec gives is taken as it is.
  bool private_only(const Site& site) const { return by_default_ && site.facts->private_services; }

  /// A range that is routed is nobody else's.
  void find_own(const Site& site) {
    for (int length = kOwnServiceRange; length <= 24; ++length)
      if (const auto block = ground_.take_service_range(length)) return put(site, *block, Origin::New, site.span);
    report_exhausted(ground_.services(), fmt::format("the services of `{}`", site.owner), 24, site.span, diagnostics_);
  }

  void put(const Site& site, const Prefix& prefix, Origin origin, Span span) {
    plan_.add({site.owner, "services", prefix, origin, 0, "addresses of services, inside the cluster", span});
  }

  const LockedRanges& locked_;
  Ground& ground_;
  AddressPlan& plan_;
  Diagnostics& diagnostics_;
  bool by_default_, shared_;
  std::map<bool, std::optional<Prefix>> common_;  // by whether they must be private
};

}  // namespace

void place_services(const Platform& platform, const std::vector<Site>& sites, const LockedRanges& locked,
                    Ground& ground, AddressPlan& plan, Diagnostics& diagnostics) {
  Services services(platform, locked, ground, plan, diagnostics);
  std::vector<const Site*> left;
  for (const auto& site : sites)
    if (site.cluster != nullptr && !services.fix(site)) left.push_back(&site);
  for (const auto* site : left) services.find(*site);
}

}  // namespace aurora
