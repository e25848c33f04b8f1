#include <algorithm>
#include <charconv>
#include <regex>

#include "diagnostics/suggest.h"
#include "model/other_clouds.h"
#include "model/resolve_parts.h"
#include "yaml/scalar.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

/// `8x32`: 8 vCPUs and 32 GiB.
bool read_shape(std::string_view text, int& vcpus, int& memory) {
  const auto by = text.find('x');
  if (by == std::string_view::npos) return false;
  const auto number = [](std::string_view part, int& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return !part.empty() && error == std::errc() && end == part.data() + part.size();
  };
  return number(text.substr(0, by), vcpus) && number(text.substr(by + 1), memory);
}

/// Machines of the table whose shape is near, for the hint.
std::string shapes(const CloudFacts& facts, int vcpus) {
  std::string text;
  for (const auto& fact : facts.machines)
    if (fact.preferred && fact.vcpus == vcpus)
      text += (text.empty() ? "" : ", ") + std::to_string(fact.vcpus) + "x" + std::to_string(fact.memory_gib);
  return text;
}

std::string nearest_type(const CloudFacts& facts, std::string_view text) {
  std::vector<std::string_view> types;
  for (const auto& fact : facts.machines) types.push_back(fact.type);
  return std::string(nearest(text, types));
}

/// What the platform's own pools are, as its charts expect them.
void apply_pool_defaults(NodePool& pool) {
  static const std::string prefix = "node.ssc-spc.gc.ca/";
  pool.labels[prefix + "use"] = "general";
  pool.labels[prefix + "purpose"] = pool.key;
  if (pool.key == "system") {
    pool.mode = "system";
    pool.max_pods.value = 60;
    pool.taints.push_back({"CriticalAddonsOnly", "true", "NoSchedule"});
  }
  if (pool.key == "gateway") {
    pool.max_pods.value = 30;
    pool.taints.push_back({prefix + "purpose", "gateway", "NoSchedule"});
  }
}

void read_nodes(const Fields& fields, NodePool& pool) {
  const auto nodes = fields.in("nodes");
  nodes.read("min", pool.min);
  if (!nodes.has("max")) pool.max = pool.min;
  nodes.read("max", pool.max);
  if (nodes.has("count")) {
    nodes.read("count", pool.min);
    pool.max = pool.min;
  }
  pool.autoscale = pool.min.value != pool.max.value;
}

bool read_taint(std::string_view text, Taint& taint) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  const auto pair = text.substr(0, colon);
  const auto equals = pair.find('=');
  taint.key = pair.substr(0, equals);
  taint.value = equals == std::string_view::npos ? "" : std::string(pair.substr(equals + 1));
  taint.effect = text.substr(colon + 1);
  const bool known = taint.effect == "NoSchedule" || taint.effect == "PreferNoSchedule" || taint.effect == "NoExecute";
  return known && !taint.key.empty();
}

void read_taints(const Fields& fields, NodePool& pool) {
  std::vector<Text> texts;
  fields.read("taints", texts);
  if (fields.has("taints")) pool.taints.clear();
  for (const auto& text : texts) {
    Taint taint;
    taint.span = text.span;
    if (read_taint(text.value, taint))
      pool.taints.push_back(taint);
    else
      fields.diagnostics()
          .report(diag::BadTaint, text.span, text.value)
          .hint("write `key=value:Effect`, where the effect is `NoSchedule`, `PreferNoSchedule` or `NoExecute`");
  }
}

void read_spot_and_gpu(const Fields& fields, NodePool& pool) {
  if (const auto* spot = fields.at("spot")) {
    pool.spot = spot->is_mapping() || yaml::as_bool(*spot).value_or(false);
    fields.in("spot").read("max_price", pool.spot_max_price);
    fields.in("spot").read("eviction", pool.spot_eviction);
  }
  pool.gpu = pool.machine.value.gpu || fields.has("gpu");
  fields.in("gpu").read("driver", pool.gpu_driver);
}

