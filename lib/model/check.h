#pragma once

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// Everything that the schemas cannot see: references, rules between fields, what the region and the cloud offer.
/// Reports in `diagnostics`; the platform is as `resolve` made it.
void check(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics);

}  // namespace aurora
