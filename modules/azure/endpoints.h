#pragma once

#include <string>

#include "azure/stack.h"

namespace aurora::azure {

/// A private endpoint of this stack.
struct EndpointRequest {
  std::string label;        ///< of the resource
  std::string purpose;      ///< in its name: `AKS-vault`
  std::string service;      ///< neutral; decides the DNS zone
  std::string subresource;  ///< `vault`
  tf::Value target;         ///< id of what it stands for
  std::string subnet;       ///< key
  Span span;
  tf::Value zone = {};  ///< id of a DNS zone instead of the service's
};

/// The endpoint, registered in the zone of its service when there is one.
tf::Resource& lower_private_endpoint(Stack& stack, EndpointRequest request);
/// The subnet for `what`'s endpoint; reports when there is none of that key or role.
const Subnet* endpoint_subnet(Stack& stack, std::string_view key, std::string_view what, Span span);
/// A premium vault with roles, without public access, that cannot be purged for 90 days.
tf::Resource& lower_vault(Stack& stack, std::string_view label, std::string_view purpose, Span span);

}  // namespace aurora::azure
