#include "model/roles.h"

#include <array>

namespace aurora {
namespace {

constexpr std::array roles{
    RoleFact{"apiserver", true, false, "the control plane's addresses in the network"},
    RoleFact{"bastion", false, true, "the cloud's bastion service in front of the jumpbox"},
    RoleFact{"firewall", false, true, "the cloud's firewall"},
    RoleFact{"firewall_management", false, true, "the management side of a basic firewall"},
    RoleFact{"gateway", true, false, "nodes that take in traffic"},
    RoleFact{"general", true, false, "nodes of the workloads"},
    RoleFact{"infrastructure", true, true, "private endpoints"},
    RoleFact{"jumpbox", false, true, "machines that operators work from"},
    RoleFact{"loadbalancer", true, false, "front ends of load balancers"},
    RoleFact{"pods", true, false, "pods with addresses of the network"},
    RoleFact{"route_reflector", false, true, "machines that exchange routes"},
    RoleFact{"route_server", true, true, "the cloud's route server"},
    RoleFact{"system", true, false, "nodes of the platform"},
    RoleFact{"vpn", false, true, "the gateway to networks outside"},
};

}  // namespace

std::span<const RoleFact> built_in_roles() { return roles; }

const RoleFact* find_role(std::string_view name) {
  for (const auto& role : roles)
    if (role.name == name) return &role;
  return nullptr;
}

}  // namespace aurora
