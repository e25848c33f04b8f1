#pragma once

#include "model/cloud_facts.h"

namespace aurora::azure {

/// Azure's tables: regions, machines, subnets of roles, services with private endpoints, names.
const CloudFacts& facts();

}  // namespace aurora::azure
