#include "aws/keys.h"

#include "aws/arns.h"

namespace aurora::aws {
namespace {

/// The longest that AWS takes: time to notice that data can no longer be read.
constexpr int deletion_days = 30;

/// AWS's own default: without it nobody could change the key's policy again, and no policy of a role would count.
/// docs.aws.amazon.com, "Default key policy". In a key's policy `*` is the key itself.
Statement account_statement(const Stack& stack) {
  return {"PoliciesOfTheAccount", {"kms:*"}, {"*"}, {{"AWS", {account_arn(stack, "iam", "root")}}}, {}};
}

}  // namespace

const std::vector<std::string_view>& key_use_actions() {
  static const std::vector<std::string_view> actions{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt",
                                                     "kms:GenerateDataKey*", "kms:ReEncrypt*"};
  return actions;
}

tf::Resource& lower_key(Stack& stack, std::string_view label, std::string_view purpose, std::string_view description,
                        const std::vector<Statement>& more, Span span) {
  std::vector<Statement> statements{account_statement(stack)};
  statements.insert(statements.end(), more.begin(), more.end());
  auto& key = stack.add("aws_kms_key", label, span,
                        {{"description", description},
                         {"enable_key_rotation", true},
                         {"deletion_window_in_days", deletion_days},
                         {"policy", policy(statements)}});
  stack.keep(key);
  stack.add("aws_kms_alias", label, span,
            {{"name", "alias/" + stack.name("encryption_key", purpose, -1, span)}, {"target_key_id", key["key_id"]}});
  return key;
}

}  // namespace aurora::aws
