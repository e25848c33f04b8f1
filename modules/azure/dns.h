#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "azure/stack.h"

/// Private DNS. The zones of an environment are made once, in its hub; every network that asks them is linked by the
/// stack that makes the network. Where there is no hub, a cluster makes the zones that it needs itself.
namespace aurora::azure {

/// The zones and links of this stack.
void lower_private_dns(Stack& stack);

/// The zone that a private endpoint for `service` registers in, `{region}` replaced; empty when it has none.
/// `subresource` may be empty where the service has one only.
std::string service_zone(const CloudFacts& facts, std::string_view service, std::string_view subresource,
                         std::string_view region);
/// The zone of a private control plane: `privatelink.<region>.azmk8s.io`.
std::string control_plane_zone(std::string_view region);
/// All the zones of a part of a service, the first of its parts when none is named: some are found through several.
std::vector<std::string> service_zones(const CloudFacts& facts, std::string_view service, std::string_view subresource,
                                       std::string_view region);
/// What a private endpoint of this stack puts into its zone group; empty when there is no zone of ours.
tf::List service_zone_ids(Stack& stack, std::string_view service, std::string_view subresource);
/// The zones that the hub of `environment` makes, sorted.
std::vector<std::string> hub_zones(const Environment& environment, const CloudFacts& facts);

}  // namespace aurora::azure
