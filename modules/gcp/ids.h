#pragma once

#include <string>

#include "backend/stack_base.h"

/// Names and ids of what other stacks make: Google Cloud's are made of names, so nobody has to read a state.
namespace aurora::gcp {

std::string network_name(Names& names, const Identity& owner);
/// `projects/P/global/networks/N`, or the id that the spec gives.
std::string network_id(Names& names, const Identity& owner, const Network& network);
std::string subnet_name(Names& names, const Identity& owner, const Subnet& subnet);
/// The last part of an id: `projects/P/global/networks/N` -> `N`.
std::string last_part(std::string_view id);

/// Whose network an owner id of the plan is. `hub`: nullptr of a cluster; `environment`: nullptr when it is nobody's.
struct Owner {
  const Environment* environment = nullptr;
  const Identity* identity = nullptr;
  const Network* network = nullptr;
  const Hub* hub = nullptr;
};
Owner find_owner(const Platform& platform, std::string_view id);

/// What plays the part of a subnet in the address plan and is none in the network: pods are a secondary range, and
/// Google's services have an address beside all subnets.
bool is_real(const Subnet& subnet);

}  // namespace aurora::gcp
