#include "address/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

// Prefixes nest or are disjoint. So one pass over them, sorted by first address and the wider one first, with the
// stack of those that enclose the present one, meets every overlapping pair; the stack is at most as deep as an address
// has bits, once equal ranges that may be equal are taken together.
namespace aurora {
namespace {

enum class Kind { Reserved, Outside, Forbidden, Network, Existing, Pods, Services };

struct Range {
  Prefix prefix;
  Kind kind;
  std::string what;   ///< `the network of`
  std::string owner;  ///< `dev/gen-dev-cc-00`; empty for what is nobody's
  std::string id;     ///< of a network that exists already
  Span span;
  bool clusters_only = false;
  bool routed = false;  ///< services that are seen outside of their cluster
};

bool declared(Kind kind) { return kind == Kind::Reserved || kind == Kind::Outside || kind == Kind::Forbidden; }

/// Whether two ranges may overlap.
bool allowed(const Range& a, const Range& b, bool shared_pods) {
  if (declared(a.kind) && declared(b.kind)) return true;
  if (a.kind > b.kind) return allowed(b, a, shared_pods);
  // A reservation is how a spec keeps others away from a network that exists already.
  if (a.kind == Kind::Reserved) return b.kind == Kind::Existing;
  if (a.kind == Kind::Forbidden)
    return a.clusters_only && b.owner.size() > 4 && b.owner.substr(b.owner.size() - 4) == "/hub";
  if (a.kind == Kind::Existing && b.kind == Kind::Existing) return a.owner == b.owner || a.id == b.id;
  if (a.kind != b.kind || a.owner == b.owner) return false;
  if (a.routed || b.routed) return false;
  return a.kind == Kind::Services || (a.kind == Kind::Pods && shared_pods);
}

class Sweep {
 public:
  Sweep(bool shared_pods, Diagnostics& diagnostics) : shared_pods_(shared_pods), diagnostics_(diagnostics) {}

  void add(Range range) { ranges_.push_back(std::move(range)); }

  void run() {
    const auto key = [](const Range& r) {
      return std::tie(r.prefix.address, r.prefix.length, r.kind, r.owner, r.what);
    };
    std::sort(ranges_.begin(), ranges_.end(), [&](const Range& a, const Range& b) { return key(a) < key(b); });
    std::vector<const Range*> open;
    for (const auto& range : ranges_) {
      while (!open.empty() && !open.back()->prefix.contains(range.prefix)) open.pop_back();
      const auto clash = std::find_if(open.rbegin(), open.rend(),
                                      [&](const Range* outer) { return !allowed(*outer, range, shared_pods_); });
      if (clash != open.rend()) report(**clash, range);
      if (open.empty() || !same(*open.back(), range)) open.push_back(&range);
    }
  }

 private:
  /// Two equal ranges that may be equal count as one for those inside.
  bool same(const Range& a, const Range& b) const {
    return a.prefix == b.prefix && a.kind == b.kind && allowed(a, b, shared_pods_);
  }

  void report(const Range& outer, const Range& inner) {
    // The one that the spec gives a place and somebody chose is the one to point at.
    const bool turn = declared(inner.kind) || !inner.span.known();
    const auto& about = turn ? outer : inner;
    const auto& other = turn ? inner : outer;
    auto report = diagnostics_.report(diag::RangesOverlap, about.span, about.what, about.prefix.to_string(), other.what,
                                      other.prefix.to_string());
    if (other.span.known()) report.related(other.span, fmt::format("{} is `{}`", other.what, other.prefix.to_string()));
    report.hint(hint(about, other));
  }

  static std::string hint(const Range& about, const Range& other) {
    if (about.kind == Kind::Pods && other.kind == Kind::Pods)
      return "give each cluster pod addresses of its own, or say `pods: { shared: true }` in `address_plan`";
    if (about.kind == Kind::Forbidden || other.kind == Kind::Forbidden)
      return "the cloud keeps it: choose another range";
    return "ranges that can reach each other need different addresses: choose another one, or leave it out to have one "
           "found";
  }

