#pragma once

#include "aws/stack.h"

namespace aurora::aws {

/// A network ACL for each subnet that the plan guards, and one that lets all pass for those that packets only pass
/// through (NAT gateways, attachments, firewall endpoints), which AWS gives no security group.
void lower_network_acls(Stack& stack);

}  // namespace aurora::aws
