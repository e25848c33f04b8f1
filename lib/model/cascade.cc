#include "model/cascade.h"

#include <algorithm>

#include "diagnostics/suggest.h"

namespace aurora {
namespace {

using yaml::Node;

const std::vector<std::string_view> levels{"region",     "deployer", "zones",  "tags",      "protect",
                                           "kubernetes", "network",  "egress", "node_pool", "private_endpoints"};
const std::vector<std::string_view> hub_levels{"region", "zones", "tags", "protect"};

/// Keys that belong to one cluster alone: a network's place cannot be had twice, so `like` does not bring them.
bool is_pin(std::string_view path) {
  static const std::vector<std::string_view> pins{"like",
                                                  "renamed_from",
                                                  "network/cidr",
                                                  "network/cidrs",
                                                  "network/vnet_id",
                                                  "network/subnet_ids",
                                                  "network/existing_cidrs",
                                                  "kubernetes/network/pod_cidr",
                                                  "kubernetes/network/service_cidr",
                                                  "kubernetes/network/dns_service_ip"};
  if (std::find(pins.begin(), pins.end(), path) != pins.end()) return true;
  return path.substr(0, 8) == "subnets/" && (path.ends_with("/cidr") || path.ends_with("/cidrs"));
}

const Node* without_pins(const Node* node, const std::string& path, yaml::Tree& tree) {
  if (!node->is_mapping()) return node;
  auto& kept = tree.make(Node::Kind::Mapping, node->span);
  for (const auto& entry : node->entries) {
    const auto below = path.empty() ? std::string(entry.key) : path + "/" + std::string(entry.key);
    if (!is_pin(below)) kept.entries.push_back({entry.key, entry.key_span, without_pins(entry.value, below, tree)});
  }
  return &kept;
}

}  // namespace

const Node* merge(const Node* base, const Node* overlay, yaml::Tree& tree) {
  if (base == nullptr || base->is_null()) return overlay == nullptr ? base : overlay;
  if (overlay == nullptr || overlay->is_null()) return base;
  if (!base->is_mapping() || !overlay->is_mapping()) return overlay;
  auto& merged = tree.make(Node::Kind::Mapping, overlay->span);
  for (const auto& entry : base->entries) {
    const auto* over = overlay->find_entry(entry.key);
    if (over == nullptr) merged.entries.push_back(entry);
    if (over == nullptr || over->value->is_null()) continue;
    merged.entries.push_back({over->key, over->key_span, merge(entry.value, over->value, tree)});
  }
  for (const auto& entry : overlay->entries)
    if (base->find_entry(entry.key) == nullptr) merged.entries.push_back(entry);
  return &merged;
}

Cascade::Cascade(const Node& root, yaml::Tree& tree, Diagnostics& diagnostics)
    : root_(root), tree_(tree), diagnostics_(diagnostics) {}

const Node* Cascade::only(const Node* node, const std::vector<std::string_view>& keys) {
  if (node == nullptr || !node->is_mapping()) return nullptr;
  auto& kept = tree_.make(Node::Kind::Mapping, node->span);
  for (const auto& entry : node->entries)
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) kept.entries.push_back(entry);
  return &kept;
}

const Node* Cascade::environment(const Node& environment) {
  return merge(only(root_.find("defaults"), levels), only(&environment, levels), tree_);
}

const Node* Cascade::hub(const Node& environment) {
  const auto* own = environment.find("hub");
  if (own == nullptr || own->is_null()) return nullptr;
  const auto* defaults = root_.find("defaults");
  const auto* above = only(this->environment(environment), hub_levels);
  const auto* for_hubs = defaults == nullptr ? nullptr : defaults->find("hub");
  return merge(merge(above, for_hubs, tree_), own, tree_);
}

const Node* Cascade::own(std::string_view environment_key, const Node::Entry& cluster) {
  std::vector<std::string> chain;
  return like(environment_key, cluster, chain);
}

const Node* Cascade::like(std::string_view environment_key, const Node::Entry& cluster,
                          std::vector<std::string>& chain) {
  const auto* named = cluster.value->find("like");
  if (named == nullptr || !named->is_scalar()) return cluster.value;
  const auto id = std::string(environment_key) + "/" + std::string(cluster.key);
  if (std::find(chain.begin(), chain.end(), id) != chain.end()) {
    // Every member finds the same cycle: the first of them by name says so.
    if (chain.front() == id && *std::min_element(chain.begin(), chain.end()) == id)
      diagnostics_.report(diag::LikeCycle, named->span, cluster.key);
    return cluster.value;
  }
  chain.push_back(id);
  const auto slash = named->text.find('/');
  const auto key = slash == std::string_view::npos ? named->text : named->text.substr(slash + 1);
  const auto where = slash == std::string_view::npos ? environment_key : named->text.substr(0, slash);
  const auto* environments = root_.find("environments");
  const auto* environment = environments == nullptr ? nullptr : environments->find(where);
  const auto* clusters = environment == nullptr ? nullptr : environment->find("clusters");
  const auto* found = clusters == nullptr ? nullptr : clusters->find_entry(key);
  if (found == nullptr) {
    if (chain.size() > 1) return cluster.value;  // reported where the other cluster says it
    std::vector<std::string_view> keys;
    if (clusters != nullptr)
      for (const auto& entry : clusters->entries)
        if (entry.key != cluster.key) keys.push_back(entry.key);
    auto report = diagnostics_.report(diag::UnknownLike, named->span, named->text);
    if (const auto near = nearest(key, keys); !near.empty())
      report.hint("did you mean `" + near + "`?");
    else
      report.hint("a cluster of another environment is written `<environment>/<cluster>`");
    return cluster.value;
  }
  const auto* brought = like(where, *found, chain);
  return merge(without_pins(brought, "", tree_), cluster.value, tree_);
}

const Node* Cascade::node_pool(const Node& cluster, const Node* pool) {
  return merge(cluster.find("node_pool"), pool, tree_);
}

}  // namespace aurora
