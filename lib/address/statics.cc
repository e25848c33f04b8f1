#include "address/statics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace aurora {
namespace {

using Origin = Allocation::Origin;

constexpr std::uint64_t kDnsServiceNumber = 10;

struct Asked {
  std::string name;  ///< `static/jumpbox`
  std::string what;  ///< `the jumpbox`
  std::optional<Located<IpAddress>> pin;
  Span span;
};

/// The addresses of the subnets of one role of one owner.
class Addresses {
 public:
  Addresses(const Site& site, std::string_view role, const LockedRanges& locked, AddressPlan& plan,
            Diagnostics& diagnostics)
      : site_(site), role_(role), locked_(locked), plan_(plan), diagnostics_(diagnostics) {
    for (const auto& subnet : site.network->subnets)
      if (subnet.role.value == role)
        for (const auto& prefix : plan.prefixes(site.owner, "subnet/" + subnet.key)) prefixes_.push_back(prefix);
  }

  bool empty() const { return prefixes_.empty(); }

  /// Pinned ones first, then those of the lock, then the lowest free ones.
  void place(const std::vector<Asked>& all) {
    for (const auto& asked : all)
      if (asked.pin) pin(asked);
    std::vector<const Asked*> left;
    for (const auto& asked : all)
      if (!asked.pin && !keep(asked)) left.push_back(&asked);
    for (const auto* asked : left) {
      // Where a subnet is a zone's, those of one kind are spread over them.
      const auto number = static_cast<std::size_t>(asked - all.data());
      if (site_.facts->zonal_subnets && !prefixes_.empty()) start_ = number % prefixes_.size();
      find(*asked);
    }
  }

  std::optional<IpAddress> lowest() const {
    for (std::size_t i = 0; i < prefixes_.size(); ++i) {
      const auto& prefix = prefixes_[(start_ + i) % prefixes_.size()];
      for (auto n = first_usable(); n < end_usable(prefix); ++n)
        if (used_.count(prefix.nth(n)) == 0) return prefix.nth(n);
    }
    return std::nullopt;
  }

  void add(const Asked& asked, const IpAddress& address, Origin origin, Span span) {
    used_.insert(address);
    plan_.add({site_.owner, asked.name, Prefix::host(address), origin, 1, asked.what, span});
  }

 private:
  std::uint64_t first_usable() const { return static_cast<std::uint64_t>(site_.facts->first_usable); }
  std::uint64_t end_usable(const Prefix& prefix) const {
    const auto behind = std::max(0, site_.facts->reserved_addresses - site_.facts->first_usable);
    return prefix.size() - std::min(prefix.size(), static_cast<std::uint64_t>(behind));
  }
  bool usable(const Prefix& prefix, const IpAddress& address) const {
    const auto n = address.low - prefix.address.low;
    return prefix.contains(address) && n >= first_usable() && n < end_usable(prefix);
  }

  void pin(const Asked& asked) {
    const auto& address = asked.pin->value;
    const auto span = asked.pin->span;
    const auto text = address.to_string();
    const auto holds = [&](const Prefix& prefix) { return prefix.contains(address); };
    const auto at = std::find_if(prefixes_.begin(), prefixes_.end(), holds);
    // The subnets of a network that exists already are only known as far as the spec states them.
    if (at == prefixes_.end() && !(site_.existing() && prefixes_.empty())) {
      auto report = diagnostics_.report(diag::AddressOutsideSubnet, span, text, asked.what, role_, site_.owner);
      if (const auto other = lowest()) report.hint(fmt::format("`{}` is free", other->to_string()));
    } else if (at != prefixes_.end() && !usable(*at, address)) {
      diagnostics_.report(diag::AddressReserved, span, text, asked.what, at->to_string())
          .hint(fmt::format("the usable addresses are {} to {}", at->nth(first_usable()).to_string(),
                            at->nth(end_usable(*at) - 1).to_string()));
    }
    add(asked, address, Origin::Pinned, span);
  }

  bool keep(const Asked& asked) {
    const auto* range = locked_.find(site_.owner, asked.name);
    if (range == nullptr) return false;
    const auto address = range->prefix.address;
    const auto fits = [&](const Prefix& prefix) { return usable(prefix, address); };
    if (used_.count(address) != 0 || std::none_of(prefixes_.begin(), prefixes_.end(), fits)) return false;
    add(asked, address, Origin::Locked, asked.span);
    return true;
  }

