#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// ARNs of the repositories of the environment's registry, in its region and those of its replicas; of all in the
/// account when the spec names none. Empty: the environment has no registry.
std::vector<tf::Value> repository_arns(const Stack& stack);

/// The account whose registry has the images of EKS and its add-ons, in a region.
std::string_view image_account(std::string_view region);
/// Where images are pulled from: the registry of an account in a region.
std::string registry_host(std::string_view account, std::string_view region);

/// The registry of a hub: repositories, scanning, replicas.
void lower_registry(Stack& stack);

}  // namespace aurora::aws
