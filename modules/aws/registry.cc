#include "aws/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "aws/iam.h"
#include "aws/json_text.h"
#include "aws/keys.h"
#include "name/matcher.h"

// An account has one registry in each region, and images go only to repositories that are there: the spec lists them.
// Tags never move, what is pushed is scanned, and untagged images leave after the days of the spec.

namespace aurora::aws {
namespace {

/// A role's policies hold 10,240 characters (IAM quotas), about a hundred ARNs.
constexpr std::size_t most_arns = 60;

std::vector<std::string> regions_of(const Hub& hub) {
  std::vector<std::string> regions{hub.identity.region};
  for (const auto& region : hub.registry->replicas)
    if (std::find(regions.begin(), regions.end(), region.value) == regions.end()) regions.push_back(region.value);
  return regions;
}

std::string repository_arn(const Hub& hub, const std::string& region, std::string_view name) {
  return fmt::format("arn:{}:ecr:{}:{}:repository/{}", partition_of(region), region, hub.identity.account, name);
}

/// docs.aws.amazon.com, "Lifecycle policies in Amazon ECR". A count of days is at least one.
tf::Value lifecycle(const Registry& registry) {
  const tf::Object selection = tf::object({{"tagStatus", "untagged"},
                                           {"countType", "sinceImagePushed"},
                                           {"countUnit", "days"},
                                           {"countNumber", std::max(registry.retention_days, 1)}});
  const tf::Object rule = tf::object({{"rulePriority", 1},
                                      {"description", "images that no tag names any more"},
                                      {"selection", selection},
                                      {"action", tf::object({{"type", "expire"}})}});
  return json_text(tf::object({{"rules", tf::List{rule}}}));
}

bool is_repository_name(const Stack& stack, const std::string& name) {
  constexpr std::string_view kind = "container_registry";
  const auto size = static_cast<int>(name.size());
  const auto fits = [&](const NameRule& rule) {
    return rule.kind != kind ||
           (size >= rule.min_length && size <= rule.max_length && naming::Matcher(rule.pattern).matches(name));
  };
  const auto free_of = [&](const ReservedName& word) {
    return word.kind != kind || name.find(word.word) == std::string::npos;
  };
  return std::all_of(stack.facts.name_rules.begin(), stack.facts.name_rules.end(), fits) &&
         std::all_of(stack.facts.reserved_names.begin(), stack.facts.reserved_names.end(), free_of);
}

void lower_repository(Stack& stack, const Text& name, const tf::Resource& key) {
  if (!is_repository_name(stack, name.value)) {
    stack.diagnostics.report(diag::RepositoryName, name.span, name.value)
        .hint("write lower-case letters, digits and single `.`, `_`, `-` and `/` between them, as `platform/base`");
    return;
  }
  auto& made =
      stack.add("aws_ecr_repository", name.value, name.span,
                {{"name", name.value},
                 {"image_tag_mutability", "IMMUTABLE"},
                 {"image_scanning_configuration", tf::object({{"scan_on_push", true}})},
                 {"encryption_configuration", tf::object({{"encryption_type", "KMS"}, {"kms_key", key["arn"]}})}});
  stack.keep(made);
  stack.add("aws_ecr_lifecycle_policy", name.value, name.span,
            {{"repository", made["name"]}, {"policy", lifecycle(*stack.hub->registry)}});
}

/// The hubs whose registry is the same one, that of the account and the region, by the keys of their environments. Its
/// settings belong to the stack of the first.
std::vector<const Hub*> sharers(const Stack& stack) {
  std::vector<const Hub*> hubs;
  for (const auto& environment : stack.plan.platform.environments) {
    if (environment.cloud != stack.environment.cloud || !environment.hub || !environment.hub->registry) continue;
    const auto& other = environment.hub->identity;
    if (other.account == stack.account() && other.region == stack.region()) hubs.push_back(&*environment.hub);
  }
  return hubs;
}

void lower_scanning(Stack& stack) {
  const tf::Object all = tf::object({{"filter", "*"}, {"filter_type", "WILDCARD"}});
  stack.add("aws_ecr_registry_scanning_configuration", "main", stack.hub->registry->span,
            {{"scan_type", "BASIC"},
             {"rule", tf::object({{"scan_frequency", "SCAN_ON_PUSH"}, {"repository_filter", tf::List{all}}})}});
}

/// What replication makes in another region. With a key of ours there, ECR would need a role to use it.
void lower_template(Stack& stack, const std::string& region) {
  const auto& registry = *stack.hub->registry;
  stack.add("aws_ecr_repository_creation_template", "replicas-" + region, registry.span,
            {{"region", region},
             {"prefix", "ROOT"},
             {"description", "repositories of replicated images"},
             {"applied_for", tf::list({"REPLICATION"})},
             {"image_tag_mutability", "IMMUTABLE"},
             {"encryption_configuration", tf::object({{"encryption_type", "AES256"}})},
             {"lifecycle_policy", lifecycle(registry)}});
}

/// To every region that one of the hubs asks for: there is one configuration for all.
void lower_replicas(Stack& stack, const std::vector<const Hub*>& hubs) {
  std::set<std::string> regions;
  for (const auto* hub : hubs)
    for (const auto& region : hub->registry->replicas) regions.insert(region.value);
  regions.erase(stack.region());
  tf::List destinations;
  for (const auto& region : regions) {
    lower_template(stack, region);
    destinations.push_back(tf::object({{"region", region}, {"registry_id", stack.account()}}));
  }
  if (destinations.empty()) return;
  const tf::Object rule = tf::object({{"destination", std::move(destinations)}});
  stack.add("aws_ecr_replication_configuration", "main", stack.hub->registry->span,
            {{"replication_configuration", tf::object({{"rule", rule}})}});
}

}  // namespace

std::vector<tf::Value> repository_arns(const Stack& stack) {
  std::vector<tf::Value> arns;
  if (stack.hub == nullptr || !stack.hub->registry) return arns;
  const auto& names = stack.hub->registry->repositories;
  for (const auto& region : regions_of(*stack.hub)) {
    if (names.empty() || names.size() > most_arns) arns.emplace_back(repository_arn(*stack.hub, region, "*"));
    if (names.size() <= most_arns)
      for (const auto& name : names) arns.emplace_back(repository_arn(*stack.hub, region, name.value));
  }
  return arns;
}

std::string registry_host(std::string_view account, std::string_view region) {
  return fmt::format("{}.dkr.ecr.{}.amazonaws.com", account, region);
}

void lower_registry(Stack& stack) {
  if (!stack.hub->registry) return;
  const auto& registry = *stack.hub->registry;
  stack.document.file = "registry";
  if (!registry.repositories.empty()) {
    const auto& key = lower_key(stack, "registry", "registry", "Images of the environment", {}, registry.span);
    for (const auto& name : registry.repositories) lower_repository(stack, name, key);
  }
  if (const auto hubs = sharers(stack); hubs.front() == stack.hub) {
    lower_scanning(stack);
    lower_replicas(stack, hubs);
  }
  stack.document.output("container_registry_login_server", registry_host(stack.account(), stack.region()),
                        "Where images are pulled from");
}

}  // namespace aurora::aws
