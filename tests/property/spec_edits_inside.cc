// What is edited in a cluster or a hub: nodes, sizes, pins, subnets.
#include <algorithm>

#include "property/allocator_checks.h"
#include "property/spec_edits.h"
#include "unit/address/platform_builder.h"

namespace aurora::testing {

bool SpecEdits::resize_nodes(Edit& edit) {
  auto* cluster = any_cluster();
  if (cluster == nullptr) return false;
  edit.owner = cluster->identity.id;
  auto& most = cluster->node_pools[below(cluster->node_pools.size())].max.value;
  most = 1 + static_cast<int>(below(static_cast<std::size_t>(most) + (one_in(8) ? 30 : 1)));
  return true;
}

bool SpecEdits::resize_subnet(Edit& edit, const AddressPlan& plan) {
  auto* network = any_network(edit.owner);
  if (network == nullptr || network->subnets.empty()) return false;
  auto& subnet = network->subnets[below(network->subnets.size())];
  if (subnet.size)
    subnet.size.reset();
  else if (const auto* here = plan.find(edit.owner, "subnet/" + subnet.key))
    subnet.size = Located<int>{here->prefix.length + (one_in(4) ? static_cast<int>(below(3)) - 1 : 0), {}};
  return true;
}

bool SpecEdits::resize_network(Edit& edit) {
  auto* network = any_network(edit.owner);
  if (network == nullptr) return false;
  if (network->size)
    network->size.reset();
  else
    network->size = Located<int>{19 + static_cast<int>(below(6)), {}};
  return true;
}

bool SpecEdits::pin_here(Edit& edit, const AddressPlan& plan) {
  auto* network = any_network(edit.owner);
  if (network == nullptr || network->subnets.empty()) return false;
  auto& subnet = network->subnets[below(network->subnets.size())];
  const bool whole = one_in(3);
  auto& pins = whole ? network->cidrs : subnet.cidrs;
  const auto here = plan.prefixes(edit.owner, whole ? "network" : "subnet/" + subnet.key);
  if (here.empty() || !pins.empty()) return false;
  for (const auto& prefix : here) pins.push_back({prefix, {}});
  return true;
}

bool SpecEdits::pin_there(Edit& edit, const AddressPlan& plan) {
  auto* network = any_network(edit.owner);
  if (network == nullptr || network->subnets.empty()) return false;
  auto within = plan.prefixes(edit.owner, "network");
  if (within.empty()) return false;
  if (one_in(4)) {
    network->cidrs = {{somewhere({platform.addresses.pools.front().value}, within.front().length), {}}};
    edit.moved = "network";
  } else {
    if (const auto* room = plan.find(edit.owner, "headroom")) within.push_back(room->prefix);
    auto& subnet = network->subnets[below(network->subnets.size())];
    edit.moved = "subnet/" + subnet.key;
    subnet.cidrs = {{somewhere(within, 24 + static_cast<int>(below(5))), {}}};
  }
  pinned_there.insert(edit.owner);
  return true;
}

bool SpecEdits::unpin(Edit& edit) {
  auto* network = any_network(edit.owner);
  if (network == nullptr) return false;
  if (!network->cidrs.empty()) return network->cidrs.clear(), true;
  for (auto& subnet : network->subnets)
    if (!subnet.cidrs.empty()) return subnet.cidrs.clear(), true;
  return false;
}

/// What is gone is let go: it comes back as something new.
bool SpecEdits::release() {
  if (!one_in(4) || (removed_.empty() && removed_subnets_.empty())) return false;
  removed_.clear();
  removed_subnets_.clear();
  return true;
}

bool SpecEdits::add_subnet(Edit& edit) {
  auto& home = any_environment();
  if (home.clusters.empty()) return false;
  auto& cluster = home.clusters[below(home.clusters.size())];
  edit.owner = cluster.identity.id;
  const auto facts = tables_of(home.cloud)->subnets;
  const auto key = "x" + std::to_string(below(6));
  if (cluster.network.find(key) != nullptr) return false;
  const auto role = one_in(3) ? std::string("database") : std::string(facts[below(facts.size())].role);
  auto more = in_zones({subnet(key, role, one_in(2) ? 24 + static_cast<int>(below(4)) : 0)}, *tables_of(home.cloud));
  for (auto& one : more) cluster.network.subnets.push_back(std::move(one));
  return true;
}

bool SpecEdits::add_subnet_back(Edit& edit) {
  if (removed_subnets_.empty()) return false;
  const auto number = below(removed_subnets_.size());
  edit.owner = removed_subnets_[number].first;
  for (auto& home : platform.environments)
    for (auto& cluster : home.clusters) {
      if (cluster.identity.id != edit.owner) continue;
      const auto taken = cluster.network.find(removed_subnets_[number].second.key) != nullptr;
      if (!taken) cluster.network.subnets.push_back(std::move(removed_subnets_[number].second));
      drop(removed_subnets_, number);
      return !taken;
    }
  return false;
}

bool SpecEdits::remove_subnet(Edit& edit) {
  auto* cluster = any_cluster();
  if (cluster == nullptr || cluster->network.subnets.size() < 2) return false;
  edit.owner = cluster->identity.id;
  auto& list = cluster->network.subnets;
  const auto number = below(list.size());
  removed_subnets_.emplace_back(edit.owner, std::move(list[number]));
  drop(list, number);
  return true;
}

bool SpecEdits::hub(Edit& edit) {
  auto& home = any_environment();
  edit.owner = home.key + "/hub";
  if (home.hub)
    home.hub.reset();
  else
    home.hub = make_hub(home);
  return true;
}

bool SpecEdits::reflectors(Edit& edit) {
  auto& home = any_environment();
  if (!home.hub) return false;
  edit.owner = home.hub->identity.id;
  home.hub->route_reflectors->count.value = 1 + static_cast<int>(below(4));
  return true;
}

}  // namespace aurora::testing
