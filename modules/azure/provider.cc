#include "azure/provider.h"

#include <array>
#include <cstdlib>

#include "azure/state_backend.h"

namespace aurora::azure {
namespace {

struct ProviderPin {
  std::string_view name, source, constraint;
};
/// The one table of pins. `terraform.providers` of the spec overrides a constraint.
constexpr std::array<ProviderPin, 4> provider_pins{{
    {"azurerm", "hashicorp/azurerm", "~> 5.2"},
    {"random", "hashicorp/random", "~> 3.7"},
    {"time", "hashicorp/time", "~> 0.13"},
    {"tls", "hashicorp/tls", "~> 4.1"},
}};

std::string constraint_of(const Platform& platform, const ProviderPin& pin) {
  const auto given = platform.terraform.provider_versions.find(std::string(pin.name));
  return given != platform.terraform.provider_versions.end() ? given->second.value : std::string(pin.constraint);
}

tf::Object provider_arguments(const Environment& environment, bool own) {
  tf::Object arguments = tf::object(
      {{"features", tf::Object{}}, {"subscription_id", environment.account.value}, {"storage_use_azuread", true}});
  if (environment.tenant) arguments.emplace_back("tenant_id", environment.tenant->value);
  // A stack needs no provider registrations in the subscriptions it only reaches into.
  if (!own) arguments.emplace_back("resource_provider_registrations", "none");
  return arguments;
}

}  // namespace

std::string provider_constraint(const Platform& platform) { return constraint_of(platform, provider_pins[0]); }

int provider_major(std::string_view constraint) {
  const auto digit = constraint.find_first_of("0123456789");
  if (digit == std::string_view::npos) return provider_major(provider_pins[0].constraint);
  const int major = std::atoi(std::string(constraint.substr(digit, 4)).c_str());
  // `< 5`, `< 5.0.0`: the newest that it admits is of the major before.
  const bool below = constraint.find_last_not_of(" <0123456789.") == std::string_view::npos &&
                     constraint.find('<') != std::string_view::npos && constraint.find('=') == std::string_view::npos;
  return below ? major - 1 : major;
}

void require_provider(Stack& stack, std::string_view name) {
  for (const auto& pin : provider_pins)
    if (pin.name == name)
      stack.document.required_providers[std::string(name)] = {std::string(pin.source),
                                                              constraint_of(stack.plan.platform, pin)};
}

void lower_provider(Stack& stack) {
  auto& document = stack.document;
  document.required_version = stack.plan.platform.terraform.required_version;
  require_provider(stack, "azurerm");
  document.providers.push_back({"azurerm", "", provider_arguments(stack.environment, true)});
  lower_state_backend(stack);
}

tf::Value provider_for(Stack& stack, const Environment& other) {
  if (other.account.value == stack.environment.account.value) return {};
  const std::string alias = tf::label(other.key);
  bool known = false;
  for (const auto& block : stack.document.providers) known = known || block.alias == alias;
  if (!known) stack.document.providers.push_back({"azurerm", alias, provider_arguments(other, false)});
  // `provider` takes a reference that Terraform reads without evaluating: text, not a template.
  return "azurerm." + alias;
}

}  // namespace aurora::azure
