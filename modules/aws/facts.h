#pragma once

#include "model/cloud_facts.h"

namespace aurora::aws {

/// AWS's tables: regions, machines, subnets of roles, services with endpoints, names.
const CloudFacts& facts();

}  // namespace aurora::aws
