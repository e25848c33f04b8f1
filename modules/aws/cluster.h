#pragma once

#include <string>

#include "aws/stack.h"

/// What only clusters have, in the order in which a cluster's stack takes the blocks (cluster_stack.cc). Resources that
/// blocks refer to carry fixed labels: `aws_eks_cluster.main`, `aws_iam_role.cluster` and `.nodes`,
/// `aws_kms_key.cluster`, `aws_s3_bucket.main`.
namespace aurora::aws {

void lower_encryption(Stack& stack);           ///< the key of the cluster's data
void lower_identities(Stack& stack);           ///< roles of the control plane and of the nodes
void lower_cluster_logs(Stack& stack);         ///< log groups, before anybody writes to them
void lower_cluster(Stack& stack);              ///< the managed control plane
void lower_access(Stack& stack);               ///< who administers; the issuer of service accounts' tokens
void lower_storage(Stack& stack);              ///< the cluster's bucket
void lower_node_addons(Stack& stack);          ///< add-ons that nodes need to become ready
void lower_node_pools(Stack& stack);           ///< node groups and their launch templates
void lower_addons(Stack& stack);               ///< every other add-on
void lower_workload_identities(Stack& stack);  ///< roles of service accounts

/// What the spec calls the subnet, of which it is one zone's part.
const std::string& base_of(const Subnet& subnet);
/// The name of the EKS cluster.
std::string cluster_name(Stack& stack);
/// Its ARN, as text: roles that the cluster waits for name it.
std::string cluster_arn(Stack& stack);
/// The control plane when it is in the document; nullptr: something was reported.
const tf::Resource* control_plane(const Stack& stack);
/// Reports a version that names a patch: EKS takes `1.33`.
void report_patch(Stack& stack, const Text& version);
/// The security group that EKS makes for the control plane; stands in where a subnet has none of ours.
tf::Value cluster_security_group(const Stack& stack);

/// ARN of the key of the cluster's data: ours, or the spec's. Null: AWS's own keys.
tf::Value data_key(const Stack& stack);

/// Names that EKS and its agents write logs under. `part`: `application`, `dataplane`, `host`, `performance`.
std::string control_plane_log_group(Stack& stack);
std::string container_log_group(Stack& stack, std::string_view part);

/// Gives the role one of AWS's own policies: `AmazonEKSClusterPolicy`.
tf::Resource& attach_policy(Stack& stack, const tf::Resource& role, std::string_view policy, Span span);

}  // namespace aurora::aws
