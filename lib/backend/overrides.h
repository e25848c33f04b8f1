#pragma once

#include <vector>

#include "diagnostics/diagnostics.h"
#include "model/model.h"
#include "terraform/document.h"
#include "terraform/schema.h"

namespace aurora {

/// Merges `overrides` of the spec into the emitted resources, last: mappings go deep, lists and scalars replace,
/// null removes an argument. A string is text, never an expression. What names nothing that exists or
/// does not fit the provider's schema is reported at its place in the spec (167x) and left out.
void apply_overrides(std::vector<tf::Document>& documents, const std::vector<Override>& overrides,
                     tf::ProviderSchemas& schemas, Diagnostics& diagnostics);

}  // namespace aurora
