#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "address/need.h"
#include "why/explainer.h"

namespace aurora::why_detail {
namespace {

std::string head(std::string_view name) { return std::string(name.substr(0, name.find('/'))); }
std::string tail(std::string_view name) { return std::string(name.substr(std::min(name.find('/') + 1, name.size()))); }

std::string what_of(const Allocation& one) {
  const auto kind = head(one.name);
  if (kind == "subnet" || kind == "subnet6") return fmt::format("subnet `{}` of `{}`", tail(one.name), one.owner);
  if (kind == "network" || kind == "network6") return fmt::format("the network of `{}`", one.owner);
  if (kind == "pods") return fmt::format("the pod range of `{}`", one.owner);
  if (kind == "services") return fmt::format("the service range of `{}`", one.owner);
  if (kind == "headroom") return fmt::format("what the network of `{}` keeps to grow", one.owner);
  if (kind == "static") return fmt::format("the address of `{}` in `{}`", tail(one.name), one.owner);
  return fmt::format("`{}` of `{}`", one.name, one.owner);
}

const char* rule_of(std::string_view kind) {
  static constexpr std::pair<std::string_view, const char*> rules[] = {
      {"headroom",
       "beside a new network lies as much again, as long as the pool has that; it is given up when it runs out"},
      {"services", "addresses of services, inside the cluster only"},
      {"network6", "a block of the environment's IPv6 range"},
      {"subnet6", "a /64, as every subnet"},
      {"ipv6", "a block of the IPv6 pools"},
      {"static/dns_service", "address number 10 of the service range"},
      {"static/firewall", "the first usable address of its subnet, which is the one that the cloud gives it"},
      {"static", "the lowest usable address of the subnet of its role"}};
  for (const auto& [name, text] : rules)
    if (name == kind || (name == "static" && kind.starts_with("static/"))) return text;
  return "";
}

}  // namespace

Explainer::Explainer(const Compilation& from, const FactsOf& facts_of)
    : from_(from), sites_(sites_of(*from.platform, facts_of)), origin_(*from.root) {}

const Site* Explainer::site(std::string_view owner) const {
  const auto at = std::lower_bound(sites_.begin(), sites_.end(), owner,
                                   [](const Site& one, std::string_view id) { return one.owner < id; });
  return at == sites_.end() || at->owner != owner ? nullptr : &*at;
}

void Explainer::add_lock(std::string_view section, std::string_view key, Explanation& made) const {
  const auto* entry = from_.lock.find(section, key);
  if (entry == nullptr) return;
  if (entry->span.known())
    made.steps.push_back({"lock", fmt::format("kept as `{}`: what is in the lock never moves", key), entry->span});
  else
    made.steps.push_back({"new", fmt::format("not in the lock yet: `emit` writes it as `{}`", key), {}});
}

void Explainer::add_pools(const Site& site, std::string_view subnet, Explanation& made) const {
  for (const auto& pool : site.cluster->node_pools) {
    if (subnet != "pods" && (site.network->find(pool.subnet) == nullptr || pool.subnet != subnet)) continue;
    const auto nodes =
        fmt::format("pool `{}` has at most {} node{}", pool.key, pool.max.value, pool.max.value == 1 ? "" : "s");
    made.steps.push_back(origin_.step(pool.max.span, nodes, site.owner));
    if (subnet == "pods")
      made.steps.push_back(
          origin_.step(pool.max_pods.span, fmt::format("and {} pods on each", pool.max_pods.value), site.owner));
    const auto added = upgrade_nodes(pool, *site.facts);
    if (added > 0)
      made.steps.push_back(
          {"default",
           fmt::format("an upgrade adds {} of them ({})", added,
                       added > surge_nodes(pool) ? fmt::format("this cloud: {} a zone", site.facts->surge_of_zone)
                                                 : fmt::format("`max_surge: {}`", pool.max_surge)),
           {}});
    if (added > 0 && pool.max_surge != NodePool{}.max_surge && added == surge_nodes(pool))
      made.steps.back().kind = "spec";
  }
}

void Explainer::add_subnet(const Allocation& one, const Site& site, Explanation& made) const {
  auto key = tail(one.name);
  const auto at = std::find_if(site.network->subnets.begin(), site.network->subnets.end(), [&](const Subnet& subnet) {
    return key == subnet.key || key.starts_with(subnet.key + "/");
  });
  if (at == site.network->subnets.end()) return;
  const auto& subnet = *at;
  made.steps.push_back(
      subnet.built_in
          ? WhyStep{"default", fmt::format("built in: what has the role `{}` needs it", subnet.role.value), {}}
          : origin_.step(subnet.span, fmt::format("declared, with the role `{}`", subnet.role.value), site.owner));
  if (one.origin == Allocation::Origin::Pinned) made.steps.push_back(origin_.step(one.span, "pinned here", site.owner));
  if (subnet.size)
    made.steps.push_back(
        origin_.step(subnet.size->span, fmt::format("asked to be a /{}", subnet.size->value), site.owner));
  if (site.cluster != nullptr) add_pools(site, subnet.base.empty() ? subnet.key : subnet.base, made);
  const auto& facts = *site.facts;
  for (const auto& fact : facts.subnets) {
    if (fact.role != subnet.role.value) continue;
    if (!fact.fixed_name.empty())
      made.steps.push_back(
          {"cloud", fmt::format("{} calls the subnet of this role `{}`", facts.cloud, fact.fixed_name), {}});
    if (fact.longest_length > 0)
      made.steps.push_back(
          {"cloud",
           fmt::format("{} takes a /{} or larger for the role `{}`", facts.cloud, fact.longest_length, fact.role),
           {}});
  }
  if (one.needed > 0)
    made.steps.push_back({"rule",
                          fmt::format("needs {} address{}, a /{}: {}", one.needed, one.needed == 1 ? "" : "es",
                                      length_for(one.needed), one.reason),
                          {}});
  if (one.prefix.is_v6()) return;
  const auto need = site.cluster != nullptr ? cluster_subnet_need(*site.cluster, subnet, facts)
                                            : hub_subnet_need(*site.hub, subnet, facts);
  if (need.length < length_for(need.addresses) && !subnet.size && one.origin != Allocation::Origin::Pinned)
    made.steps.push_back(
        {"rule", fmt::format("a /{} at least: it can hardly grow, or its role wants that", need.length), {}});
  for (const auto& network : from_.addresses.prefixes(site.owner, "network"))
    if (network.contains(one.prefix))
      made.steps.push_back(
          {"rule", fmt::format("the best-fitting free block of the network {}", network.to_string()), {}});
}

void Explainer::add_network(const Allocation& one, const Site& site, Explanation& made) const {
  if (one.origin == Allocation::Origin::Pinned || one.origin == Allocation::Origin::External)
    made.steps.push_back(origin_.step(one.span, "pinned here", site.owner));
  if (site.network->size)
    made.steps.push_back(origin_.step(site.network->size->span,
                                      fmt::format("asked to be a /{}", site.network->size->value), site.owner));
  std::string sum;
  std::uint64_t total = 0;
  for (const auto* part : from_.addresses.of(site.owner)) {
    if (head(part->name) != "subnet" || !one.prefix.contains(part->prefix)) continue;
    total += part->prefix.is_v6() ? 0 : part->prefix.size();
    sum += fmt::format("{}{} /{}", sum.empty() ? "" : ", ", tail(part->name), part->prefix.length);
  }
  if (total > 0) made.steps.push_back({"rule", fmt::format("holds {} addresses of subnets: {}", total, sum), {}});
  add_pool(one.prefix, site, made);
}

void Explainer::add_pool(const Prefix& range, const Site& site, Explanation& made) const {
  const auto& settings = from_.platform->addresses;
  const auto from = [&](const std::vector<Located<Prefix>>& pools, const std::string& what) {
    for (const auto& pool : pools)
      if (pool.value.contains(range))
        made.steps.push_back(
            {"spec", fmt::format("the best-fitting free block of the {} {}", what, pool.value.to_string()), pool.span});
  };
  from(site.environment->pools, "environment's pool");
  if (site.environment->pools.empty()) from(settings.pools, "platform's pool");
  from(settings.pod_pools, "pod pool");
  from(settings.service_pools, "service pool");
  if (settings.pools.empty() && site.environment->pools.empty())
    made.steps.push_back({"default", "without `address_plan.pools` networks come from 10.0.0.0/8", {}});
}

Explanation Explainer::allocation(const Allocation& one) const {
  const bool single = head(one.name) == "static";
  Explanation made{what_of(one), single ? one.prefix.address.to_string() : one.prefix.to_string(), {}};
  const auto kind = head(one.name);
  const auto* owner = site(one.owner);
  if (owner != nullptr) {
    made.steps = origin_.owner_steps(one.owner, owner->span);
    if (kind == "subnet") {
      add_subnet(one, *owner, made);
    } else if (kind == "network") {
      add_network(one, *owner, made);
    } else {
      if (one.origin == Allocation::Origin::Pinned)
        made.steps.push_back(origin_.step(one.span, "pinned here", one.owner));
      if (kind == "pods" && one.origin != Allocation::Origin::Pinned) add_pools(*owner, "pods", made);
      if (kind == "pods" && one.needed > 0)
        made.steps.push_back(
            {"rule", fmt::format("needs {} addresses, a /{}: {}", one.needed, length_for(one.needed), one.reason), {}});
      if (kind == "pods" && one.prefix.size() >= 2 * std::bit_ceil(one.needed) &&
          one.origin != Allocation::Origin::Pinned)
        made.steps.push_back({"rule", "room for twice that: it cannot grow while the cluster lives", {}});
      if (const std::string text = rule_of(kind == "static" ? std::string_view(one.name) : kind);
          !text.empty() && one.origin != Allocation::Origin::Pinned)
        made.steps.push_back({"rule", text, {}});
      if (kind == "pods" || kind == "services" || kind == "headroom") add_pool(one.prefix, *owner, made);
    }
  }
  if (one.origin != Allocation::Origin::External) add_lock("address", one.owner + "/" + one.name, made);
  add_output(one.owner, kind == "static" ? one.prefix.address.to_string() : one.prefix.to_string(), made);
  return made;
}

/// What the spec itself says of a range: pools, reservations, outside networks; and what is free.
std::vector<Explanation> Explainer::declared(const Prefix& range) const {
  std::vector<Explanation> found;
  const auto& platform = *from_.platform;
  const auto add = [&](const Located<Prefix>& one, const std::string& what, const std::string& why) {
    if (!one.value.contains(range)) return;
    found.push_back({what, one.value.to_string(), {{"spec", why.empty() ? "declared" : why, one.span}}});
  };
  for (const auto& reserved : platform.addresses.reserved)
    add(reserved.cidr, "a reservation", "kept clear: " + reserved.reason);
  for (const auto& network : platform.networks)
    for (const auto& cidr : network.cidrs)
      add(cidr, fmt::format("the outside network `{}`", network.name), network.description);
  if (!found.empty()) return found;
  for (const auto& [key, entry] : from_.lock.section("address"))
    if (const auto old = Prefix::parse(entry.value); entry.tombstone && old && old->contains(range))
      found.push_back({fmt::format("`{}`, which is gone", key),
                       entry.value,
                       {{"lock", "at rest until `aurora-iac lock release`", entry.span}}});
  if (!found.empty()) return found;
  const bool single = range == Prefix::host(range.address);
  const auto pools = [&](const std::vector<Located<Prefix>>& all, const std::string& what) {
    for (const auto& pool : all)
      add(pool, what,
          pool.value == range
              ? ""
              : fmt::format("nothing has {}: it is free", single ? range.address.to_string() : range.to_string()));
  };
  pools(platform.addresses.pools, "a pool of the platform");
  for (const auto& environment : platform.environments)
    pools(environment.pools, fmt::format("a pool of environment `{}`", environment.key));
  pools(platform.addresses.pod_pools, "a pool of pods");
  pools(platform.addresses.service_pools, "a pool of services");
  return found;
}

std::vector<Explanation> Explainer::around(const Prefix& range) const {
  std::vector<const Allocation*> best;
  for (const auto* one : from_.addresses.all()) {
    if (!one->prefix.contains(range)) continue;
    if (!best.empty() && one->prefix.length < best.front()->prefix.length) continue;
    if (!best.empty() && one->prefix.length > best.front()->prefix.length) best.clear();
    best.push_back(one);
  }
  // A range that clusters share is explained once.
  std::vector<Explanation> made;
  std::map<std::string, std::pair<std::size_t, std::string>> shared;
  for (const auto* one : best) {
    const auto [at, is_new] = shared.try_emplace(one->name, made.size(), "");
    if (is_new)
      made.push_back(allocation(*one));
    else
      at->second.second += (at->second.second.empty() ? "`" : ", `") + one->owner + "`";
  }
  for (const auto& [name, others] : shared)
    if (!others.second.empty()) made[others.first].steps.push_back({"rule", "the same for " + others.second, {}});
  return made.empty() ? declared(range) : made;
}

std::vector<Explanation> Explainer::range(std::string_view text) const {
  if (const auto prefix = Prefix::parse(text)) return around(*prefix);
  if (const auto address = IpAddress::parse(text)) return around(Prefix::host(*address));
  return {};
}

}  // namespace aurora::why_detail