void read_machine_room(const Fields& fields, NodePool& pool) {
  fields.read("version", pool.version);
  fields.read("os", pool.os);
  fields.in("os_disk").read("size_gib", pool.os_disk_gib);
  fields.in("os_disk").read("type", pool.os_disk_type);
  fields.in("upgrade").read("max_surge", pool.max_surge);
  fields.in("upgrade").read("drain_timeout_minutes", pool.drain_timeout_minutes);
  fields.in("upgrade").read("soak_minutes", pool.soak_minutes);
  fields.read("host_encryption", pool.host_encryption);
  fields.read("fips", pool.fips);
  fields.read("ultra_ssd", pool.ultra_ssd);
  fields.read("public_ips", pool.public_ips);
  fields.read("subnet", pool.subnet);
  fields.read("pod_subnet", pool.pod_subnet);
  fields.read("renamed_from", pool.renamed_from);
}

NodePool node_pool(const yaml::Node::Entry& entry, const Node& merged, const Cluster& cluster, const Scope& scope) {
  const auto key = std::string(entry.key);
  const auto span = entry.key_span;
  NodePool pool;
  pool.key = key;
  pool.span = span;
  pool.written = scope.cascade.node_pool(merged, entry.value);
  const auto fields =
      pool.written == nullptr ? Fields(nullptr, scope.diagnostics) : scope.fields("node_pool", *pool.written);
  pool.machine = machine(fields.at("machine"), key == "system" || key == "gateway" ? "4x16" : "8x32", scope, span);
  apply_pool_defaults(pool);
  read_nodes(fields, pool);
  fields.read("mode", pool.mode);
  fields.read("max_pods", pool.max_pods);
  pool.zones = cluster.zones;
  fields.read("zones", pool.zones);
  fields.read("per_zone", pool.per_zone);
  Tags labels;
  fields.read("labels", labels);
  for (const auto& [name, value] : labels) pool.labels[name] = value;
  read_taints(fields, pool);
  read_spot_and_gpu(fields, pool);
  if (!scope.facts.node_images.empty()) pool.os = scope.facts.node_images.front();
  read_machine_room(fields, pool);
  pool.tags = cluster.tags;
  fields.read("tags", pool.tags);
  return pool;
}

}  // namespace

Located<Machine> machine(const Node* node, std::string_view otherwise, const Scope& scope, Span span) {
  const auto text = node == nullptr ? otherwise : node->text;
  if (node != nullptr) span = node->span;
  int vcpus = 0;
  int memory = 0;
  const bool shape = read_shape(text, vcpus, memory);
  for (const auto& fact : scope.facts.machines) {
    const bool match = shape ? fact.preferred && fact.vcpus == vcpus && fact.memory_gib == memory : fact.type == text;
    if (match) return {{std::string(fact.type), fact.vcpus, fact.memory_gib, fact.gpu}, span};
  }
  const auto pattern = std::string(scope.facts.machine_pattern);
  if (!shape && (pattern.empty() || std::regex_match(std::string(text), std::regex(pattern))))
    return {{std::string(text), 0, 0, false}, span};
  auto report = scope.diagnostics.report(diag::UnknownMachine, span, text, scope.facts.cloud);
  if (const auto other = shape ? std::string() : machine_of_another_cloud(text, scope.facts); !other.empty())
    report.hint(other);
  else if (const auto near = shape ? std::string() : nearest_type(scope.facts, text); !near.empty())
    report.hint("did you mean `" + near + "`?");
  else if (const auto same = shapes(scope.facts, vcpus); !same.empty())
    report.hint("with " + std::to_string(vcpus) + " vCPUs there are " + same);
  else
    report.hint("write vCPUs x GiB as in `8x32`, or the cloud's own type");
  return {{}, span};
}

std::vector<NodePool> node_pools(const Node& merged, const Cluster& cluster, const Scope& scope) {
  std::vector<NodePool> pools;
  const auto* written = merged.find("node_pools");
  if (written == nullptr) return pools;
  for (const auto& entry : written->entries) pools.push_back(node_pool(entry, merged, cluster, scope));
  std::sort(pools.begin(), pools.end(), [](const NodePool& a, const NodePool& b) { return a.key < b.key; });
  return pools;
}

}  // namespace aurora::resolving
