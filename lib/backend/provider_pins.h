#pragma once

#include <string>
#include <string_view>

#include "model/model.h"
#include "terraform/document.h"

namespace aurora {

/// A provider that a backend writes for, and the versions that it asks for unless the spec says otherwise.
struct ProviderPin {
  std::string_view name, source, constraint;  ///< `azurerm`, `hashicorp/azurerm`, `~> 5.2`
};

/// For what has to be made up once and kept, as a key that two clouds share.
inline constexpr ProviderPin random_pin{"random", "hashicorp/random", "~> 3.7"};

/// The constraint on a provider: that of `terraform.providers`, else the pin.
std::string constraint_of(const Platform& platform, const ProviderPin& pin);
/// Adds the provider to what the document requires.
void require_provider(tf::Document& document, const Platform& platform, const ProviderPin& pin);

}  // namespace aurora
