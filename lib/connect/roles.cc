#include "connect/roles.h"

#include <algorithm>
#include <array>

namespace aurora::connect_detail {
namespace {

constexpr std::array<std::string_view, 4> node_roles{"system", "gateway", "general", "pods"};

}  // namespace

bool is_node_role(std::string_view role) {
  return std::find(node_roles.begin(), node_roles.end(), role) != node_roles.end();
}

const std::vector<RoleGrant>& role_grants() {
  static const PortRange any{0, 65535, "any"};
  static const std::vector<RoleGrant> grants{
      {"nodes", "nodes", any, "nodes and pods of the cluster"},
      {"nodes", "apiserver", any, "the cluster's own control plane"},
      {"apiserver", "nodes", any, "kubelets, webhooks and metrics"},
      {"apiserver", "apiserver", any, "the control plane itself"},
      {"apiserver", "route_server", any, "no restriction of the control plane's subnet"},
      {"apiserver", "loadbalancer", any, "webhooks behind a front end"},
      {"system", "infrastructure", any, "private endpoints of the platform"},
      {"infrastructure", "apiserver", any, "private endpoints answer the control plane"},
      {"infrastructure", "loadbalancer", any, "private endpoints answer front ends"},
      {"infrastructure", "route_server", any, "private endpoints and routes"},
      {"loadbalancer", "gateway", any, "front ends to the gateway nodes"},
      {"route_server", "apiserver", any, "route exchange"},
      {"route_server", "loadbalancer", any, "route exchange"},
      {"bastion", "jumpbox", {22, 22, "tcp"}, "administration through the bastion"},
  };
  return grants;
}

}  // namespace aurora::connect_detail
