#include "backend/provider_pins.h"

namespace aurora {

std::string constraint_of(const Platform& platform, const ProviderPin& pin) {
  const auto given = platform.terraform.provider_versions.find(std::string(pin.name));
  return given != platform.terraform.provider_versions.end() ? given->second.value : std::string(pin.constraint);
}

void require_provider(tf::Document& document, const Platform& platform, const ProviderPin& pin) {
  document.required_providers[std::string(pin.name)] = {std::string(pin.source), constraint_of(platform, pin)};
}

}  // namespace aurora
