#include "gcp/provider.h"

#include <algorithm>
#include <regex>

#include "backend/provider_pins.h"
#include "backend/state_backend.h"

namespace aurora::gcp {
namespace {

/// `terraform.providers` of the spec overrides the constraint.
constexpr ProviderPin google_pin{"google", "hashicorp/google", "~> 6.50"};

tf::Object provider_arguments(const Environment& environment, const std::string& region, const Tags& tags) {
  tf::Object arguments = tf::object({{"project", environment.account.value}, {"region", region}});
  if (environment.deployer) arguments.emplace_back("impersonate_service_account", environment.deployer->value);
  tf::Object labels;
  for (const auto& [key, value] : tags) labels.emplace_back(key, value);
  if (!labels.empty()) arguments.emplace_back("default_labels", std::move(labels));
  return arguments;
}

/// cloud.google.com, "Service accounts overview": an e-mail address.
void check_deployer(Stack& stack) {
  static const std::regex form("[a-z0-9-]+@[a-z0-9.-]+[.]gserviceaccount[.]com");
  const auto& deployer = stack.environment.deployer;
  if (deployer && !std::regex_match(deployer->value, form))
    stack.diagnostics.report(diag::PrincipalUnknown, deployer->span, deployer->value)
        .hint("write the e-mail address of a service account: `terraform@{account}.iam.gserviceaccount.com`");
}

}  // namespace

void lower_provider(Stack& stack) {
  auto& document = stack.document;
  const auto& platform = stack.plan.platform;
  document.required_version = platform.terraform.required_version;
  check_deployer(stack);
  require_provider(document, platform, google_pin);
  document.providers.push_back({"google", "", provider_arguments(stack.environment, stack.region(), stack.tags)});
  add_state_backend(document, platform, stack.diagnostics);
}

tf::Value provider_for(Stack& stack, const Environment& other) {
  if (other.account.value == stack.project()) return {};
  const std::string alias = tf::label(other.key);
  auto& blocks = stack.document.providers;
  if (std::none_of(blocks.begin(), blocks.end(), [&](const auto& block) { return block.alias == alias; }))
    blocks.push_back({"google", alias, provider_arguments(other, other.region, other.tags)});
  // `provider` takes a reference that Terraform reads without evaluating: text, not a template.
  return "google." + alias;
}

}  // namespace aurora::gcp
