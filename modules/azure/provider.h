#pragma once

#include <string>
#include <string_view>

#include "azure/stack.h"

namespace aurora::azure {

/// The constraint on the azurerm provider: the spec's, else the pin.
std::string provider_constraint(const Platform& platform);
/// The major version that a constraint such as `~> 4.49` selects; the pin's when it says nothing usable.
int provider_major(std::string_view constraint);

/// `terraform` and `provider` blocks: required versions, backend with the state of this stack, the subscription.
void lower_provider(Stack& stack);
/// Names the resource providers that the subscription needs for what is in the document: version 5 registers none by
/// itself (5.0 upgrade guide). Those that are registered already cost nothing.
void register_providers(tf::Document& document);
/// The alias of the provider for another environment's subscription, added on first use; the value for a
/// resource's `provider` argument, or a null value when it is this stack's own subscription.
tf::Value provider_for(Stack& stack, const Environment& other);

}  // namespace aurora::azure
