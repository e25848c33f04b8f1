#include "address/need.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace aurora {
namespace {

/// What a subnet gets at least when neither the cloud nor the spec says more. A subnet cannot move and hardly grow, so
/// the few nodes of a first day must not make it a /29; a /27 is what Aurora has always given.
constexpr int kDefaultSubnetLength = 27;

class Sum {
 public:
  void add(std::uint64_t addresses, const std::string& what) {
    total_ += addresses;
    text_ += (text_.empty() ? "" : ", ") + what;
  }
  std::uint64_t total() const { return total_; }
  const std::string& text() const { return text_; }

 private:
  std::uint64_t total_ = 0;
  std::string text_;
};

const SubnetFact* fact_of(std::string_view role, const CloudFacts& facts) {
  for (const auto& fact : facts.subnets)
    if (fact.role == role) return &fact;
  return nullptr;
}

/// Turns the sum of what lives in a subnet into the block it needs.
Need finish(const Subnet& subnet, Sum sum, std::uint64_t head_room, const CloudFacts& facts) {
  const auto reserved = static_cast<std::uint64_t>(facts.reserved_addresses);
  sum.add(reserved, fmt::format("{} reserved", reserved));
  Need need{sum.total(), length_for(sum.total()), 32, sum.text()};
  if (facts.longest_subnet > 0) need.least_length = std::min(need.least_length, facts.longest_subnet);
  const auto* fact = fact_of(subnet.role.value, facts);
  if (fact != nullptr && fact->longest_length > 0 && fact->longest_length < need.least_length) {
    need.least_length = fact->longest_length;
    need.sum += fmt::format(", at least a /{} for role `{}`", fact->longest_length, fact->role);
  }
  need.length = std::min(need.least_length, length_for(sum.total() + head_room));
  const bool known = fact != nullptr && fact->default_length > 0;
  need.length = std::min(need.length, known ? fact->default_length : kDefaultSubnetLength);
  return need;
}

bool in_zone(const NodePool& pool, const Subnet& subnet) {
  return subnet.zone.empty() || pool.zones.empty() ||
         std::find(pool.zones.begin(), pool.zones.end(), subnet.zone) != pool.zones.end();
}

/// The part of a pool that a zone's subnet must hold: all of a zone's own pool; of one that is spread over zones, what
/// its share is when one of the zones is lost, because the cloud puts the nodes into the others then.
void add_zone(Sum& sum, const NodePool& pool, std::uint64_t each, std::string_view unit, const CloudFacts& facts) {
  const auto nodes = static_cast<std::uint64_t>(std::max(pool.max.value, 0)) + upgrade_nodes(pool, facts);
  const auto zones = pool.zones.size();
  const auto share = pool.per_zone || zones < 2 ? nodes : (nodes + zones - 2) / (zones - 1);
  auto text = fmt::format("{} {} nodes", pool.key, pool.max.value);
  if (const auto surge = upgrade_nodes(pool, facts)) text += fmt::format(" + {} surge", surge);
  if (share != nodes) text += fmt::format(", {} when one of {} zones is lost", share, zones);
  if (each > 1) text += fmt::format(", {} addresses a {}", each, unit);
  sum.add(share * each, text);
}

void add_pool(Sum& sum, const NodePool& pool, std::uint64_t each, std::string_view unit, const CloudFacts& facts) {
  const auto zones = pool.per_zone ? std::max<std::size_t>(pool.zones.size(), 1) : 1;
  auto text = fmt::format("{} {} nodes", pool.key, pool.max.value);
  if (const auto surge = upgrade_nodes(pool, facts)) text += fmt::format(" + {} surge", surge);
  if (zones > 1) text += fmt::format(" in each of {} zones", zones);
  if (each > 1) text += fmt::format(", {} addresses a {}", each, unit);
  sum.add(most_nodes(pool, facts) * each, text);
}

void add_pool(Sum& sum, const NodePool& pool, const Subnet& subnet, std::uint64_t each, std::string_view unit,
              const CloudFacts& facts) {
  if (subnet.zone.empty())
    add_pool(sum, pool, each, unit, facts);
  else
    add_zone(sum, pool, each, unit, facts);
}

}  // namespace

std::uint64_t surge_nodes(const NodePool& pool) {
  const auto nodes = static_cast<std::uint64_t>(std::max(pool.max.value, 0));
  const auto number = static_cast<std::uint64_t>(std::max(0L, std::strtol(pool.max_surge.c_str(), nullptr, 10)));
  if (pool.max_surge.empty() || pool.max_surge.back() != '%') return number;
  return (nodes * number + 99) / 100;
}

std::uint64_t upgrade_nodes(const NodePool& pool, const CloudFacts& facts) {
  const auto zones = pool.per_zone ? 1 : std::max<std::size_t>(pool.zones.size(), 1);
  return std::max(surge_nodes(pool), static_cast<std::uint64_t>(std::max(facts.surge_of_zone, 0)) * zones);
}

