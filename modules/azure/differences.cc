#include "azure/tables.h"

namespace aurora::azure {
namespace {

using enum KeyDifference::Kind;

// What Azure makes of the keys of the spec. The spec grew up on Azure, so it has most of them: learn.microsoft.com,
// "About VPN Gateway" and "About ExpressRoute", for the gateways.
constexpr KeyDifference table[] = {
    {"environment_entry.deployer", Unsupported, "Terraform runs as whoever signed in: leave it out"},
    {"defaults.deployer", Unsupported, "Terraform runs as whoever signed in: leave it out"},
    {"network.flow_logs=true", Unsupported,
     "flow logs belong to the Network Watcher of the subscription, which is not emitted"},
    {"egress=hub", Refused, "write `firewall`, or the `next_hop` of an appliance in the hub"},
    {"egress.nat.per_zone", Unsupported, "a NAT gateway serves all zones: leave it out"},
    {"hub.gateway.kind=direct_connect", Refused,
     "Azure has `vpn` and `expressroute`; `expressroute` is its private line"},
    {"hub.gateway.kind=interconnect", Refused,
     "Azure has `vpn` and `expressroute`; `expressroute` is its private line"},
    {"hub.registry.repositories", Unsupported, "a repository is there with its first image: leave it out"},
    {"kubernetes.addons.versions", Unsupported, "AKS chooses the versions of its add-ons: leave it out"},
    {"node_pool.os=AmazonLinux2023", Unsupported, "AKS has `AzureLinux` and `Ubuntu`"},
    {"node_pool.os=Bottlerocket", Unsupported, "AKS has `AzureLinux` and `Ubuntu`"},
    {"node_pool.os=ContainerOptimizedOS", Unsupported, "AKS has `AzureLinux` and `Ubuntu`"},
};

}  // namespace

std::span<const KeyDifference> differences() { return table; }

}  // namespace aurora::azure