  bool shared_pods_;
  Diagnostics& diagnostics_;
  std::vector<Range> ranges_;
};

void add_declared(const Platform& platform, const std::vector<Site>& sites, Sweep& sweep) {
  for (const auto& reserved : platform.addresses.reserved)
    sweep.add({reserved.cidr.value, Kind::Reserved, "the reservation", {}, {}, reserved.cidr.span});
  for (const auto& network : platform.networks)
    for (const auto& cidr : network.cidrs)
      sweep.add({cidr.value, Kind::Outside, fmt::format("the outside network `{}`", network.name), {}, {}, cidr.span});
  std::set<const CloudFacts*> seen;
  for (const auto& site : sites)
    if (seen.insert(site.facts).second)
      for (const auto& range : site.facts->forbidden_ranges) {
        if (range.advice) continue;
        sweep.add({Prefix::parse(range.cidr).value(),
                   Kind::Forbidden,
                   fmt::format("the cloud's own range ({})", range.what),
                   {},
                   {},
                   {},
                   range.clusters_only});
      }
}

/// What is behind a VPN of an environment against its own networks. Routes go by the longest prefix: one that is wider
/// takes nothing from a network of ours, one that is as long or longer does. Another environment may be what is behind.
void check_behind(const Site& hub, const Site& site, const AddressPlan& plan, Diagnostics& diagnostics) {
  for (const auto* own : plan.of(site.owner)) {
    const auto word = std::string_view(own->name).substr(0, own->name.find('/'));
    if (word != "network" && word != "pods") continue;
    for (const auto& connection : hub.hub->gateway->connections)
      for (const auto& cidr : connection.cidrs)
        if (own->prefix.contains(cidr.value))
          diagnostics
              .report(diag::RangesOverlap, cidr.span,
                      fmt::format("what is behind connection `{}` of `{}`,", connection.name, hub.owner),
                      cidr.value.to_string(), fmt::format("the {} of `{}`,", word, site.owner), own->prefix.to_string())
              .hint("a route to it would take what is in the network: write what is really at the other end");
  }
}

void add_placed(const Site& site, const AddressPlan& plan, Sweep& sweep) {
  for (const auto* allocation : plan.of(site.owner)) {
    const auto& name = allocation->name;
    const bool network = name.substr(0, name.find('/')) == "network" || name == "network6";
    if (!network && name != "pods" && name != "services") continue;
    const bool existing = allocation->origin == Allocation::Origin::External;
    const auto kind = existing         ? Kind::Existing
                      : network        ? Kind::Network
                      : name == "pods" ? Kind::Pods
                                       : Kind::Services;
    sweep.add({allocation->prefix, kind, fmt::format("the {} of `{}`", network ? "network" : name, site.owner),
               site.owner, site.existing() ? site.network->existing_id->value : std::string(), allocation->span, false,
               site.facts->secondary_ranges});
  }
}

std::string networks_text(const std::vector<Prefix>& networks) {
  std::string text;
  for (const auto& prefix : networks) text += (text.empty() ? "" : ", ") + prefix.to_string();
  return text.empty() ? "it has none" : text;
}

/// Subnets in their network and apart from each other.
void check_subnets(const Site& site, const AddressPlan& plan, Diagnostics& diagnostics) {
  const auto networks = plan.prefixes(site.owner, "network");
  const Allocation* widest = nullptr;
  for (const auto* subnet : plan.of(site.owner)) {
    if (subnet->name.substr(0, 7) != "subnet/") continue;
    const auto key = subnet->name.substr(7);
    const auto& prefix = subnet->prefix;
    const auto holds = [&](const Prefix& network) { return network.contains(prefix); };
    if (!networks.empty() && std::none_of(networks.begin(), networks.end(), holds))
      diagnostics
          .report(diag::SubnetOutsideNetwork, subnet->span, key, prefix.to_string(), site.owner,
                  networks_text(networks))
          .hint("pin the subnet inside the network, or leave its range out");
    if (widest != nullptr && widest->prefix.overlaps(prefix)) {
      diagnostics
          .report(diag::RangesOverlap, subnet->span, fmt::format("subnet `{}` of `{}`", key, site.owner),
                  prefix.to_string(), fmt::format("subnet `{}`", widest->name.substr(7)), widest->prefix.to_string())
          .related(widest->span, "the other subnet")
          .hint("leave one of the two out to have a place found for it");
      continue;
    }
    widest = subnet;
  }
}

void check_statics(const Site& site, const AddressPlan& plan, Diagnostics& diagnostics) {
  std::map<IpAddress, const Allocation*> taken;
  for (const auto* address : plan.of(site.owner)) {
    if (address->name.substr(0, 7) != "static/") continue;
    const auto [at, fresh] = taken.emplace(address->prefix.address, address);
    if (fresh) continue;
    diagnostics
        .report(diag::RangesOverlap, address->span, address->reason, address->prefix.to_string(), at->second->reason,
                at->second->prefix.to_string())
        .related(at->second->span, "the other address")
        .hint("give each an address of its own");
  }
}

}  // namespace

void check_plan(const Platform& platform, const std::vector<Site>& sites, const AddressPlan& plan,
                Diagnostics& diagnostics) {
  Sweep sweep(platform.addresses.share_pod_range, diagnostics);
  add_declared(platform, sites, sweep);
  for (const auto& hub : sites)
    if (hub.hub != nullptr && hub.hub->gateway)
      for (const auto& site : sites)
        if (site.environment == hub.environment) check_behind(hub, site, plan, diagnostics);
  for (const auto& site : sites) {
    add_placed(site, plan, sweep);
    check_subnets(site, plan, diagnostics);
    check_statics(site, plan, diagnostics);
  }
  sweep.run();
}

}  // namespace aurora
