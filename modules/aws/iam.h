#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/stack.h"

/// Roles and policies. A policy is built from values and written as JSON here and nowhere else, so that no text of the
/// spec can leave its place in it; parts that only Terraform knows stay expressions.
namespace aurora::aws {

/// Whom a statement of a trust or resource policy is about: `Service`, `AWS`, `Federated`.
struct Principal {
  std::string_view kind;
  std::vector<tf::Value> ids;
};

/// `StringEquals`, the key (`aws:SourceAccount`), and any of the values.
struct Condition {
  std::string_view test;
  std::string key;
  std::vector<tf::Value> values;
};

/// Texts are taken as they stand, expressions and templates must evaluate to text without quotation marks.
struct Statement {
  std::string_view sid;  ///< letters and digits
  std::vector<std::string_view> actions;
  std::vector<tf::Value> resources{};  ///< empty in trust policies
  std::vector<Principal> principals{};
  std::vector<Condition> conditions{};
  bool allow = true;
};

/// The policy document, as the value of a `policy` or `assume_role_policy` argument: text, or a template where
/// statements hold expressions. Statements, actions and values stand in the order given.
tf::Value policy(const std::vector<Statement>& statements);

/// Lets a service of AWS act as a role, for resources of this account only ("confused deputy"). `service`: `ec2`.
Statement trust_service(const Stack& stack, std::string_view service);
/// The same without the condition: for services that do not say on whose behalf they come (EC2's instances, EKS).
Statement trust_service_plainly(std::string_view service);

/// `aws`, `aws-cn`, `aws-us-gov`: the first part of every ARN of the region.
std::string_view partition_of(std::string_view region);
/// `arn:<partition>:<service>:<region>:<account>:<rest>` of this stack's account and region.
std::string arn(const Stack& stack, std::string_view service, std::string_view rest);
/// `arn:<partition>:<service>::aws:<rest>`, of what AWS itself keeps: `policy/AmazonSSMManagedInstanceCore` of `iam`.
std::string aws_arn(const Stack& stack, std::string_view service, std::string_view rest);

/// A role of this stack, named after `purpose`; its label too.
tf::Resource& lower_role(Stack& stack, std::string_view purpose, const std::vector<Statement>& trust,
                         std::string_view description, Span span);
/// What the role may do, as a policy of its own inside it.
tf::Resource& lower_role_policy(Stack& stack, std::string_view label, const tf::Resource& role,
                                const std::vector<Statement>& statements, Span span);

}  // namespace aurora::aws
