#pragma once

#include <span>
#include <string>

#include "model/cloud_facts.h"

namespace aurora {

/// Parts of docs/clouds.md, as Markdown tables with a column for each cloud.

/// What the clouds' tables say beside keys: limits, shapes of machines, services, subnets.
std::string facts_by_cloud(std::span<const CloudFacts* const> clouds);

/// The words that keys may be, where one is not on some cloud what it is on the others.
std::string choices_by_cloud(std::span<const CloudFacts* const> clouds);

/// Every key of the spec, a section for each schema: `same`, how it differs, or `-` and why.
std::string keys_by_cloud(std::span<const CloudFacts* const> clouds);

}  // namespace aurora
