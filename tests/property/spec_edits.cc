#include "property/spec_edits.h"

#include <algorithm>

#include "property/allocator_checks.h"
#include "unit/address/platform_builder.h"

namespace aurora::testing {
namespace {

Located<Prefix> at(std::string_view text) { return {prefix(text), {}}; }

bool zonal(const Environment& environment) { return tables_of(environment.cloud)->zonal_subnets; }

}  // namespace

std::string Edit::text() const {
  static constexpr const char* names[] = {"add",       "add pinned", "add back",   "remove",          "rename",
                                          "reorder",   "nodes",      "size",       "network size",    "pin here",
                                          "pin there", "unpin",      "add subnet", "add subnet back", "remove subnet",
                                          "hub",       "reflectors", "release"};
  return std::string(names[static_cast<int>(kind)]) + " " + owner + " " + before + moved;
}

SpecEdits::SpecEdits(std::uint32_t seed, std::size_t most_clusters) : random_(seed), most_clusters_(most_clusters) {
  static constexpr const char* clouds[] = {"aws", "azure", "gcp"};
  static constexpr const char* keys[] = {"dev", "nonprod", "prod"};
  const auto count = 1 + below(3);
  for (std::uint32_t i = 0; i < count; ++i) environment(platform, keys[i]).cloud = clouds[below(3)];
  lay_out_pools();
  Edit first;
  while (most_clusters_ > 20 && clusters() < most_clusters_ * 9 / 10) add(first, false);
}

void SpecEdits::lay_out_pools() {
  auto& addresses = platform.addresses;
  // From more than enough down to pools that run out after two or three networks.
  static constexpr const char* sizes[] = {"10.0.0.0/8", "10.64.0.0/12", "10.64.0.0/14", "10.64.0.0/18", "10.64.0.0/20"};
  const auto size = most_clusters_ > 20 ? 0 : below(5);
  addresses.pools = {at(sizes[size])};
  const auto pool = addresses.pools.front().value;
  if (one_in(4)) addresses.pools = {{pool.child(pool.length + 1, 0), {}}, {pool.child(pool.length + 1, 1), {}}};
  if (one_in(3)) platform.environments.back().pools = {{pool.child(pool.length + 2, 1), {}}};
  if (most_clusters_ > 20 || size > 2 || one_in(2)) {
    addresses.pod_pools = {at(one_in(5) && most_clusters_ <= 20 ? "32.0.0.0/17" : "32.0.0.0/4")};
    addresses.share_pod_range = one_in(2);
  }
  if (one_in(2)) {
    addresses.service_pools = {at("100.64.0.0/10")};
    addresses.share_service_range = one_in(2);
  }
  if (one_in(3)) addresses.reserved = {{{pool.child(pool.length + 4, below(16)), {}}, "a migration"}};
  if (one_in(3)) platform.networks = {{"offices", {{pool.child(pool.length + 5, below(32)), {}}}, {}, {}}};
  if (most_clusters_ > 20 || !one_in(4)) return;
  addresses.ipv6_pools = {at("fd00:10::/32")};
  addresses.ipv6_environment_length = one_in(2) ? 48 : 56;
}

std::size_t SpecEdits::clusters() const {
  std::size_t count = 0;
  for (const auto& environment : platform.environments) count += environment.clusters.size();
  return count;
}

Cluster* SpecEdits::any_cluster() {
  const auto count = clusters();
  if (count == 0) return nullptr;
  auto number = below(count);
  for (auto& environment : platform.environments) {
    if (number < environment.clusters.size()) return &environment.clusters[number];
    number -= static_cast<std::uint32_t>(environment.clusters.size());
  }
  return nullptr;
}

Network* SpecEdits::any_network(std::string& owner) {
  auto& home = any_environment();
  if (home.hub && one_in(4)) {
    owner = home.hub->identity.id;
    return &home.hub->network;
  }
  auto* cluster = any_cluster();
  if (cluster == nullptr) return nullptr;
  owner = cluster->identity.id;
  return &cluster->network;
}

bool SpecEdits::in_use(const Environment& environment, const std::string& key) const {
  return std::any_of(environment.clusters.begin(), environment.clusters.end(),
                     [&](const Cluster& cluster) { return cluster.key == key; });
}

std::string SpecEdits::any_key(const Environment& environment) {
  for (;;) {
    auto key = "c" + std::to_string(100 + below(most_clusters_ + 8));
    if (!in_use(environment, key)) return key;
  }
}

std::vector<Subnet> SpecEdits::in_zones(std::vector<Subnet> subnets, const CloudFacts& facts) const {
  if (!facts.zonal_subnets) return subnets;
  std::vector<Subnet> parts;
  for (const auto& subnet : subnets)
    for (const auto* zone : {"1", "2", "3"}) {
      auto& part = parts.emplace_back(subnet);
      part.base = subnet.key;
      part.zone = zone;
      part.key += std::string("-") + zone;
    }
  return parts;
}

Cluster SpecEdits::make_cluster(const Environment& home, const std::string& key) {
  auto made = testing::cluster(home.key, key, 1 + static_cast<int>(below(one_in(5) ? 60 : 12)));
  auto& subnets = made.network.subnets;
  const auto plugin = below(4);
  if (plugin > 0) made.kubernetes.network_plugin = "cloud";
  if (plugin == 2) made.kubernetes.pod_network = "node_subnet";
  if (plugin == 3) {
    made.kubernetes.pod_network = "pod_subnet";
    subnets.push_back(subnet("pods"));
  }
  for (auto& pool : made.node_pools) {
    pool.max_pods.value = one_in(2) ? 30 : 62;
    if (plugin == 3) pool.pod_subnet = "pods";
    if (zonal(home) || one_in(3)) pool.zones = {"1", "2", "3"};
    pool.per_zone = one_in(6);
  }
  subnets = in_zones(std::move(subnets), *tables_of(home.cloud));
  return made;
}

Hub SpecEdits::make_hub(const Environment& home) {
  auto made = testing::hub(home.key);
  auto& subnets = made.network.subnets;
  if (one_in(2)) subnets.push_back(subnet("route_server"));
  subnets = in_zones(std::move(subnets), *tables_of(home.cloud));
  return made;
}

/// An aligned block anywhere in one of some ranges.
Prefix SpecEdits::somewhere(const std::vector<Prefix>& within, int length) {
  const auto& range = within[below(within.size())];
  length = std::max(length, range.length);
  return range.child(length, below(std::size_t{1} << std::min(length - range.length, 20)));
}

Edit SpecEdits::step(const AddressPlan& plan) {
  static constexpr Kind kinds[] = {
      Kind::Add,       Kind::Add,           Kind::AddBack,      Kind::AddBack, Kind::Remove,     Kind::Rename,
      Kind::Rename,    Kind::Reorder,       Kind::Nodes,        Kind::Nodes,   Kind::SubnetSize, Kind::NetworkSize,
      Kind::Release,   Kind::PinHere,       Kind::PinThere,     Kind::Unpin,   Kind::AddPinned,  Kind::AddSubnet,
      Kind::AddSubnet, Kind::AddSubnetBack, Kind::RemoveSubnet, Kind::Hub,     Kind::Reflectors};
  for (;;) {
    Edit edit{kinds[below(std::size(kinds))], {}, {}, {}};
    if (apply(edit, plan)) return edit;
  }
}

bool SpecEdits::apply(Edit& edit, const AddressPlan& plan) {
  switch (edit.kind) {
    case Kind::Add:
      return add(edit, false);
    case Kind::AddPinned:
      return one_in(3) && add(edit, true);
    case Kind::AddBack:
      return add_back(edit);
    case Kind::Remove:
      return remove(edit);
    case Kind::Rename:
      return rename(edit);
    case Kind::Reorder:
      return reorder(), true;
    case Kind::Nodes:
      return resize_nodes(edit);
    case Kind::SubnetSize:
      return resize_subnet(edit, plan);
    case Kind::NetworkSize:
      return resize_network(edit);
    case Kind::PinHere:
      return pin_here(edit, plan);
    case Kind::PinThere:
      return one_in(3) && pin_there(edit, plan);
    case Kind::Release:
      return release();
    case Kind::Unpin:
      return unpin(edit);
    case Kind::AddSubnet:
      return add_subnet(edit);
    case Kind::AddSubnetBack:
      return add_subnet_back(edit);
    case Kind::RemoveSubnet:
      return remove_subnet(edit);
    case Kind::Hub:
      return hub(edit);
    case Kind::Reflectors:
      return reflectors(edit);
  }
  return false;
}

bool SpecEdits::add(Edit& edit, bool pinned) {
  if (clusters() >= most_clusters_) return false;
  auto& home = any_environment();
  auto made = make_cluster(home, any_key(home));
  edit.owner = made.identity.id;
  if (pinned) {
    std::vector<Prefix> pools;
    for (const auto& pool : home.pools.empty() ? platform.addresses.pools : home.pools) pools.push_back(pool.value);
    auto& network = made.network;
    auto& pins = one_in(2) ? network.cidrs : network.subnets[below(network.subnets.size())].cidrs;
    pins.push_back({somewhere(pools, &pins == &network.cidrs ? 20 : 25), {}});
    pinned_there.insert(edit.owner);
  }
  home.clusters.push_back(std::move(made));
  return true;
}

bool SpecEdits::add_back(Edit& edit) {
  if (removed_.empty() || clusters() >= most_clusters_) return false;
  const auto number = below(removed_.size());
  auto& home = platform.environments[removed_[number].environment];
  if (in_use(home, removed_[number].cluster.key)) return false;
  edit.owner = removed_[number].cluster.identity.id;
  home.clusters.push_back(std::move(removed_[number].cluster));
  drop(removed_, number);
  return true;
}

bool SpecEdits::remove(Edit& edit) {
  const auto home = below(platform.environments.size());
  auto& list = platform.environments[home].clusters;
  if (list.empty()) return false;
  const auto number = below(list.size());
  edit.owner = list[number].identity.id;
  removed_.push_back({home, std::move(list[number])});
  drop(list, number);
  return true;
}

/// To a name that may have been another's, who is gone.
bool SpecEdits::rename(Edit& edit) {
  auto& home = any_environment();
  if (home.clusters.empty()) return false;
  auto& cluster = home.clusters[below(home.clusters.size())];
  edit.before = cluster.identity.id;
  cluster.renamed_from = Text{cluster.key, {}};
  cluster.former = cluster.identity;
  cluster.key = any_key(home);
  cluster.identity.id = home.key + "/" + cluster.key;
  edit.owner = cluster.identity.id;
  pinned_there.erase(edit.owner);
  if (pinned_there.erase(edit.before) > 0) pinned_there.insert(edit.owner);
  const auto gone = [&](const Removed& one) {
    return one.cluster.identity.id == edit.owner || one.cluster.identity.id == edit.before;
  };
  removed_.erase(std::remove_if(removed_.begin(), removed_.end(), gone), removed_.end());
  for (std::size_t i = removed_subnets_.size(); i-- > 0;) {
    if (removed_subnets_[i].first == edit.owner)
      drop(removed_subnets_, i);
    else if (removed_subnets_[i].first == edit.before)
      removed_subnets_[i].first = edit.owner;
  }
  return true;
}

void SpecEdits::reorder() {
  for (auto& home : platform.environments) {
    shuffle(home.clusters);
    for (auto& cluster : home.clusters) {
      shuffle(cluster.node_pools);
      shuffle(cluster.network.subnets);
    }
  }
}

}  // namespace aurora::testing
