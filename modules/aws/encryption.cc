#include "aws/arns.h"
#include "aws/cluster.h"
#include "aws/keys.h"

// The customer-managed key of a cluster: secrets in etcd (envelope encryption), disks of nodes and of pods, logs, the
// bucket. Roles of this stack use it by policies of their own; here stand those that have none: the service behind
// log groups, Auto Scaling, which starts nodes with encrypted disks, and the officers of the spec.

namespace aurora::aws {
namespace {

/// docs.aws.amazon.com, "Allow key administrators to administer the KMS key".
const std::vector<std::string_view> administration{
    "kms:CancelKeyDeletion", "kms:Create*", "kms:Delete*",     "kms:Describe*",     "kms:Disable*",
    "kms:Enable*",           "kms:Get*",    "kms:List*",       "kms:Put*",          "kms:Revoke*",
    "kms:RotateKeyOnDemand", "kms:Update*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion"};

void add_officers(Stack& stack, std::vector<Statement>& statements) {
  std::vector<tf::Value> officers;
  for (const auto& officer : stack.cluster->kubernetes.key_officer_object_ids) {
    if (is_principal_arn(officer.value))
      officers.emplace_back(officer.value);
    else
      stack.diagnostics.report(diag::NotAnArn, officer.span, officer.value, "a role or a user")
          .hint("write it as `arn:aws:iam::000000000123:role/key-officers`");
  }
  if (!officers.empty()) statements.push_back({"Officers", administration, {"*"}, {{"AWS", officers}}, {}});
}

/// docs.aws.amazon.com, "Encrypt log data in CloudWatch Logs using AWS KMS".
Statement logs_statement(Stack& stack) {
  std::vector<tf::Value> groups{arn(stack, "logs", "log-group:" + control_plane_log_group(stack)),
                                arn(stack, "logs", "log-group:" + container_log_group(stack, "*"))};
  if (stack.network.flow_logs && !stack.existing_network())
    groups.emplace_back(arn(stack, "logs", "log-group:" + stack.name("log_store", "flows")));
  return {"Logs",
          key_use_actions(),
          {"*"},
          {{"Service", {"logs." + stack.region() + ".amazonaws.com"}}},
          {{"ArnLike", "kms:EncryptionContext:aws:logs:arn", std::move(groups)}}};
}

/// docs.aws.amazon.com, "Required AWS KMS key policy for use with encrypted volumes". The role is in every account that
/// ever had a group of machines.
void add_auto_scaling(const Stack& stack, std::vector<Statement>& statements) {
  const auto role =
      account_arn(stack, "iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
  statements.push_back({"DisksOfNodes", key_use_actions(), {"*"}, {{"AWS", {role}}}, {}});
  statements.push_back({"AttachDisksOfNodes",
                        {"kms:CreateGrant"},
                        {"*"},
                        {{"AWS", {role}}},
                        {{"Bool", "kms:GrantIsForAWSResource", {"true"}}}});
}

bool is_key_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  return arn && arn->service == "kms" && arn->resource.starts_with("key/");
}

}  // namespace

tf::Value data_key(const Stack& stack) {
  if (const auto& given = stack.cluster->kubernetes.disk_encryption_set_id) return given->value;
  const auto* made = stack.document.find("aws_kms_key.cluster");
  return made == nullptr ? tf::Value{} : tf::Value((*made)["arn"]);
}

void lower_encryption(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  stack.document.file = "encryption";
  if (const auto& given = kubernetes.disk_encryption_set_id) {
    if (!is_key_arn(given->value))
      stack.diagnostics.report(diag::NotAnArn, given->span, given->value, "a key")
          .hint("write it as `arn:aws:kms:ca-central-1:000000000123:key/...`");
    return;
  }
  if (!kubernetes.customer_managed_key) return;
  std::vector<Statement> statements;
  add_officers(stack, statements);
  statements.push_back(logs_statement(stack));
  add_auto_scaling(stack, statements);
  const auto& key =
      lower_key(stack, "cluster", "", "Data of the cluster " + stack.cluster->key, statements, stack.identity.span);
  stack.document.output("encryption_key_arn", key["arn"], "Key of the cluster's secrets, disks and logs");
}

}  // namespace aurora::aws
