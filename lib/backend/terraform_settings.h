#pragma once

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"
#include "yaml/node.h"

namespace aurora {

/// Refuses what Terraform would: in `terraform` of the spec (`root`), constraints that are none, backends that there
/// are not, settings that one does not have; and providers that no backend in use writes for.
void check_terraform_settings(const Platform& platform, const yaml::Node& root, const FactsOf& facts_of,
                              Diagnostics& diagnostics);

}  // namespace aurora
