#include "property/allocator_checks.h"

#include <algorithm>
#include <map>

#include "backend/registry.h"

namespace aurora::testing {
namespace {

using Places = std::vector<const Allocation*>;

std::string text(const Allocation& one) { return one.owner + "/" + one.name + " " + one.prefix.to_string(); }

std::vector<Prefix> values(const std::vector<Located<Prefix>>& located) {
  std::vector<Prefix> result;
  for (const auto& one : located) result.push_back(one.value);
  return result;
}

/// Whether the ranges together hold `prefix`: neighbours do what one of them cannot.
bool held(const std::vector<Prefix>& ranges, const Prefix& prefix) {
  const auto all = aggregate(ranges);
  return std::any_of(all.begin(), all.end(), [&](const Prefix& one) { return one.contains(prefix); });
}

class Checks {
 public:
  Checks(const Platform& platform, const AddressPlan& plan, const std::set<std::string>& anywhere)
      : platform_(platform), plan_(plan), anywhere_(anywhere) {
    for (const auto& environment : platform.environments) by_key_[environment.key] = &environment;
  }

  std::vector<std::string> run() {
    Places routed, shared;
    std::map<std::string, Places> inside;
    for (const auto* one : plan_.all()) {
      const auto ground = ground_of(*one);
      if (ground == "routed")
        routed.push_back(one);
      else if (!ground.empty())
        inside[ground].push_back(one);
      check_place(*one);
    }
    check_apart(std::move(routed));
    for (auto& [ground, places] : inside) check_apart(std::move(places));
    return std::move(broken_);
  }

 private:
  const Environment& home(const Allocation& one) const { return *by_key_.at(one.owner.substr(0, one.owner.find('/'))); }
  const CloudFacts& facts(const Allocation& one) const { return *tables_of(home(one).cloud); }

  const Network* network_of(const Allocation& one) const {
    const auto& environment = home(one);
    if (environment.hub && environment.hub->identity.id == one.owner) return &environment.hub->network;
    for (const auto& cluster : environment.clusters)
      if (cluster.identity.id == one.owner) return &cluster.network;
    return nullptr;
  }

  /// What shares a ground shares no address.
  std::string ground_of(const Allocation& one) const {
    const auto& settings = platform_.addresses;
    if (is_of(one.name, "network") || one.name == "headroom") return "routed";
    const bool own = facts(one).secondary_ranges;  // pods and services of such a cloud are routed
    if (one.name == "pods") return own || !settings.share_pod_range || settings.pod_pools.empty() ? "routed" : "";
    if (one.name == "services") return own ? "routed" : "";
    if (is_of(one.name, "subnet")) return one.owner + "/subnet";
    if (is_of(one.name, "static")) return one.owner + "/static";
    if (is_of(one.name, "subnet6")) return one.owner + "/subnet6";
    return one.name == "network6" || one.name == "ipv6" ? one.name : std::string();
  }

  void check_apart(Places places) {
    std::sort(places.begin(), places.end(),
              [](const Allocation* a, const Allocation* b) { return a->prefix < b->prefix; });
    for (std::size_t i = 1; i < places.size(); ++i)
      if (places[i - 1]->prefix.overlaps(places[i]->prefix))
        broken_.push_back(text(*places[i - 1]) + " overlaps " + text(*places[i]));
  }

  void within(const Allocation& one, const std::vector<Prefix>& ranges, const char* what) {
    if (!held(ranges, one.prefix)) broken_.push_back(text(one) + " is outside of " + what);
  }

  /// Ranges that networks of this environment may be found in.
  std::vector<Prefix> routed_pools(const Environment& environment) const {
    return values(environment.pools.empty() ? platform_.addresses.pools : environment.pools);
  }

  void check_pool(const Allocation& one) {
    const auto& pods = platform_.addresses.pod_pools;
    auto ranges = one.name == "pods" && !pods.empty() ? values(pods) : routed_pools(home(one));
    // A further range of a network may be that of its subnets for pods.
    if (one.name.starts_with("network/") && facts(one).pod_subnets_from_pod_pools)
      for (const auto& pool : pods) ranges.push_back(pool.value);
    within(one, ranges, "its pools");
    for (const auto& other : platform_.environments)  // an environment's part of the platform's is nobody else's
      if (other.key != home(one).key)
        for (const auto& pool : other.pools)
          if (pool.value.overlaps(one.prefix)) broken_.push_back(text(one) + " is in the pool of " + other.key);
    for (const auto& reserved : platform_.addresses.reserved)
      if (reserved.cidr.value.overlaps(one.prefix)) broken_.push_back(text(one) + " is in a reservation");
    for (const auto& outside : platform_.networks)
      for (const auto& cidr : outside.cidrs)
        if (cidr.value.overlaps(one.prefix)) broken_.push_back(text(one) + " is outside's");
  }

  void check_place(const Allocation& one) {
    const bool network = is_of(one.name, "network") || one.name == "headroom";
    if (one.name == "pods" || (network && anywhere_.count(one.owner) == 0)) check_pool(one);
    if (is_of(one.name, "subnet")) within(one, plan_.prefixes(one.owner, "network"), "its network");
    if (one.name == "services" && !platform_.addresses.service_pools.empty())
      within(one, values(platform_.addresses.service_pools), "the service pools");
    if (one.name == "static/dns_service")
      within(one, plan_.prefixes(one.owner, "services"), "its services");
    else if (is_of(one.name, "static"))
      check_static(one);
    if (one.name == "ipv6") within(one, values(platform_.addresses.ipv6_pools), "the IPv6 pools");
    if (one.name == "network6") within(one, plan_.prefixes(home(one).key + "/environment", "ipv6"), "its block");
    if (is_of(one.name, "subnet6")) within(one, plan_.prefixes(one.owner, "network6"), "its network");
  }

  void check_static(const Allocation& one) {
    static const std::map<std::string, std::string> roles{{"load_balancer", "loadbalancer"}};
    auto role = one.name.substr(7, one.name.find('/', 7) - 7);
    if (const auto other = roles.find(role); other != roles.end()) role = other->second;
    std::vector<Prefix> ranges;
    for (const auto& subnet : network_of(one)->subnets) {
      if (subnet.role.value != role) continue;
      for (const auto& prefix : plan_.prefixes(one.owner, "subnet/" + subnet.key)) ranges.push_back(prefix);
    }
    within(one, ranges, "the subnets of its role");
  }

  const Platform& platform_;
  const AddressPlan& plan_;
  const std::set<std::string>& anywhere_;
  std::map<std::string, const Environment*> by_key_;
  std::vector<std::string> broken_;
};

}  // namespace

const CloudFacts* tables_of(std::string_view cloud) {
  for (const auto* facts : known_clouds())
    if (facts->cloud == cloud) return facts;
  return nullptr;
}

bool is_of(std::string_view name, std::string_view part) {
  return name.substr(0, part.size()) == part && (name.size() == part.size() || name[part.size()] == '/');
}

std::vector<std::string> broken(const Platform& platform, const AddressPlan& plan,
                                const std::set<std::string>& anywhere) {
  return Checks(platform, plan, anywhere).run();
}

}  // namespace aurora::testing
