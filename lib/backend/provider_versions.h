#pragma once

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// Whether some version that `constraint` admits is one that the backend of these tables can write for.
bool is_supported(std::string_view constraint, const CloudFacts& facts);

/// Refuses versions in `terraform.providers` that the backend of a cloud in use cannot write for.
void check_provider_versions(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics);

}  // namespace aurora
