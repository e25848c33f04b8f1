#include "aws/container_network.h"

#include "aws/cluster.h"
#include "aws/json_text.h"
#include "aws/network.h"
#include "model/check_parts.h"

// Amazon's VPC CNI. Pods have addresses of the network, by whole /28 blocks, so that a node takes as many pods as the
// spec says and not as few as its interfaces have addresses. With `pods: pod_subnet` they are in subnets of their own
// ("custom networking"): one a zone, with the security group of that subnet.

namespace aurora::aws {
namespace {

/// The key of the subnet of all pods; reports a pool that wants another one.
std::string pod_subnet(Stack& stack) {
  const NodePool* first = nullptr;
  for (const auto& pool : stack.cluster->node_pools) {
    if (pool.pod_subnet.empty()) continue;
    if (first == nullptr) first = &pool;
    if (pool.pod_subnet == first->pod_subnet) continue;
    stack.diagnostics
        .report(diag::PodSubnets, checking::Place{pool.written, pool.span}.at({"pod_subnet"}), first->key, pool.key)
        .related(checking::Place{first->written, first->span}.at({"pod_subnet"}), "the other subnet")
        .hint("give every pool the same `pod_subnet`");
  }
  return first == nullptr ? std::string() : first->pod_subnet;
}

/// docs.aws.amazon.com, "Deploy Pods in alternate subnets with custom networking": an ENIConfig a zone, by its name.
tf::Object interfaces(Stack& stack, const std::string& key) {
  auto group = stack.security_group_id(key);
  if (group.is_null()) group = cluster_security_group(stack);
  tf::Object subnets;
  for (const auto& subnet : stack.network.subnets) {
    auto id = subnet.is(key) ? stack.subnet_id(subnet.key) : tf::Value{};
    if (id.is_null()) continue;
    subnets.emplace_back(zone_of(stack, subnet.zone),
                         tf::object({{"id", std::move(id)}, {"securityGroups", tf::list({group})}}));
  }
  return tf::object({{"create", true}, {"region", stack.region()}, {"subnets", std::move(subnets)}});
}

}  // namespace

bool has_own_plugin(const Stack& stack) { return stack.cluster->kubernetes.network_plugin == "cloud"; }

tf::Value plugin_configuration(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  // The way out translates addresses, where it must, and rules see whose a packet is: not the plugin on the node.
  tf::Object environment = tf::object(
      {{"AWS_VPC_K8S_CNI_EXTERNALSNAT", "true"}, {"ENABLE_PREFIX_DELEGATION", "true"}, {"WARM_PREFIX_TARGET", "1"}});
  tf::Object configuration;
  if (kubernetes.pod_network == "pod_subnet") {
    environment.emplace_back("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "true");
    environment.emplace_back("ENI_CONFIG_LABEL_DEF", "topology.kubernetes.io/zone");
    configuration.emplace_back("eniConfig", interfaces(stack, pod_subnet(stack)));
  }
  configuration.emplace_back("env", std::move(environment));
  configuration.emplace_back("enableNetworkPolicy", kubernetes.network_policy == "cloud" ? "true" : "false");
  return json_text(std::move(configuration));
}

}  // namespace aurora::aws
