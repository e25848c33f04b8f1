#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "aws/endpoints.h"
#include "aws/public_buckets.h"

// An endpoint is a way out of the network: without a policy, whoever is in it could carry data into an account of their
// own with keys of their own.

namespace aurora::aws {
namespace {

/// Services whose endpoints take a policy: docs.aws.amazon.com, "AWS services that integrate with AWS PrivateLink".
constexpr std::array<std::string_view, 17> with_policy{"autoscaling",
                                                       "dynamodb",
                                                       "ec2",
                                                       "ecr.api",
                                                       "ecr.dkr",
                                                       "elasticfilesystem",
                                                       "elasticloadbalancing",
                                                       "events",
                                                       "kms",
                                                       "kinesis-streams",
                                                       "logs",
                                                       "monitoring",
                                                       "s3",
                                                       "secretsmanager",
                                                       "sns",
                                                       "sqs",
                                                       "sts"};

Statement own_account(const Stack& stack) {
  return {"OwnAccount", {"*"}, {"*"}, {{"AWS", {"*"}}}, {{"StringEquals", "aws:PrincipalAccount", {stack.account()}}}};
}

Statement read_public_buckets(const Stack& stack) {
  Statement read{"PublicBuckets", {"s3:GetObject"}, {}, {{"AWS", {"*"}}}};
  for (const auto& bucket : public_buckets(stack.region()))
    read.resources.emplace_back(fmt::format("arn:{}:s3:::{}/*", partition_of(stack.region()), bucket.name));
  return read;
}

}  // namespace

std::vector<Statement> endpoint_policy(const Stack& stack, std::string_view subresource) {
  if (std::find(with_policy.begin(), with_policy.end(), subresource) == with_policy.end()) return {};
  std::vector<Statement> statements{own_account(stack)};
  if (subresource == "s3") statements.push_back(read_public_buckets(stack));
  // A workload is nobody yet when it asks for its role.
  if (subresource == "sts")
    statements.push_back({"WebIdentities",
                          {"sts:AssumeRoleWithWebIdentity"},
                          {fmt::format("arn:{}:iam::{}:role/*", partition_of(stack.region()), stack.account())},
                          {{"AWS", {"*"}}}});
  return statements;
}

}  // namespace aurora::aws
