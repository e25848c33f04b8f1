#include <algorithm>
#include <cctype>
#include <map>

#include "diagnostics/suggest.h"
#include "model/check_parts.h"

namespace aurora::checking {
namespace {

bool is_pool_name(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::all_of(text.begin(), text.end(), fits);
}

bool is_label_part(std::string_view text, std::size_t most) {
  const auto alnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  const auto inner = [&](char c) { return alnum(c) || c == '-' || c == '_' || c == '.'; };
  return text.size() <= most && !text.empty() && alnum(text.front()) && alnum(text.back()) &&
         std::all_of(text.begin(), text.end(), inner);
}

/// `[prefix/]name`: a DNS name of 253 characters and a name of 63 (kubernetes.io, "Labels and Selectors").
bool is_label_key(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return is_label_part(text, 63);
  return is_label_part(text.substr(0, slash), 253) && is_label_part(text.substr(slash + 1), 63);
}

void labels(const NodePool& pool, Diagnostics& diagnostics) {
  const Place place{pool.written, pool.span};
  for (const auto& [key, value] : pool.labels) {
    if (!is_label_key(key))
      diagnostics.report(diag::BadLabel, place.key("labels", key), key, "key",
                         "`[prefix/]name`, of 253 and 63 characters at most");
    if (!value.empty() && !is_label_part(value, 63))
      diagnostics.report(diag::BadLabel, place.at({"labels", key}), value, "value",
                         "63 letters, digits, `-`, `_` and `.` at most, a letter or digit at either end");
  }
  for (const auto& taint : pool.taints)
    if (!is_label_key(taint.key) || (!taint.value.empty() && !is_label_part(taint.value, 63)))
      diagnostics.report(diag::BadTaint, taint.span.known() ? taint.span : pool.span, taint.to_string())
          .hint("key and value are as those of labels");
}

void name(const NodePool& pool, const CloudFacts& facts, Diagnostics& diagnostics) {
  const std::size_t zone_digit = pool.per_zone && !pool.zones.empty() ? 1 : 0;
  const auto most = static_cast<std::size_t>(facts.node_pool_name_max);
  if (!is_pool_name(pool.key)) diagnostics.report(diag::BadPoolName, pool.span, pool.key);
  if (pool.key.size() + zone_digit > most)
    diagnostics.report(diag::PoolNameTooLong, pool.span, pool.key, pool.key.size() + zone_digit, most,
                       zone_digit == 1 ? ", the digit of the zone included" : "");
}

void reserved(const NodePool& pool, const CloudFacts& facts, Diagnostics& diagnostics) {
  for (const auto& word : facts.reserved_names) {
    if (word.kind != "node_pool") continue;
    const bool hit = word.where == ReservedName::Where::Whole ? pool.key == word.word : pool.key.starts_with(word.word);
    if (hit) diagnostics.report(diag::ReservedPoolName, pool.span, pool.key).hint("give the pool another name");
  }
}

/// `general` with a pool a zone becomes `general1`, which may be there already.
void same_names(const Cluster& cluster, Diagnostics& diagnostics) {
  std::map<std::string, const NodePool*> first;
  const auto add = [&](const NodePool& pool, const std::string& name) {
    const auto [found, added] = first.emplace(name, &pool);
    if (!added)
      diagnostics.report(diag::SamePoolName, pool.span, found->second->key, pool.key, name)
          .hint("a pool with `per_zone` has its zone at the end of its name: rename one of them")
          .related(found->second->span, "the other pool");
  };
  for (const auto& pool : cluster.node_pools) {
    if (!pool.per_zone || pool.zones.empty())
      add(pool, pool.key);
    else
      for (const auto& zone : pool.zones) add(pool, pool.key + zone);
  }
}

void nodes(const NodePool& pool, Diagnostics& diagnostics) {
  if (pool.min.value > pool.max.value)
    diagnostics.report(diag::MinAboveMax, pool.max.span.known() ? pool.max.span : pool.span, pool.key, pool.min.value,
                       pool.max.value);
  if (pool.mode != "system") return;
  if (pool.min.value < 1)
    diagnostics.report(diag::SystemPoolEmpty, pool.min.span.known() ? pool.min.span : pool.span, pool.key)
        .hint("the cluster's own pods need a node: set `min` to 1 or more");
  if (pool.spot) diagnostics.report(diag::SystemPoolSpot, Place{pool.written, pool.span}.at({"spot"}), pool.key);
}

void machine_room(const Cluster& cluster, const NodePool& pool, Diagnostics& diagnostics) {
  const Place place{pool.written, pool.span};
  if (pool.spot && pool.spot_max_price != -1 && pool.spot_max_price <= 0)
    diagnostics.report(diag::SpotPrice, place.at({"spot", "max_price"}), pool.key, pool.spot_max_price)
        .hint("write a price in dollars an hour, or -1 for up to the regular price");
  if (pool.spot && pool.spot_eviction == "deallocate" && pool.os_disk_type == "ephemeral")
    diagnostics.report(diag::SpotEphemeral, place.at({"spot", "eviction"}), pool.key)
        .related(place.at({"os_disk", "type"}), "the disk is gone when the machine is")
        .hint("use `eviction: delete`, or a managed disk");
  if (pool.ultra_ssd && pool.zones.empty() && !cluster.zones.empty())
    diagnostics.report(diag::UltraDiskZones, place.at({"zones"}), pool.key)
        .hint("give the pool `zones`: such disks are in a zone, and so must the machine be");
}

void image(const NodePool& pool, const CloudFacts& facts, Diagnostics& diagnostics) {
  const auto& images = facts.node_images;
  if (images.empty() || std::find(images.begin(), images.end(), pool.os) != images.end()) return;
  std::string list;
  for (const auto one : images) list += (list.empty() ? "`" : ", `") + std::string(one) + "`";
  diagnostics.report(diag::UnknownNodeImage, Place{pool.written, pool.span}.at({"os"}), pool.os, facts.cloud)
      .hint("there are " + list);
}

void subnet(const Cluster& cluster, const NodePool& pool, Diagnostics& diagnostics) {
  std::vector<std::string_view> keys;
  for (const auto& one : cluster.network.subnets) keys.push_back(one.key);
  const Place place{pool.written, pool.span};
  for (const auto& [field, key] : {std::pair{"subnet", pool.subnet}, std::pair{"pod_subnet", pool.pod_subnet}}) {
    if (key.empty() || cluster.network.find(key) != nullptr) continue;
    auto report = diagnostics.report(diag::UnknownSubnet, place.at({field}), key, cluster.identity.id);
    if (const auto near = nearest(key, keys); !near.empty()) report.hint("did you mean `" + near + "`?");
  }
}

}  // namespace

void node_pools(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics) {
  const auto system = [](const NodePool& pool) { return pool.key == "system" && pool.mode == "system"; };
  if (std::none_of(cluster.node_pools.begin(), cluster.node_pools.end(), system))
    diagnostics.report(diag::NoSystemPool, cluster.span, cluster.key)
        .hint("add `system: { machine: 4x16, nodes: { min: 1, max: 3 } }` to its `node_pools`");
  same_names(cluster, diagnostics);
  // Fewer than ten pods do not hold a cloud's own pods; overlays and routed pods take 10 at least on Azure.
  constexpr int least_pods = 10;
  for (const auto& pool : cluster.node_pools) {
    name(pool, facts, diagnostics);
    reserved(pool, facts, diagnostics);
    nodes(pool, diagnostics);
    machine_room(cluster, pool, diagnostics);
    image(pool, facts, diagnostics);
    labels(pool, diagnostics);
    subnet(cluster, pool, diagnostics);
    // What it has from its cluster was said there.
    if (pool.zones != cluster.zones)
      region_and_zones(cluster.region, pool.zones, {pool.written, pool.span}, facts, diagnostics);
    if (pool.max_pods.value < least_pods || pool.max_pods.value > facts.max_pods_max)
      diagnostics.report(diag::MaxPodsRange, pool.max_pods.span.known() ? pool.max_pods.span : pool.span, pool.key,
                         pool.max_pods.value, least_pods, facts.max_pods_max);
    const auto& machine = pool.machine.value;
    if (pool.gpu && !machine.gpu && machine.vcpus > 0)
      diagnostics.report(diag::MachineWithoutGpu, pool.machine.span, pool.key, machine.type);
    if (pool.tags != cluster.tags)
      tags(pool.tags, cluster.identity.id + "/" + pool.key, {pool.written, pool.span}, facts, diagnostics);
  }
}

}  // namespace aurora::checking
