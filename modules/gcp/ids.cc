#include "gcp/ids.h"

#include <algorithm>

namespace aurora::gcp {

std::string network_name(Names& names, const Identity& owner) {
  return names.of(owner, {.kind = "virtual_network", .span = owner.span});
}

std::string network_id(Names& names, const Identity& owner, const Network& network) {
  if (network.existing_id) return network.existing_id->value;
  return "projects/" + owner.account + "/global/networks/" + network_name(names, owner);
}

std::string subnet_name(Names& names, const Identity& owner, const Subnet& subnet) {
  std::string purpose = subnet.key;  // keys of the spec are words with `_`, which no name may have
  std::replace(purpose.begin(), purpose.end(), '_', '-');
  return names.of(owner, {.kind = "subnet", .purpose = purpose, .span = subnet.span});
}

std::string last_part(std::string_view id) { return std::string(id.substr(id.rfind('/') + 1)); }

bool is_real(const Subnet& subnet) { return subnet.role.value != "pods" && subnet.role.value != "google_apis"; }

Owner find_owner(const Platform& platform, std::string_view id) {
  for (const auto& environment : platform.environments) {
    if (environment.hub && environment.hub->identity.id == id)
      return {&environment, &environment.hub->identity, &environment.hub->network, &*environment.hub};
    for (const auto& cluster : environment.clusters)
      if (cluster.identity.id == id) return {&environment, &cluster.identity, &cluster.network, nullptr};
  }
  return {};
}

}  // namespace aurora::gcp