std::uint64_t most_nodes(const NodePool& pool, const CloudFacts& facts) {
  const auto zones = pool.per_zone ? std::max<std::size_t>(pool.zones.size(), 1) : 1;
  return (static_cast<std::uint64_t>(std::max(pool.max.value, 0)) + upgrade_nodes(pool, facts)) * zones;
}

std::uint64_t pod_addresses(const NodePool& pool, const CloudFacts& facts) {
  const auto pods = static_cast<std::uint64_t>(std::max(pool.max_pods.value, 0));
  const auto block = static_cast<std::uint64_t>(std::max(facts.pod_addresses_at_once, 1));
  // A node that takes whole blocks has an interface for them, whose own address is anywhere and breaks another one.
  return block == 1 ? pods : ((pods + block - 1) / block + 1) * block;
}

std::uint64_t addresses_per_node(const Cluster& cluster, const NodePool& pool, const CloudFacts& facts) {
  const bool beside = cluster.kubernetes.network_plugin != "none" && cluster.kubernetes.pod_network == "node_subnet";
  return beside ? 1 + pod_addresses(pool, facts) : 1;
}

namespace {

/// Whether pods have addresses of the subnet, of their own or beside the nodes.
bool holds_pods(const Cluster& cluster, const Subnet& subnet) {
  return std::any_of(cluster.node_pools.begin(), cluster.node_pools.end(), [&](const NodePool& pool) {
    const bool beside = cluster.kubernetes.network_plugin != "none" && cluster.kubernetes.pod_network == "node_subnet";
    return (beside && subnet.is(pool.subnet)) || (!pool.pod_subnet.empty() && subnet.is(pool.pod_subnet));
  });
}

/// What the cloud keeps for itself lies in the first and the last block, which no node can have whole then.
void add_edges(Sum& sum, const CloudFacts& facts) {
  const auto block = static_cast<std::uint64_t>(std::max(facts.pod_addresses_at_once, 1));
  const auto reserved = static_cast<std::uint64_t>(facts.reserved_addresses);
  if (block > 1 && 2 * block > reserved)
    sum.add(2 * block - reserved,
            fmt::format("{} more in the first and last block of {}", 2 * block - reserved, block));
}

}  // namespace

Need cluster_subnet_need(const Cluster& cluster, const Subnet& subnet, const CloudFacts& facts) {
  Sum sum;
  for (const auto& pool : cluster.node_pools) {
    if (!in_zone(pool, subnet)) continue;
    if (subnet.is(pool.subnet)) add_pool(sum, pool, subnet, addresses_per_node(cluster, pool, facts), "node", facts);
    if (!pool.pod_subnet.empty() && subnet.is(pool.pod_subnet))
      add_pool(sum, pool, subnet, pod_addresses(pool, facts), "node for pods", facts);
  }
  if (holds_pods(cluster, subnet)) add_edges(sum, facts);
  std::uint64_t endpoints = 0;
  for (const auto& endpoint : cluster.private_endpoints)
    if (subnet.is(endpoint.subnet ? endpoint.subnet->value : "infrastructure")) ++endpoints;
  if (endpoints > 0) sum.add(endpoints, fmt::format("{} private endpoints", endpoints));
  // Endpoints come one by one during a cluster's life: there is room for as many again.
  return finish(subnet, sum, endpoints, facts);
}

Need hub_subnet_need(const Hub& hub, const Subnet& subnet, const CloudFacts& facts) {
  Sum sum;
  if (subnet.role.value == "route_reflector" && hub.route_reflectors) {
    const auto count = static_cast<std::uint64_t>(std::max(hub.route_reflectors->count.value, 0));
    sum.add(count, fmt::format("{} route reflectors", count));
    if (hub.route_server && fact_of("route_server", facts) == nullptr) sum.add(2, "2 sides of the route server");
  }
  if (subnet.role.value == "jumpbox" && hub.jumpbox) sum.add(1, "1 jumpbox");
  return finish(subnet, sum, 0, facts);
}

bool has_pod_range(const Cluster& cluster) {
  return cluster.kubernetes.pod_cidr || cluster.kubernetes.network_plugin == "none" ||
         cluster.kubernetes.pod_network == "overlay";
}

int node_block_length(const Cluster& cluster, const NodePool& pool, const CloudFacts& facts) {
  const auto pods = static_cast<std::uint64_t>(std::max(pool.max_pods.value, 0));
  if (facts.addresses_per_pod > 0) return length_for(pods * static_cast<std::uint64_t>(facts.addresses_per_pod));
  const bool overlay = cluster.kubernetes.network_plugin != "none";
  if (overlay && facts.overlay_block_length > 0) return facts.overlay_block_length;
  return length_for(pods + 2);
}

Need pods_need(const Cluster& cluster, const CloudFacts& facts) {
  Sum sum;
  for (const auto& pool : cluster.node_pools) {
    const auto length = node_block_length(cluster, pool, facts);
    add_pool(sum, pool, std::uint64_t{1} << (32 - length), fmt::format("node, a /{}", length), facts);
  }
  const auto length = length_for(sum.total());
  return {sum.total(), length, length, sum.text()};
}

}  // namespace aurora
