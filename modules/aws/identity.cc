#include <fmt/format.h>

#include <array>

#include "aws/cluster.h"
#include "aws/iam.h"
#include "aws/registry.h"

// Who the cluster acts as: the control plane, and the nodes, which join it and pull images. What pods do in the cloud
// is not the nodes': add-ons and workloads have roles of their own (addons.cc, workload_identity.cc).

namespace aurora::aws {
namespace {

/// Where EKS keeps the images of its add-ons: docs.aws.amazon.com, "View Amazon container image registries for Amazon
/// EKS add-ons". Regions that are not here share one account.
struct ImageAccount {
  std::string_view region, account;
};
constexpr std::array image_accounts{
    ImageAccount{"af-south-1", "877085696533"},     ImageAccount{"ap-east-1", "800184023465"},
    ImageAccount{"ap-east-2", "533267051163"},      ImageAccount{"ap-south-2", "900889452093"},
    ImageAccount{"ap-southeast-3", "296578399912"}, ImageAccount{"ap-southeast-4", "491585149902"},
    ImageAccount{"ap-southeast-5", "151610086707"}, ImageAccount{"ap-southeast-6", "333609536671"},
    ImageAccount{"ap-southeast-7", "121268973566"}, ImageAccount{"ca-west-1", "761377655185"},
    ImageAccount{"eu-central-2", "900612956339"},   ImageAccount{"eu-south-1", "590381155156"},
    ImageAccount{"eu-south-2", "455263428931"},     ImageAccount{"il-central-1", "066635153087"},
    ImageAccount{"me-central-1", "759879836304"},   ImageAccount{"me-south-1", "558608220178"},
    ImageAccount{"mx-central-1", "730335286997"},
};
constexpr std::string_view common_image_account = "602401143452";

/// What AmazonEC2ContainerRegistryPullOnly allows, on EKS's own images and those of the environment only.
std::vector<Statement> pull_statements(const Stack& stack) {
  std::vector<tf::Value> repositories = repository_arns(stack);
  repositories.insert(repositories.begin(), fmt::format("arn:{}:ecr:{}:{}:repository/*", partition_of(stack.region()),
                                                        stack.region(), image_account(stack.region())));
  // The token is for the whole registry: there is nothing to name.
  return {{"LogIn", {"ecr:GetAuthorizationToken"}, {"*"}, {}, {}},
          {"PullImages",
           {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
           repositories,
           {},
           {}}};
}

void lower_control_plane_role(Stack& stack) {
  const auto span = stack.identity.span;
  const auto& role =
      lower_role(stack, "cluster", {trust_service_plainly("eks")}, "Control plane of " + stack.cluster->key, span);
  attach_policy(stack, role, "AmazonEKSClusterPolicy", span);
  if (auto key = data_key(stack); !key.is_null())
    lower_role_policy(
        stack, "cluster-key", role,
        {{"SecretsKey", {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"}, {std::move(key)}, {}, {}}},
        span);
}

void lower_node_role(Stack& stack) {
  const auto span = stack.identity.span;
  const auto& role = lower_role(stack, "nodes", {trust_service_plainly("ec2")}, "Nodes of " + stack.cluster->key, span);
  attach_policy(stack, role, "AmazonEKSWorkerNodePolicy", span);
  lower_role_policy(stack, "nodes-images", role, pull_statements(stack), span);
}

}  // namespace

std::string_view image_account(std::string_view region) {
  for (const auto& row : image_accounts)
    if (row.region == region) return row.account;
  return common_image_account;
}

tf::Resource& attach_policy(Stack& stack, const tf::Resource& role, std::string_view policy, Span span) {
  const auto slash = policy.rfind('/');
  const auto name = slash == std::string_view::npos ? policy : policy.substr(slash + 1);
  return stack.add("aws_iam_role_policy_attachment", role.label + "-" + std::string(name), span,
                   {{"role", role["name"]}, {"policy_arn", aws_arn(stack, "iam", "policy/" + std::string(policy))}});
}

void lower_identities(Stack& stack) {
  stack.document.file = "identity";
  lower_control_plane_role(stack);
  lower_node_role(stack);
}

}  // namespace aurora::aws
