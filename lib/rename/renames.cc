#include "rename/renames.h"

#include <algorithm>

namespace aurora {
namespace {

using Kind = Rename::Kind;

bool is_renamed(const std::optional<Text>& from) { return from && from->value != kNotRenamed; }

/// A key with what was called `to` called `from`; of one zone's part, `to-1` is `from-1`.
std::string former_key(const Subnet& subnet) {
  const auto& now = subnet.base.empty() ? subnet.key : subnet.base;
  return subnet.renamed_from->value + subnet.key.substr(now.size());
}

const std::string& key_of(const Subnet& one) { return one.key; }
const std::string& key_of(const NodePool& one) { return one.key; }
const std::string& key_of(const PrivateEndpoint& one) { return one.key; }
const std::string& key_of(const WorkloadIdentity& one) { return one.key; }
const std::string& key_of(const Flow& one) { return one.name; }

/// `dev/gen-dev-cc-00/subnet/store`, `flow/operators`, `cluster/dev/gen-dev-cc-01`
std::string done_key(Kind kind, const std::string& owner, const std::string& to) {
  static constexpr const char* words[] = {"cluster",           "subnet", "node_pool", "private_endpoint",
                                          "workload_identity", "flow"};
  const auto* word = words[static_cast<int>(kind)];
  return (kind == Kind::Cluster || kind == Kind::Flow ? std::string() : owner + "/") + word + "/" + to;
}

bool is_done(const Lock& lock, Kind kind, const std::string& owner, const std::string& to, const std::string& from) {
  const auto* entry = lock.find("renamed", done_key(kind, owner, to));
  if (entry == nullptr || entry->tombstone) return false;
  return entry->value == from || (kind == Kind::Subnet && from.size() < entry->value.size() &&
                                  entry->value.starts_with(from + "-"));  // of one zone
}

void add_subnets(const std::string& owner, const Network& network, std::vector<Rename>& all) {
  for (const auto& subnet : network.subnets)
    if (is_renamed(subnet.renamed_from))
      all.push_back({Kind::Subnet, owner, former_key(subnet), subnet.key, subnet.renamed_from->span});
}

template <typename T>
void add(Kind kind, const std::string& owner, const std::vector<T>& things, std::vector<Rename>& all) {
  for (const auto& one : things)
    if (is_renamed(one.renamed_from))
      all.push_back({kind, owner, one.renamed_from->value, one.key, one.renamed_from->span});
}

template <typename T>
void put_back(std::vector<T>& things) {
  for (auto& one : things)
    if (is_renamed(one.renamed_from)) one.key = one.renamed_from->value;
  std::sort(things.begin(), things.end(), [](const T& a, const T& b) { return a.key < b.key; });
}

void replace(std::string& text, const std::string& now, const std::string& before) {
  if (text == now) text = before;
}

void replace_role(Network& network, const std::string& now, const std::string& before) {
  for (auto& subnet : network.subnets)
    for (auto* list : {&subnet.from, &subnet.to})
      for (auto& role : *list) replace(role.value, now, before);
}

/// Flows and other subnets mean a subnet by its key or its role, which is the key of one that does not say what it is
/// for.
struct Role {
  std::string now, before;
};

std::vector<Role> put_back_subnets(Network& network, Cluster* cluster) {
  std::vector<Role> roles;
  for (auto& subnet : network.subnets) {
    if (!is_renamed(subnet.renamed_from)) continue;
    const auto now = subnet.base.empty() ? subnet.key : subnet.base;
    const auto before = subnet.renamed_from->value;
    if (subnet.role.value == now && subnet.role.span == subnet.span) subnet.role.value = before;
    roles.push_back({now, before});
    subnet.key = former_key(subnet);
    if (!subnet.base.empty()) subnet.base = before;
    if (auto id = network.existing_subnet_ids.extract(now)) {
      id.key() = before;
      network.existing_subnet_ids.insert(std::move(id));
    }
    if (cluster == nullptr) continue;
    for (auto& pool : cluster->node_pools) {
      replace(pool.subnet, now, before);
      replace(pool.pod_subnet, now, before);
    }
    for (auto& endpoint : cluster->private_endpoints)
      if (endpoint.subnet) replace(endpoint.subnet->value, now, before);
  }
  for (const auto& role : roles) replace_role(network, role.now, role.before);
  std::sort(network.subnets.begin(), network.subnets.end(),
            [](const Subnet& a, const Subnet& b) { return a.key < b.key; });
  return roles;
}

using Sides = std::vector<Endpoint>;

/// What a flow says of a role by its new name, it said by the former one; other clusters may have kept the new one.
void put_back_role(Sides& sides, const Role& role) {
  const auto count = sides.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (sides[i].role != role.now) continue;
    auto former = sides[i];
    former.role = role.before;
    sides.push_back(std::move(former));
  }
}

void put_back_cluster(Sides& sides, const Cluster& cluster) {
  for (auto& side : sides)
    if (side.environment == cluster.identity.environment || side.environment == "*")
      replace(side.cluster, cluster.key, cluster.former.id.substr(cluster.former.environment.size() + 1));
}

void put_back_clusters(Environment& environment, std::vector<Flow>& flows) {
  for (auto& cluster : environment.clusters) {
    if (cluster.former.id.empty()) continue;
    for (auto& flow : flows)
      for (auto* sides : {&flow.from, &flow.to}) put_back_cluster(*sides, cluster);
    cluster.key = cluster.former.id.substr(environment.key.size() + 1);
    cluster.identity = cluster.former;
  }
  std::sort(environment.clusters.begin(), environment.clusters.end(),
            [](const Cluster& a, const Cluster& b) { return a.key < b.key; });
}

}  // namespace

