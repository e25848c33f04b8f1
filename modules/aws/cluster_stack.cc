#include "aws/blocks.h"
#include "aws/cluster.h"
#include "aws/hub.h"
#include "aws/provider.h"

namespace aurora::aws {
namespace {

void lower_cluster_network(Stack& stack) {
  lower_network(stack);
  lower_security(stack);
  lower_flow_logs(stack);
  lower_egress(stack);
  lower_peering(stack);
  lower_routing(stack);
  lower_flow_peerings(stack);
  lower_endpoints(stack);
  lower_private_dns(stack);
  lower_route_server(stack);
}

void lower_managed_cluster(Stack& stack) {
  lower_identities(stack);
  lower_cluster_logs(stack);
  lower_cluster(stack);
  lower_access(stack);
  lower_storage(stack);
  lower_node_addons(stack);
  lower_node_pools(stack);
  lower_addons(stack);
  lower_workload_identities(stack);
}

/// What the platform's charts and their operators ask of a cluster's network.
void lower_network_outputs(Stack& stack) {
  auto& document = stack.document;
  if (auto network = stack.network_id(); !network.is_null())
    document.output("network_id", std::move(network), "The cluster's VPC");
  if (auto subnets = stack.subnet_ids("loadbalancer"); !subnets.empty())
    document.output("load_balancer_subnet_ids", std::move(subnets), "For the annotation of internal load balancers");
  if (auto group = stack.security_group_id("loadbalancer"); !group.is_null())
    document.output("load_balancer_security_group_id", std::move(group),
                    "For the annotation of internal load balancers");
}

/// And of the cluster itself.
void lower_cluster_outputs(Stack& stack) {
  auto& document = stack.document;
  const auto& cluster = *control_plane(stack);
  document.output("cluster_arn", cluster["arn"], "The managed cluster");
  document.output("cluster_name", cluster["name"], "Its name");
  document.output("cluster_endpoint", cluster["endpoint"], "Where its API server answers");
  document.output("node_role_arn", (*document.find("aws_iam_role.nodes"))["arn"], "Who the nodes act as");
  document.output("secrets_prefix", stack.cluster->key + "/", "What names of the cluster's secrets begin with");
  if (const auto* pods = stack.addresses().find(stack.identity.id, "pods"))
    document.output("pod_cidr", pods->prefix.to_string(), "Addresses of pods");
}

}  // namespace

void lower_cluster_stack(Stack& stack) {
  lower_provider(stack);
  lower_encryption(stack);
  lower_cluster_network(stack);
  lower_managed_cluster(stack);
  lower_network_outputs(stack);
  lower_cluster_outputs(stack);
}

}  // namespace aurora::aws
