#pragma once

#include <string_view>
#include <vector>

#include "model/model.h"

namespace aurora::connect_detail {

/// Roles whose subnets hold nodes, or pods that have addresses of the network.
bool is_node_role(std::string_view role);

/// What one role may open to another in the same network.
struct RoleGrant {
  std::string_view from, to;  ///< roles; `nodes`: every subnet with nodes or routed pods
  PortRange ports;            ///< `any`: everything
  std::string_view why;
};
/// Every grant that the platform makes by itself. What is not here, and in no subnet's `from` or `to`, is denied.
const std::vector<RoleGrant>& role_grants();

}  // namespace aurora::connect_detail
