#pragma once

#include "gcp/stack.h"

namespace aurora::gcp {

/// The roles of a workload, each on what its scope says and no more. Reports names that are no roles, and scopes that
/// there is nothing for.
void lower_workload_roles(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& account);

/// What the names of the cluster's secrets begin with. Secret Manager has no vaults: the names are what holds a
/// cluster's secrets together, and what a role on `vault` is limited to.
std::string secret_prefix(Stack& stack);

}  // namespace aurora::gcp