Platform with_pending_renames(const Platform& platform, const Lock& lock) {
  auto pending = platform;
  const auto keep_pending = [&](Kind kind, const std::string& owner, auto& things) {
    for (auto& one : things)
      if (is_renamed(one.renamed_from) && is_done(lock, kind, owner, key_of(one), one.renamed_from->value))
        one.renamed_from.reset();
  };
  for (auto& environment : pending.environments) {
    if (environment.hub) keep_pending(Kind::Subnet, environment.hub->identity.id, environment.hub->network.subnets);
    for (auto& cluster : environment.clusters) {
      const auto& id = cluster.identity.id;
      if (!cluster.former.id.empty() && is_done(lock, Kind::Cluster, "", id, cluster.former.id)) cluster.former = {};
      // The lines of what is in it still have its former key.
      const auto owner = cluster.former.id.empty() ? id : cluster.former.id;
      keep_pending(Kind::Subnet, owner, cluster.network.subnets);
      keep_pending(Kind::NodePool, owner, cluster.node_pools);
      keep_pending(Kind::PrivateEndpoint, owner, cluster.private_endpoints);
      keep_pending(Kind::WorkloadIdentity, owner, cluster.workload_identities);
    }
  }
  keep_pending(Kind::Flow, "", pending.flows);
  return pending;
}

void note_renames(const Platform& platform, Lock& lock) {
  for (const auto& rename : renames_of(platform))
    lock.put("renamed", done_key(rename.kind, rename.owner, rename.to), rename.from);
  lock.bury("renamed");
}

std::vector<Rename> renames_of(const Platform& platform) {
  std::vector<Rename> clusters, parts;
  for (const auto& environment : platform.environments) {
    if (environment.hub) add_subnets(environment.hub->identity.id, environment.hub->network, parts);
    for (const auto& cluster : environment.clusters) {
      const auto& owner = cluster.identity.id;
      const auto is_former = [&](const Cluster& one) { return one.identity.id == cluster.former.id; };
      const auto& all = environment.clusters;
      // One that is still there is an error by itself (model/check_renames.cc), and keeps its lines.
      if (!cluster.former.id.empty() && std::none_of(all.begin(), all.end(), is_former))
        clusters.push_back({Kind::Cluster, owner, cluster.former.id, owner, cluster.renamed_from->span});
      add_subnets(owner, cluster.network, parts);
      add(Kind::NodePool, owner, cluster.node_pools, parts);
      add(Kind::PrivateEndpoint, owner, cluster.private_endpoints, parts);
      add(Kind::WorkloadIdentity, owner, cluster.workload_identities, parts);
    }
  }
  for (const auto& flow : platform.flows)
    if (is_renamed(flow.renamed_from))
      parts.push_back({Kind::Flow, "", flow.renamed_from->value, flow.name, flow.renamed_from->span});
  clusters.insert(clusters.end(), parts.begin(), parts.end());
  return clusters;
}

Platform former_platform(const Platform& platform) {
  auto former = platform;
  std::vector<Role> roles;
  const auto put_back_network = [&](Network& network, Cluster* cluster) {
    const auto more = put_back_subnets(network, cluster);
    roles.insert(roles.end(), more.begin(), more.end());
  };
  for (auto& environment : former.environments) {
    if (environment.hub) put_back_network(environment.hub->network, nullptr);
    for (auto& cluster : environment.clusters) {
      put_back_network(cluster.network, &cluster);
      put_back(cluster.node_pools);
      put_back(cluster.private_endpoints);
      put_back(cluster.workload_identities);
    }
    put_back_clusters(environment, former.flows);
  }
  for (auto& flow : former.flows) {
    if (is_renamed(flow.renamed_from)) flow.name = flow.renamed_from->value;
    for (const auto& role : roles)
      for (auto* sides : {&flow.from, &flow.to}) put_back_role(*sides, role);
  }
  std::stable_sort(former.flows.begin(), former.flows.end(),
                   [](const Flow& a, const Flow& b) { return a.name < b.name; });
  return former;
}

}  // namespace aurora
