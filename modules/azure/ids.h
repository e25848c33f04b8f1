#pragma once

#include <string>
#include <string_view>

#include "model/model.h"
#include "name/names.h"

/// Azure resource ids as text, computed from names: how one stack points at what another stack makes. No stack
/// reads another's state, so an id must follow from the spec alone. Within a stack use references instead.
namespace aurora::azure {

/// `/subscriptions/<account>/resourceGroups/<group>`
std::string group_id(std::string_view account, std::string_view group);
/// `<group id>/providers/<type>/<name>`; `type` as `Microsoft.Network/virtualNetworks`
std::string resource_id(std::string_view account, std::string_view group, std::string_view type, std::string_view name);

/// The parts of a resource id that the spec gives ("bring your own"); empty parts when it is not one.
struct IdParts {
  std::string account, group, type, name;  ///< `type`: `Microsoft.Network/virtualNetworks`; `name`: the last part
};
IdParts parse_id(std::string_view id);

/// Names of what more than one building block points at. `purpose` of a group: empty (the cluster's or the hub's
/// own), `network`, and whatever else a building block asks for.
std::string group_name(Names& names, const Identity& owner, std::string_view purpose);
std::string network_name(Names& names, const Identity& owner);
/// The fixed name that Azure wants for the role (`RouteServerSubnet`), else the convention's, which is the subnet's
/// key.
std::string subnet_name(Names& names, const Identity& owner, const Network& network, const Subnet& subnet,
                        const CloudFacts& facts);

/// Made in the hub's own group (purpose empty), and pointed at by clusters: one place decides their names.
std::string log_workspace_name(Names& names, const Identity& hub);
std::string registry_name(Names& names, const Identity& hub);
/// `privatelink.azurecr.io` -> `privatelink_azurecr_io`: the label of a zone's resource.
std::string zone_label(std::string_view zone);

/// Ids of the networks of the spec; of an existing one, the id that the spec gives.
std::string network_id(Names& names, const Identity& owner, const Network& network);
std::string subnet_id(Names& names, const Identity& owner, const Network& network, const Subnet& subnet,
                      const CloudFacts& facts);
/// Private DNS zones are in the hub's own group.
std::string private_dns_zone_id(Names& names, const Hub& hub, std::string_view zone);
std::string log_workspace_id(Names& names, const Hub& hub);
std::string registry_id(Names& names, const Hub& hub);

}  // namespace aurora::azure
