#include "aws/cluster.h"

#include <algorithm>
#include <set>

#include "aws/arns.h"
#include "aws/cluster_profiles.h"
#include "aws/iam.h"

// The managed control plane. Its nested blocks are in cluster_profiles.cc.
//
// EKS puts interfaces of the control plane into the `apiserver` subnets. They have two security groups: ours, with the
// rules of the plan, and one that EKS makes and that lets in only who has it too. Nodes have the group of their own
// subnet and not that one, so what passes between them and the control plane is what the plan allows: nodes reach the
// API server, and the control plane reaches kubelets and webhooks.

namespace aurora::aws {
namespace {

/// `1.33` of `1.33.2`: patches are EKS's own.
const std::string& version(Stack& stack) {
  const auto& given = stack.cluster->kubernetes.version;
  report_patch(stack, given);
  return given.value;
}

/// Roles must have their policies first: EKS makes network interfaces with them, and removes these when it goes.
void wait_for_role(const Stack& stack, tf::Resource& cluster) {
  for (const auto& other : stack.document.resources) {
    const bool attached = other.type == "aws_iam_role_policy_attachment" || other.type == "aws_iam_role_policy";
    if (attached && other.label.starts_with("cluster-")) cluster.depends_on(other);
  }
}

/// Where the spec has no group of ours for the control plane, nodes with one of their own still reach it.
void let_nodes_in(Stack& stack) {
  const auto* subnet = stack.subnet_of_role("apiserver");
  if (subnet == nullptr || !stack.security_group_id(base_of(*subnet)).is_null()) return;
  std::set<std::string> groups;
  for (const auto& pool : stack.cluster->node_pools)
    for (const auto& key : {pool.subnet, pool.pod_subnet})
      if (!key.empty()) groups.insert(key);
  for (const auto& key : groups)
    if (auto group = stack.security_group_id(key); !group.is_null())
      stack.add("aws_vpc_security_group_ingress_rule", "control-plane-" + key, stack.cluster->kubernetes.span,
                {{"security_group_id", cluster_security_group(stack)},
                 {"referenced_security_group_id", std::move(group)},
                 {"ip_protocol", "tcp"},
                 {"from_port", 443},
                 {"to_port", 443},
                 {"description", "nodes and pods of " + key}});
}

}  // namespace

const std::string& base_of(const Subnet& subnet) { return subnet.base.empty() ? subnet.key : subnet.base; }

void report_patch(Stack& stack, const Text& version) {
  if (std::count(version.value.begin(), version.value.end(), '.') < 2) return;
  stack.diagnostics.report(diag::KubernetesPatch, version.span, version.value)
      .hint("write `\"" + version.value.substr(0, version.value.rfind('.')) + "\"`");
}

std::string cluster_name(Stack& stack) { return stack.name("kubernetes_cluster"); }

std::string cluster_arn(Stack& stack) { return arn(stack, "eks", "cluster/" + cluster_name(stack)); }

const tf::Resource* control_plane(const Stack& stack) { return stack.document.find("aws_eks_cluster.main"); }

tf::Value cluster_security_group(const Stack& stack) {
  const auto* cluster = control_plane(stack);
  return cluster == nullptr ? tf::Value{} : tf::Value((*cluster)["vpc_config"].at(0)["cluster_security_group_id"]);
}

void lower_cluster(Stack& stack) {
  stack.document.file = "cluster";
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto types = control_plane_log_types(stack);
  auto& made =
      stack.add("aws_eks_cluster", "main", kubernetes.span,
                {{"name", cluster_name(stack)},
                 {"version", version(stack)},
                 {"role_arn", (*stack.document.find("aws_iam_role.cluster"))["arn"]},
                 {"vpc_config", vpc_config(stack)},
                 {"kubernetes_network_config", network_config(stack)},
                 // Who may come in is said by access entries alone, and whoever applies is nobody special.
                 {"access_config",
                  tf::object({{"authentication_mode", "API"}, {"bootstrap_cluster_creator_admin_permissions", false}})},
                 {"encryption_config", secrets_encryption(stack)},
                 {"enabled_cluster_log_types", types.empty() ? tf::Value{} : tf::list(types)},
                 {"bootstrap_self_managed_addons", false},
                 {"upgrade_policy",
                  tf::object({{"support_type", kubernetes.support_plan == "long_term" ? "EXTENDED" : "STANDARD"}})},
                 {"zonal_shift_config", tf::object({{"enabled", true}})},
                 {"deletion_protection", stack.protect}});
  wait_for_role(stack, made);
  if (const auto* logs = stack.document.find("aws_cloudwatch_log_group.control-plane")) made.depends_on(*logs);
  stack.keep(made);
  let_nodes_in(stack);
}

}  // namespace aurora::aws
