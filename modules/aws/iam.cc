#include "aws/iam.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/json_text.h"
#include "source/digest.h"

namespace aurora::aws {
namespace {

tf::Object principals_of(const Statement& statement) {
  tf::Object made;
  for (const auto& principal : statement.principals) made.emplace_back(principal.kind, tf::List(principal.ids));
  return made;
}

/// Conditions of one test are one object: JSON has no key twice.
tf::Object conditions_of(const Statement& statement) {
  tf::Object made;
  for (const auto& condition : statement.conditions) {
    auto test = std::find_if(made.begin(), made.end(), [&](const auto& one) { return one.first == condition.test; });
    if (test == made.end()) test = made.insert(made.end(), {std::string(condition.test), tf::Object{}});
    test->second.get_if<tf::Object>()->emplace_back(condition.key, tf::List(condition.values));
  }
  return made;
}

tf::Object written(const Statement& statement) {
  tf::Object made = tf::object({{"Sid", statement.sid}, {"Effect", statement.allow ? "Allow" : "Deny"}});
  const auto add = [&](const char* name, auto value) {
    if (!value.empty()) made.emplace_back(name, std::move(value));
  };
  add("Principal", principals_of(statement));
  made.emplace_back("Action", tf::list(statement.actions));
  add("Resource", tf::List(statement.resources));
  add("Condition", conditions_of(statement));
  return made;
}

}  // namespace

tf::Value policy(const std::vector<Statement>& statements) {
  tf::List list;
  for (const auto& statement : statements) list.emplace_back(written(statement));
  return json_text(tf::object({{"Version", "2012-10-17"}, {"Statement", std::move(list)}}));
}

Statement trust_service_plainly(std::string_view service) {
  return {"AssumeRole", {"sts:AssumeRole"}, {}, {{"Service", {std::string(service) + ".amazonaws.com"}}}, {}};
}

Statement trust_service(const Stack& stack, std::string_view service) {
  auto statement = trust_service_plainly(service);
  statement.conditions.push_back({"StringEquals", "aws:SourceAccount", {stack.account()}});
  return statement;
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  return region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

std::string arn(const Stack& stack, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}:{}:{}:{}", partition_of(stack.region()), service, stack.region(), stack.account(),
                     rest);
}

std::string aws_arn(const Stack& stack, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}::aws:{}", partition_of(stack.region()), service, rest);
}

tf::Resource& lower_role(Stack& stack, std::string_view purpose, const std::vector<Statement>& trust,
                         std::string_view description, Span span) {
  return stack.add("aws_iam_role", purpose, span,
                   {{"name", stack.name("managed_identity", purpose, -1, span)},
                    {"description", description},
                    {"assume_role_policy", policy(trust)}});
}

/// IAM API, `PutRolePolicy`: `PolicyName` has up to 128 letters, digits and some marks, which `:` and `/` of an ARN are
/// not. The names of a stack's labels are such, and differ where what they are made from does.
std::string policy_name(std::string_view label) {
  constexpr std::size_t longest = 128;
  auto name = tf::label(label);
  const auto digest = digest64_hex(label);
  if (name.size() > longest) name = name.substr(0, longest - digest.size() - 1) + "_" + digest;
  return name;
}

tf::Resource& lower_role_policy(Stack& stack, std::string_view label, const tf::Resource& role,
                                const std::vector<Statement>& statements, Span span) {
  return stack.add("aws_iam_role_policy", label, span,
                   {{"name", policy_name(label)}, {"role", role["id"]}, {"policy", policy(statements)}});
}

}  // namespace aurora::aws
