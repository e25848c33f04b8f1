#pragma once

#include "aws/stack.h"

namespace aurora::aws {

/// Whether EKS's own plugin gives pods their addresses; else the cluster's owner installs one, which also forwards
/// for services.
bool has_own_plugin(const Stack& stack);

/// Configuration of the add-on `vpc-cni`, as JSON. Reports pools whose pods are in different subnets.
tf::Value plugin_configuration(Stack& stack);

}  // namespace aurora::aws
