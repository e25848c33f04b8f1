#include "aws/pod_identity.h"

#include <algorithm>

#include "aws/cluster.h"

namespace aurora::aws {
namespace {

void add_once(std::vector<tf::Value>& values, const std::string& text) {
  if (std::find(values.begin(), values.end(), tf::Value(text)) == values.end()) values.emplace_back(text);
}

/// docs.aws.amazon.com, "Create IAM role with trust policy required by EKS Pod Identity": the agent says of every pod
/// in tags of the session whose it is, and the trust asks for them.
Statement trust_pods(Stack& stack, const std::vector<ServiceAccount>& accounts) {
  std::vector<tf::Value> spaces, names;
  for (const auto& account : accounts) {
    add_once(spaces, account.space);
    add_once(names, account.name);
  }
  return {"AssumeRoleForPods",
          {"sts:AssumeRole", "sts:TagSession"},
          {},
          {{"Service", {"pods.eks.amazonaws.com"}}},
          {{"StringEquals", "aws:RequestTag/eks-cluster-arn", {cluster_arn(stack)}},
           {"StringEquals", "aws:RequestTag/kubernetes-namespace", spaces},
           {"StringEquals", "aws:RequestTag/kubernetes-service-account", names}}};
}

}  // namespace

ServiceAccount service_account(std::string_view text) {
  const auto slash = text.find('/');
  return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

tf::Resource& lower_pod_role(Stack& stack, std::string_view purpose, const std::vector<ServiceAccount>& accounts,
                             std::string_view description, Span span) {
  return lower_role(stack, purpose, {trust_pods(stack, accounts)}, description, span);
}

void associate(Stack& stack, std::string_view label, const ServiceAccount& account, const tf::Resource& role,
               Span span) {
  stack.add("aws_eks_pod_identity_association", label, span,
            {{"cluster_name", (*control_plane(stack))["name"]},
             {"namespace", account.space},
             {"service_account", account.name},
             {"role_arn", role["arn"]}});
}

}  // namespace aurora::aws
