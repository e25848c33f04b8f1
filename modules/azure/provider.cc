#include "azure/provider.h"

#include <cstdlib>
#include <set>

#include "backend/provider_pins.h"
#include "backend/state_backend.h"

namespace aurora::azure {
namespace {

/// `terraform.providers` of the spec overrides the constraint.
constexpr ProviderPin azurerm_pin{"azurerm", "hashicorp/azurerm", "~> 5.2"};

/// Accounts are private from the first moment on, so the provider must not wait for their data plane to answer
/// (features block, `storage`).
tf::Object features() { return tf::object({{"storage", tf::object({{"data_plane_available", false}})}}); }

tf::Object provider_arguments(const Environment& environment) {
  tf::Object arguments = tf::object(
      {{"features", features()}, {"subscription_id", environment.account.value}, {"storage_use_azuread", true}});
  if (environment.tenant) arguments.emplace_back("tenant_id", environment.tenant->value);
  // What a stack needs is said below; version 4 would register some sixty more, version 5 none.
  arguments.emplace_back("resource_provider_registrations", "none");
  return arguments;
}

struct Namespace {
  std::string_view type;  ///< what Terraform's type begins with, behind `azurerm_`
  std::string_view name;
};
/// Azure's resource providers by what they make; the first row that fits counts. Everything else is of the network.
constexpr Namespace namespaces[] = {
    {"container_registry", "Microsoft.ContainerRegistry"},
    {"disk_encryption_set", "Microsoft.Compute"},
    {"federated_identity_credential", "Microsoft.ManagedIdentity"},
    {"key_vault", "Microsoft.KeyVault"},
    {"kubernetes", "Microsoft.ContainerService"},
    {"linux_virtual_machine", "Microsoft.Compute"},
    {"log_analytics", "Microsoft.OperationalInsights"},
    {"monitor", "Microsoft.Insights"},
    {"resource_group", ""},
    {"role_assignment", ""},
    {"storage", "Microsoft.Storage"},
    {"user_assigned_identity", "Microsoft.ManagedIdentity"},
    {"virtual_machine", "Microsoft.Compute"},
    {"client_config", ""},
    {"", "Microsoft.Network"},
};

void add_namespaces(const tf::Resource& resource, std::set<std::string>& names) {
  constexpr std::string_view azurerm = "azurerm_";
  if (!resource.type.starts_with(azurerm)) return;
  const auto type = std::string_view(resource.type).substr(azurerm.size());
  for (const auto& row : namespaces) {
    if (!type.starts_with(row.type)) continue;
    if (!row.name.empty()) names.emplace(row.name);
    break;
  }
  if (!type.starts_with("kubernetes_cluster")) return;
  // The cluster makes machines and load balancers itself; policy and Defender are other providers' again.
  names.insert({"Microsoft.Compute", "Microsoft.Network"});
  const auto* policy = resource.find("azure_policy_enabled");
  if (policy != nullptr && *policy == tf::Value(true)) names.emplace("Microsoft.PolicyInsights");
  if (resource.find("microsoft_defender") != nullptr) names.emplace("Microsoft.Security");
}

}  // namespace

std::string provider_constraint(const Platform& platform) { return constraint_of(platform, azurerm_pin); }

int provider_major(std::string_view constraint) {
  const auto digit = constraint.find_first_of("0123456789");
  if (digit == std::string_view::npos) return provider_major(azurerm_pin.constraint);
  const int major = std::atoi(std::string(constraint.substr(digit, 4)).c_str());
  // `< 5`, `< 5.0.0`: the newest that it admits is of the major before.
  const bool below = constraint.find_last_not_of(" <0123456789.") == std::string_view::npos &&
                     constraint.find('<') != std::string_view::npos && constraint.find('=') == std::string_view::npos;
  return below ? major - 1 : major;
}

void lower_provider(Stack& stack) {
  auto& document = stack.document;
  document.required_version = stack.plan.platform.terraform.required_version;
  require_provider(document, stack.plan.platform, azurerm_pin);
  document.providers.push_back({"azurerm", "", provider_arguments(stack.environment)});
  add_state_backend(document, stack.plan.platform, stack.diagnostics);
}

void register_providers(tf::Document& document) {
  std::set<std::string> names;
  for (const auto& resource : document.resources)
    if (resource.find("provider") == nullptr) add_namespaces(resource, names);
  tf::List list(names.begin(), names.end());
  for (auto& block : document.providers)
    if (block.name == "azurerm" && block.alias.empty() && !list.empty())
      block.arguments.emplace_back("resource_providers_to_register", std::move(list));
}

tf::Value provider_for(Stack& stack, const Environment& other) {
  if (other.account.value == stack.environment.account.value) return {};
  const std::string alias = tf::label(other.key);
  bool known = false;
  for (const auto& block : stack.document.providers) known = known || block.alias == alias;
  if (!known) stack.document.providers.push_back({"azurerm", alias, provider_arguments(other)});
  // `provider` takes a reference that Terraform reads without evaluating: text, not a template.
  return "azurerm." + alias;
}

}  // namespace aurora::azure
