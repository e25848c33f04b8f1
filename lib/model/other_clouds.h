#pragma once

#include <string>
#include <string_view>

#include "model/cloud_facts.h"

namespace aurora {

/// A hint for a region or a type of machine that the cloud `here` does not have: whose it is, and what is the same here
/// if the tables know. Nothing when no other cloud has it.
std::string region_of_another_cloud(std::string_view region, const CloudFacts& here);
std::string machine_of_another_cloud(std::string_view type, const CloudFacts& here);

}  // namespace aurora
