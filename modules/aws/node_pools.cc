#include "aws/node_pools.h"

#include <algorithm>
#include <array>

#include "aws/cluster.h"
#include "aws/endpoints.h"

// Node groups that EKS manages. What a machine is lies in its launch template; here, how many there are, where, and how
// they are replaced.

namespace aurora::aws {
namespace {

struct TaintEffect {
  std::string_view kubernetes, eks;
};
constexpr std::array taint_effects{TaintEffect{"NoSchedule", "NO_SCHEDULE"}, TaintEffect{"NoExecute", "NO_EXECUTE"},
                                   TaintEffect{"PreferNoSchedule", "PREFER_NO_SCHEDULE"}};

std::string_view effect_of(const Taint& taint) {
  for (const auto& row : taint_effects)
    if (row.kubernetes == taint.effect) return row.eks;
  return {};
}

tf::Value taints(const NodePool& pool) {
  tf::List list;
  for (const auto& taint : pool.taints) {
    tf::Object made = tf::object({{"key", taint.key}, {"effect", effect_of(taint)}});
    if (!taint.value.empty()) made.emplace_back("value", taint.value);
    list.emplace_back(std::move(made));
  }
  return list.empty() ? tf::Value{} : tf::Value(std::move(list));
}

tf::Value map_of(const std::map<std::string, std::string>& entries) {
  tf::Object map;
  for (const auto& [key, value] : entries) map.emplace_back(key, value);
  return map.empty() ? tf::Value{} : tf::Value(std::move(map));
}

/// Only the pool's own: the provider adds the cluster's.
tf::Value own_tags(const Stack& stack, const NodePool& pool) {
  Tags own;
  for (const auto& [key, value] : pool.tags)
    if (const auto found = stack.tags.find(key); found == stack.tags.end() || found->second != value) own[key] = value;
  return map_of(own);
}

/// A group begins at its least size, and what scales it goes on from there.
tf::Object scaling(const NodePool& pool) {
  return tf::object({{"min_size", pool.min.value},
                     {"max_size", pool.max.value},
                     {"desired_size", pool.autoscale ? pool.min.value : pool.max.value}});
}

/// EKS adds as many nodes as it replaces at a time.
tf::Object upgrade(const NodePool& pool) {
  const bool share = pool.max_surge.ends_with('%');
  return tf::object({{share ? "max_unavailable_percentage" : "max_unavailable",
                      std::min(std::stoi(pool.max_surge.substr(0, 3)), 100)}});
}

const Text& version_of(Stack& stack, const NodePool& pool) {
  if (!pool.version) return stack.cluster->kubernetes.version;
  report_patch(stack, *pool.version);
  return *pool.version;
}

bool is_one_of(const tf::List& values, const tf::Value* value) {
  return value != nullptr && std::find(values.begin(), values.end(), *value) != values.end();
}

/// The way out of the subnets of its nodes and their pods.
void wait_for_way_out(const Stack& stack, const PoolInstance& instance, tf::Resource& group) {
  tf::List subnets = stack.subnet_ids(instance.pool->subnet, instance.zones), tables;
  for (auto& subnet : stack.subnet_ids(instance.pool->pod_subnet, instance.zones)) subnets.push_back(std::move(subnet));
  for (const auto& other : stack.document.resources) {
    if (other.type != "aws_route_table_association" || !is_one_of(subnets, other.find("subnet_id"))) continue;
    group.depends_on(other);
    tables.push_back(*other.find("route_table_id"));
  }
  for (const auto& other : stack.document.resources) {
    const auto* to = other.type == "aws_route" ? other.find("destination_cidr_block") : nullptr;
    if (to != nullptr && *to == tf::Value("0.0.0.0/0") && is_one_of(tables, other.find("route_table_id")))
      group.depends_on(other);
  }
}

/// A node that starts before has no name in the cluster, no network for its pods, or no way out.
void wait_for_surroundings(const Stack& stack, const PoolInstance& instance, tf::Resource& group) {
  wait_for_way_out(stack, instance, group);
  for (const auto& other : stack.document.resources) {
    const bool policy = other.type.starts_with("aws_iam_role_policy") && other.label.starts_with("nodes-");
    const bool endpoint = other.type == "aws_vpc_endpoint" || is_endpoint_rule(other);
    if (policy || endpoint || other.type == "aws_eks_addon") group.depends_on(other);
  }
}

void lower_pool(Stack& stack, const PoolInstance& instance) {
  const auto& pool = *instance.pool;
  const auto image = ami_type(stack, pool);
  const auto& machine = lower_launch_template(stack, instance);
  auto& group =
      stack.add("aws_eks_node_group", instance.name, pool.span,
                {{"cluster_name", (*control_plane(stack))["name"]},
                 {"node_group_name",
                  stack.names.of(
                      stack.identity,
                      {.kind = "node_pool", .purpose = instance.name, .parent = stack.identity.id, .span = pool.span})},
                 {"node_role_arn", (*stack.document.find("aws_iam_role.nodes"))["arn"]},
                 {"subnet_ids", stack.subnet_ids(pool.subnet, instance.zones)},
                 {"version", version_of(stack, pool).value},
                 {"ami_type", image},
                 {"capacity_type", pool.spot ? "SPOT" : "ON_DEMAND"},
                 {"launch_template", tf::object({{"id", machine["id"]}, {"version", machine["latest_version"]}})},
                 {"scaling_config", scaling(pool)},
                 {"update_config", upgrade(pool)},
                 {"node_repair_config", tf::object({{"enabled", true}})},
                 {"labels", map_of(pool.labels)},
                 {"taint", taints(pool)},
                 {"tags", own_tags(stack, pool)}});
  wait_for_surroundings(stack, instance, group);
  if (pool.autoscale)
    group.set("lifecycle", tf::object({{"ignore_changes", tf::list({"scaling_config[0].desired_size"})}}));
}

}  // namespace

std::vector<PoolInstance> pool_instances(const Cluster& cluster) {
  std::vector<PoolInstance> instances;
  for (const auto& pool : cluster.node_pools) {
    if (!pool.per_zone || pool.zones.empty()) {
      instances.push_back({&pool, pool.key, pool.zones});
      continue;
    }
    for (const auto& zone : pool.zones) instances.push_back({&pool, pool.key + zone, {zone}});
  }
  return instances;
}

void lower_node_pools(Stack& stack) {
  stack.document.file = "node_pools";
  for (const auto& pool : stack.cluster->node_pools) check_pool(stack, pool);
  for (const auto& instance : pool_instances(*stack.cluster)) lower_pool(stack, instance);
}

}  // namespace aurora::aws
