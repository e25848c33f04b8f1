#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "azure/ids.h"
#include "backend/stack_base.h"
#include "terraform/document.h"

namespace aurora::azure {

/// A stack in Azure's words.
class Stack : public StackBase {
 public:
  Stack(const Scope& scope, const Cluster* of, tf::Document& into);

  using StackBase::add;
  const int major;  ///< of azurerm: 4 or 5

  /// Adds a resource with `name`, `resource_group_name`, `location` and `tags` in front of `more`.
  tf::Resource& add(std::string_view type, std::string_view logical, const tf::Resource& group, std::string name,
                    Span span, tf::Object more);
  /// The resource group of that purpose, made on first use: `""` (label `main`), `network`, ...
  const tf::Resource& group(std::string_view purpose = {});
  std::string location() const { return identity.region; }
  tf::Value tag_map() const;
  tf::Value zone_list(const std::vector<std::string>& zones) const;
  /// Zones of a public address of this stack: its zone when it is in one only, else all that the region has. Azure
  /// spreads over all of them whatever is asked, and a shorter list would be replaced on every apply.
  tf::Value address_zones() const;

  /// References to what lower_network made, or the given ids of an existing network.
  tf::Value network_id() const;
  /// Null value when there is no subnet of that key.
  tf::Value subnet_id(std::string_view key) const;
  /// Text of the same subnet's computed id: for places that must be known while planning.
  std::string subnet_id_text(std::string_view key);
  /// Makes `resource` wait until the subnets have their routes, rules and NAT gateway: a machine that starts before
  /// has no way out, and one that starts before its rules has too many ways in.
  void wait_for_network(tf::Resource& resource) const;
  /// The zone's id: from the spec, else a reference when this stack makes it, else the hub's, computed; null: none.
  /// `service`: neutral, for `PrivateDns::zone_ids`; may be empty.
  tf::Value private_dns_zone_id(std::string_view service, std::string_view zone);
};

}  // namespace aurora::azure
