#include "aws/provider.h"

#include <algorithm>
#include <regex>

#include "backend/provider_pins.h"
#include "backend/state_backend.h"

namespace aurora::aws {
namespace {

/// `terraform.providers` of the spec overrides the constraint.
constexpr ProviderPin aws_pin{"aws", "hashicorp/aws", "~> 6.25"};

const std::string deployer_example = "`deployer: \"arn:aws:iam::{account}:role/terraform\"`";

tf::Value default_tags(const Tags& tags) {
  if (tags.empty()) return {};
  tf::Object map;
  for (const auto& [key, value] : tags) map.emplace_back(key, value);
  return tf::object({{"tags", std::move(map)}});
}

/// An account that is not the spec's is refused before anything is read or written.
tf::Object provider_arguments(const Environment& environment, const std::string& region, const Tags& tags) {
  tf::Object arguments =
      tf::object({{"region", region}, {"allowed_account_ids", tf::list({environment.account.value})}});
  if (environment.deployer)
    arguments.emplace_back("assume_role", tf::object({{"role_arn", environment.deployer->value}}));
  if (auto map = default_tags(tags); !map.is_null()) arguments.emplace_back("default_tags", std::move(map));
  return arguments;
}

/// docs.aws.amazon.com, "IAM identifiers".
void check_role(Stack& stack, const Text& role) {
  static const std::regex form("arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+");
  if (!std::regex_match(role.value, form))
    stack.diagnostics.report(diag::NotAnArn, role.span, role.value, "a role")
        .hint("write " + deployer_example + ", with the role's name");
}

/// Credentials are of one account: a second one is worked in by its own role.
void check_deployer(Stack& stack, const Environment& other) {
  if (other.deployer || other.account.value == stack.account()) return;
  stack.diagnostics
      .report(diag::OtherAccountNeedsDeployer, other.account.span.known() ? other.account.span : other.span, other.key,
              stack.environment.key)
      .hint("write " + deployer_example + " there or in `defaults`, with the role's name");
}

}  // namespace

void lower_provider(Stack& stack) {
  auto& document = stack.document;
  const auto& platform = stack.plan.platform;
  document.required_version = platform.terraform.required_version;
  if (stack.environment.deployer) check_role(stack, *stack.environment.deployer);
  require_provider(document, platform, aws_pin);
  document.providers.push_back({"aws", "", provider_arguments(stack.environment, stack.region(), stack.tags)});
  add_state_backend(document, platform, stack.diagnostics);
}

tf::Value provider_for(Stack& stack, const Environment& other, const Identity& identity) {
  if (other.account.value == stack.account() && identity.region == stack.region()) return {};
  check_deployer(stack, other);
  const std::string alias = tf::label(other.key + "_" + identity.region);
  auto& blocks = stack.document.providers;
  if (std::none_of(blocks.begin(), blocks.end(), [&](const auto& block) { return block.alias == alias; }))
    blocks.push_back({"aws", alias, provider_arguments(other, identity.region, other.tags)});
  // `provider` takes a reference that Terraform reads without evaluating: text, not a template.
  return "aws." + alias;
}

}  // namespace aurora::aws
