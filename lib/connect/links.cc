#include "connect/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace aurora::connect_detail {
namespace {

constexpr std::string_view section = "priority", key_end = "/tunnels";

/// The addresses inside tunnels, a /28 for each link: learn.microsoft.com, "Configure BGP for VPN Gateway", takes
/// 169.254.21.0 to 169.254.22.255, which are among those that AWS ("Tunnel options") and Google Cloud ("Create an HA
/// VPN gateway to a peer VPN gateway") take.
constexpr std::string_view inside_range = "169.254.20.0/22";
constexpr std::uint64_t first_block = 16, most_links = 32, most_tunnels = 4;

class Links {
 public:
  Links(const std::vector<Site>& sites, const Domains& domains, FactsOf facts, Lock& lock, Diagnostics& diagnostics)
      : sites_(sites), domains_(domains), facts_(facts), lock_(lock), diagnostics_(diagnostics) {}

  /// Hubs that share a route domain exchange routes; without a gateway at both ends they do not, and that is said.
  void join_domains() {
    for (const auto& a : sites_)
      for (const auto& b : sites_)
        if (a.hub != nullptr && b.hub != nullptr && a.id() < b.id() && apart(a, b) &&
            domains_.share(*a.environment, *b.environment)) {
          if (has_vpn(a) && has_vpn(b))
            add(a, b, a.hub->gateway->span);
          else
            diagnostics_.report(diag::DomainWithoutLink, (has_vpn(a) ? b : a).hub->span, a.id(), b.id())
                .hint("give both hubs `gateway: { kind: vpn, asn: ... }`, or put them into different `route_domains`");
        }
  }

  /// What a flow joins must be reachable.
  void join_flow(const Joined& pair) {
    if (!apart(*pair.first, *pair.second)) return;
    const auto *a = hub_of(*pair.first), *b = hub_of(*pair.second);
    for (const auto& [site, hub] : {std::pair(pair.first, a), std::pair(pair.second, b)})
      if (hub == nullptr || !has_vpn(*hub)) return report_missing(*pair.first, *pair.second, *site, pair.span);
    if (a->id() < b->id())
      add(*a, *b, pair.span);
    else
      add(*b, *a, pair.span);
  }

  std::vector<CloudLink> take() {
    std::vector<CloudLink> all;
    for (auto& [stack, link] : links_) {
      place(link);
      all.push_back(std::move(link));
    }
    return all;
  }

 private:
  static bool apart(const Site& a, const Site& b) { return a.environment->cloud != b.environment->cloud; }
  static bool has_vpn(const Site& hub) { return hub.hub->gateway && hub.hub->gateway->kind.value == "vpn"; }

  /// The hub of the site's environment; of one without, a hub on its cloud that serves it.
  const Site* hub_of(const Site& site) const {
    for (const auto& hub : sites_)
      if (hub.hub != nullptr && domains_.serves(hub, site) && !apart(hub, site)) return &hub;
    return nullptr;
  }

  void report_missing(const Site& a, const Site& b, const Site& without, Span span) {
    if (!told_.insert(std::min(a.id(), b.id()) + " " + std::max(a.id(), b.id())).second) return;
    diagnostics_.report(diag::FlowWithoutLink, span, a.id(), b.id(), without.environment->key)
        .related(without.environment->span, "its hub has no VPN gateway")
        .hint("give the hub `gateway: { kind: vpn, asn: ... }`: networks on different clouds meet at their gateways");
  }

  std::int64_t asn_of(const Site& hub) const {
    if (const auto& given = hub.hub->gateway->asn) return given->value;
    const auto* facts = facts_(hub.environment->cloud);
    return facts != nullptr ? facts->gateway_asn : 0;
  }

  /// `a` comes before `b` by id.
  void add(const Site& a, const Site& b, Span span) {
    const auto stack = a.environment->key + "/link-" + b.environment->key;
    if (links_.contains(stack) || !check_asns(a, b)) return;
    const auto insists = [&](const Site& hub) { return facts_(hub.environment->cloud)->first_inside_tunnels; };
    const bool turned = insists(b) && !insists(a);
    const Site &first = turned ? b : a, &second = turned ? a : b;
    links_[stack] = {stack, first.id(), second.id(), {}, behind(first), behind(second), span};
  }

  bool check_asns(const Site& a, const Site& b) {
    const auto left = asn_of(a), right = asn_of(b);
    const auto& where = a.hub->gateway->asn ? a.hub->gateway->asn->span : a.hub->gateway->span;
    for (const auto& [hub, asn] : {std::pair(&a, left), std::pair(&b, right)})
      if (asn == 0) {
        diagnostics_.report(diag::LinkWithoutAsn, hub->hub->gateway->span, hub->id())
            .hint("write `asn: 65010` in the gateway: a private number that the other end does not have");
        return false;
      }
    if (left != right) return true;
    diagnostics_.report(diag::LinkSameAsn, where, a.id(), b.id(), left)
        .related(b.hub->gateway->asn ? b.hub->gateway->asn->span : b.hub->gateway->span, "the other end")
        .hint("give one of the gateways another `asn`: BGP drops routes that come back to their own number");
    return false;
  }

  std::vector<Prefix> behind(const Site& hub) const {
    std::vector<Prefix> all;
    for (const auto& site : sites_) {
      if (apart(site, hub) || !(&site == &hub || domains_.serves(hub, site))) continue;
      all.insert(all.end(), site.addresses.begin(), site.addresses.end());
      for (const auto& spot : site.spots) all.insert(all.end(), spot.routed_pods.begin(), spot.routed_pods.end());
    }
    std::erase_if(all, [](const Prefix& prefix) { return prefix.is_v6(); });
    return aggregate(std::move(all));
  }

  /// The lock's number of the link, else the lowest free one.
  std::uint64_t number_of(const std::string& key) {
    std::set<std::uint64_t> taken;
    for (const auto& [other, entry] : lock_.section(section))
      if (other.ends_with(key_end) && other != key) taken.insert(std::strtoull(entry.value.c_str(), nullptr, 10));
    const auto* before = lock_.find(section, key);
    std::uint64_t number = before != nullptr ? std::strtoull(before->value.c_str(), nullptr, 10) : 0;
    if (number < 1 || number > most_links || taken.contains(number))
      for (number = 1; taken.contains(number);) ++number;
    return number;
  }

  void place(CloudLink& link) {
    const auto key = link.stack + std::string(key_end);
    const auto number = number_of(key);
    if (number > most_links) {
      diagnostics_.report(diag::TooManyLinks, link.span, link.first, link.second, most_links)
          .hint("join environments by fewer route domains and flows, or release the numbers of links that are gone");
      return;
    }
    lock_.put(section, key, std::to_string(number));
    const auto block = Prefix::parse(inside_range)->child(28, first_block + number - 1);
    for (std::uint64_t i = 0; i < most_tunnels; ++i) link.inside.push_back(block.child(30, i));
  }

  const std::vector<Site>& sites_;
  const Domains& domains_;
  FactsOf facts_;
  Lock& lock_;
  Diagnostics& diagnostics_;
  std::map<std::string, CloudLink> links_;
  std::set<std::string> told_;
};

}  // namespace

std::vector<CloudLink> links_of(const std::vector<Site>& sites, const Domains& domains,
                                const std::vector<Joined>& joined, FactsOf facts, Lock& lock,
                                Diagnostics& diagnostics) {
  Links links(sites, domains, facts, lock, diagnostics);
  links.join_domains();
  for (const auto& pair : joined) links.join_flow(pair);
  return links.take();
}

}  // namespace aurora::connect_detail
