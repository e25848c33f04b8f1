#include "aws/monitoring.h"

#include <array>

#include "aws/blocks.h"
#include "aws/cluster.h"
#include "aws/iam.h"

namespace aurora::aws {
namespace {

/// Amazon CloudWatch Logs API, `PutRetentionPolicy`.
constexpr std::array retention_days{1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                                    365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};
constexpr int usual_days = 30;

/// docs.aws.amazon.com, "IAM role for publishing flow logs to CloudWatch Logs", held to this one group.
std::vector<Statement> may_write(const Stack& stack, const tf::Resource& group) {
  const auto streams = tf::join({group["arn"], ":*"});
  return {{"WriteStreams", {"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"}, {streams}},
          {"FindGroup", {"logs:DescribeLogGroups"}, {arn(stack, "logs", "log-group:*")}}};
}

}  // namespace

int log_retention(const Stack& stack) {
  const int asked = stack.hub != nullptr && stack.hub->logs ? stack.hub->logs->retention_days : usual_days;
  for (const int days : retention_days)
    if (days >= asked) return days;
  return 0;  // CloudWatch's word for ever
}

tf::Resource& lower_log_group(Stack& stack, std::string_view purpose, Span span, tf::Value key, tf::Value provider) {
  auto& made = stack.add("aws_cloudwatch_log_group", purpose, span,
                         {{"name", stack.name("log_store", purpose, -1, span)},
                          {"retention_in_days", log_retention(stack)},
                          {"kms_key_id", std::move(key)}});
  if (!provider.is_null()) made.set("provider", std::move(provider));
  return made;
}

void lower_flow_logs(Stack& stack) {
  stack.document.file = "monitoring";
  if (!stack.network.flow_logs || stack.existing_network() || stack.network_id().is_null()) return;
  const auto span = stack.network.span;
  const auto& group = lower_log_group(stack, "flows", span, stack.is_hub() ? tf::Value{} : data_key(stack));
  auto trust = trust_service(stack, "vpc-flow-logs");
  trust.conditions.push_back({"ArnLike", "aws:SourceArn", {arn(stack, "ec2", "vpc-flow-log/*")}});
  const auto& role = lower_role(stack, "flow-logs", {trust}, "Writes the flow logs of the network", span);
  const auto& allowed = lower_role_policy(stack, "flow-logs", role, may_write(stack, group), span);
  stack
      .add_tagged("aws_flow_log", "network", stack.name("flow_log"), span,
                  {{"vpc_id", stack.network_id()},
                   {"traffic_type", "ALL"},
                   {"log_destination_type", "cloud-watch-logs"},
                   {"log_destination", group["arn"]},
                   {"iam_role_arn", role["arn"]},
                   {"max_aggregation_interval", 60}})
      .depends_on(allowed);
  stack.document.output("flow_log_group", group["name"], "Log group of what passes the network");
}

}  // namespace aurora::aws
