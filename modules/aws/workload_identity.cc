#include <algorithm>

#include "aws/arns.h"
#include "aws/cluster.h"
#include "aws/pod_identity.h"
#include "aws/registry.h"
#include "aws/role_words.h"

// Roles of workloads. What one may do is, in the spec, a word of ours on a thing (`storage_reader` on `storage`), an
// action of IAM on a thing (`dynamodb:GetItem` on an ARN), or a policy that says itself on what (on `account`).

namespace aurora::aws {
namespace {

/// What a scope stands for: the thing, and what is in it.
struct Things {
  std::vector<tf::Value> whole, inside;
  tf::Value key = {};  ///< that its data is encrypted with
};

Things same(std::vector<tf::Value> things) { return {things, things}; }

/// Secrets of a cluster are those whose name begins with the cluster's key.
std::string secrets_of(const Stack& stack) {
  return arn(stack, "secretsmanager", "secret:" + stack.cluster->key + "/*");
}

Things bucket_things(const tf::Value& bucket, tf::Value objects, tf::Value key) {
  return {{bucket}, {std::move(objects)}, std::move(key)};
}

Things things_of(Stack& stack, const std::string& scope) {
  if (const auto arn = parse_arn(scope))
    return arn->service == "s3" ? bucket_things(scope, scope + "/*", {}) : same({scope});
  if (scope == "cluster") return same({cluster_arn(stack)});
  if (scope == "registry") return same(repository_arns(stack));
  if (scope == "vault") {
    auto things = same({secrets_of(stack)});
    things.key = data_key(stack);
    return things;
  }
  if (auto key = data_key(stack); scope == "key" && !key.is_null()) return same({std::move(key)});
  if (const auto* bucket = stack.document.find("aws_s3_bucket.main"); scope == "storage" && bucket != nullptr)
    return bucket_things((*bucket)["arn"], tf::join({(*bucket)["arn"], "/*"}), data_key(stack));
  return {};
}

void add(std::vector<Statement>& statements, std::string_view sid, const std::vector<std::string_view>& actions,
         std::vector<tf::Value> resources) {
  if (!actions.empty()) statements.push_back({sid, actions, std::move(resources), {}, {}});
}

std::vector<Statement> statements_of(const RoleWord& word, const Things& things) {
  std::vector<Statement> statements;
  add(statements, "Whole", word.whole, things.whole);
  add(statements, "Inside", word.actions, things.inside);
  for (const auto& one : word.beside)
    add(statements, one.resource == "*" ? "Account" : "Beside", one.actions, {one.resource});
  if (!things.key.is_null()) add(statements, "Key", {"kms:Decrypt", "kms:GenerateDataKey"}, {things.key});
  return statements;
}

/// One role of a workload on its way into policies.
struct Grant {
  const WorkloadIdentity& workload;
  const WorkloadIdentity::Role& role;
  const tf::Resource& identity;
  std::string label() const { return identity.label + "-" + role.name.value + "-" + role.scope.value; }
};

void report_scope(Stack& stack, const Grant& grant) {
  stack.diagnostics.report(diag::RoleScopeMissing, grant.role.scope.span, grant.role.scope.value, grant.workload.key)
      .hint("write an ARN, or one of `cluster`, `key`, `registry`, `storage`, `vault` that the cluster has");
}

void lower_statements(Stack& stack, const Grant& grant, const std::vector<Statement>& statements) {
  lower_role_policy(stack, grant.label(), grant.identity, statements, grant.role.name.span);
}

void lower_word(Stack& stack, const Grant& grant, const RoleWord& word) {
  const auto& scope = grant.role.scope;
  const auto given = parse_arn(scope.value);
  if (given ? given->service != word.service : scope.value != word.scope) {
    stack.diagnostics.report(diag::RoleOnScope, scope.span, grant.role.name.value, scope.value)
        .hint("write " + (word.scope.empty() ? "" : "`" + std::string(word.scope) + "`, or ") + "the ARN of a `" +
              std::string(word.service) + "` resource");
    return;
  }
  const auto things = things_of(stack, scope.value);
  if (things.whole.empty()) return report_scope(stack, grant);
  lower_statements(stack, grant, statements_of(word, things));
}

bool is_action(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '*' ||
           c == ':';
  };
  const auto colon = name.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 2 < name.size() && name.rfind(':') == colon &&
         name[0] != '*' && std::all_of(name.begin(), name.end(), fits);
}

void lower_action(Stack& stack, const Grant& grant) {
  const auto things = things_of(stack, grant.role.scope.value);
  if (things.whole.empty()) return report_scope(stack, grant);
  auto resources = things.whole;
  for (const auto& inside : things.inside)
    if (std::find(resources.begin(), resources.end(), inside) == resources.end()) resources.push_back(inside);
  std::vector<Statement> statements;
  add(statements, "Action", {grant.role.name.value}, std::move(resources));
  lower_statements(stack, grant, statements);
}

/// A policy by ARN, or one of AWS's own by name.
void lower_policy(Stack& stack, const Grant& grant) {
  const auto& [name, scope] = grant.role;
  if (scope.value != "account") {
    stack.diagnostics.report(diag::RoleOnScope, scope.span, name.value, scope.value)
        .hint("a policy says itself on what it holds: write `scope: account`");
    return;
  }
  const auto arn = parse_arn(name.value) ? name.value : aws_arn(stack, "iam", "policy/" + name.value);
  stack.add("aws_iam_role_policy_attachment", grant.label(), name.span,
            {{"role", grant.identity["name"]}, {"policy_arn", arn}});
}

bool is_policy(std::string_view name) {
  if (const auto arn = parse_arn(name)) return arn->service == "iam" && arn->resource.starts_with("policy/");
  // AWS's own have names in capitals and no spaces: `AmazonS3ReadOnlyAccess`.
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' && name.find_first_of(" :") == std::string_view::npos;
}

void lower_grant(Stack& stack, const Grant& grant) {
  const auto& name = grant.role.name;
  const auto& words = role_words();
  const auto word = std::find_if(words.begin(), words.end(), [&](const auto& row) { return row.word == name.value; });
  if (word != words.end()) return lower_word(stack, grant, *word);
  if (is_action(name.value)) return lower_action(stack, grant);
  if (is_policy(name.value)) return lower_policy(stack, grant);
  std::string list;
  for (const auto& row : words) list += (list.empty() ? "`" : ", `") + std::string(row.word) + "`";
  stack.diagnostics.report(diag::RoleUnknown, name.span, name.value)
      .hint("write " + list + ", an action as `s3:GetObject`, or a policy by its ARN or AWS's name");
}

tf::Resource& lower_workload(Stack& stack, const WorkloadIdentity& workload) {
  std::vector<ServiceAccount> accounts;
  for (const auto& account : workload.service_accounts) accounts.push_back(service_account(account.value));
  auto& role = lower_pod_role(stack, "workload-" + workload.key, accounts,
                              "Workload " + workload.key + " of " + stack.cluster->key, workload.span);
  for (const auto& account : workload.service_accounts) {
    const auto parts = service_account(account.value);
    associate(stack, workload.key + "-" + parts.space + "-" + parts.name, parts, role, account.span);
  }
  for (const auto& one : workload.roles) lower_grant(stack, {workload, one, role});
  return role;
}

/// EKS has no autoscaler of its own for node groups: the platform's charts bring it, and this is who it acts as.
/// docs.aws.amazon.com, "Scale cluster compute with Karpenter and Cluster Autoscaler"; the groups carry its tags.
void lower_autoscaler(Stack& stack) {
  const auto& pools = stack.cluster->node_pools;
  if (std::none_of(pools.begin(), pools.end(), [](const NodePool& pool) { return pool.autoscale; })) return;
  const ServiceAccount account{"kube-system", "cluster-autoscaler"};
  const auto span = stack.cluster->kubernetes.span;
  const auto name = cluster_name(stack);
  const auto& role =
      lower_pod_role(stack, "autoscaler", {account}, "Cluster autoscaler of " + stack.cluster->key, span);
  std::vector<Statement> statements{
      {"Scale",
       {"autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"},
       {arn(stack, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/eks-*")},
       {},
       {{"StringEquals", "aws:ResourceTag/k8s.io/cluster-autoscaler/" + name, {"owned"}}}},
      {"Groups", {"eks:DescribeNodegroup"}, {arn(stack, "eks", "nodegroup/" + name + "/*/*")}, {}, {}},
      // None of these takes a resource.
      {"Look",
       {"autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags",
        "ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements"},
       {"*"},
       {},
       {}}};
  lower_role_policy(stack, "autoscaler", role, statements, span);
  associate(stack, "autoscaler", account, role, span);
}

}  // namespace

void lower_workload_identities(Stack& stack) {
  stack.document.file = "workload_identity";
  lower_autoscaler(stack);
  tf::Object roles;
  for (const auto& workload : stack.cluster->workload_identities)
    roles.emplace_back(workload.key, lower_workload(stack, workload)["arn"]);
  if (!roles.empty())
    stack.document.output("workload_identity_role_arns", std::move(roles), "Roles of the workloads, by name");
}

}  // namespace aurora::aws