  void find(const Asked& asked) {
    if (const auto address = lowest()) return add(asked, *address, Origin::New, asked.span);
    diagnostics_.report(diag::NoRoomForAddress, asked.span, asked.what, site_.owner, role_)
        .hint("make the subnet larger, or pin the address when the network exists already");
  }

  const Site& site_;
  std::string role_;
  const LockedRanges& locked_;
  AddressPlan& plan_;
  Diagnostics& diagnostics_;
  std::vector<Prefix> prefixes_;
  std::set<IpAddress> used_;
  std::size_t start_ = 0;  ///< the subnet to begin with
};

bool has_subnet(const CloudFacts& facts, std::string_view role) {
  return std::any_of(facts.subnets.begin(), facts.subnets.end(), [&](const auto& fact) { return fact.role == role; });
}

void place_hub(const Site& site, const LockedRanges& locked, AddressPlan& plan, Diagnostics& diagnostics) {
  const auto& hub = *site.hub;
  if (const auto& reflectors = hub.route_reflectors) {
    std::vector<Asked> all;
    for (int i = 0; i < reflectors->count.value; ++i) {
      const auto n = static_cast<std::size_t>(i);
      const auto pin = n < reflectors->addresses.size() ? std::optional(reflectors->addresses[n]) : std::nullopt;
      all.push_back(
          {fmt::format("static/route_reflector/{}", i), fmt::format("route reflector {}", i), pin, reflectors->span});
    }
    if (hub.route_server && !has_subnet(*site.facts, "route_server"))
      for (int i = 0; i < 2; ++i)
        all.push_back({fmt::format("static/route_server/{}", i), fmt::format("side {} of the route server", i),
                       std::nullopt, hub.route_server->span});
    Addresses(site, "route_reflector", locked, plan, diagnostics).place(all);
  }
  if (hub.jumpbox)
    Addresses(site, "jumpbox", locked, plan, diagnostics)
        .place({{"static/jumpbox", "the jumpbox", hub.jumpbox->address, hub.jumpbox->span}});
  if (hub.egress.kind != Egress::Kind::Firewall) return;
  Addresses firewall(site, "firewall", locked, plan, diagnostics);
  const auto first = firewall.lowest();
  if (!first) return;
  const auto* before = locked.find(site.owner, "static/firewall");
  const bool same = before != nullptr && before->prefix.address == *first;
  firewall.add({"static/firewall", "the firewall", std::nullopt, hub.span}, *first, same ? Origin::Locked : Origin::New,
               hub.span);
}

void place_dns(const Site& site, AddressPlan& plan, Diagnostics& diagnostics) {
  const auto* services = plan.find(site.owner, "services");
  if (services == nullptr) return;
  const auto& pin = site.cluster->kubernetes.dns_service_ip;
  const auto address =
      pin ? pin->value : services->prefix.nth(std::min(kDnsServiceNumber, services->prefix.size() - 1));
  plan.add({site.owner, "static/dns_service", Prefix::host(address), pin ? Origin::Pinned : services->origin, 1,
            "the cluster's DNS", pin ? pin->span : site.span});
  if (!pin) return;
  const auto range = services->prefix.to_string();
  if (!services->prefix.contains(address))
    diagnostics
        .report(diag::AddressOutsideSubnet, pin->span, address.to_string(), "the cluster's DNS", "services", site.owner)
        .related(services->span, fmt::format("the services are {}", range))
        .hint(fmt::format("use `{}`, or leave it out", services->prefix.nth(kDnsServiceNumber).to_string()));
  else if (address.low - services->prefix.address.low < 2)  // Kubernetes itself is the first service
    diagnostics.report(diag::AddressReserved, pin->span, address.to_string(), "the cluster's DNS", range)
        .hint(fmt::format("use `{}`, or leave it out", services->prefix.nth(kDnsServiceNumber).to_string()));
}

}  // namespace

void place_statics(const std::vector<Site>& sites, const LockedRanges& locked, AddressPlan& plan,
                   Diagnostics& diagnostics) {
  for (const auto& site : sites) {
    if (site.hub != nullptr) {
      place_hub(site, locked, plan, diagnostics);
      continue;
    }
    place_dns(site, plan, diagnostics);
    Addresses balancer(site, "loadbalancer", locked, plan, diagnostics);
    if (!balancer.empty()) balancer.place({{"static/load_balancer", "the load balancer", std::nullopt, site.span}});
  }
}

}  // namespace aurora
