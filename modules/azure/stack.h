#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "azure/ids.h"
#include "backend/backend.h"
#include "terraform/document.h"

namespace aurora::azure {

/// One hub or cluster on its way into one Terraform root module: what every building block reads, and the
/// document that it adds to. A building block is a function `void lower_<block>(Stack&)`, listed in blocks.h, that
/// sets `document.file` first and adds resources with `stack.add`.
class Stack {
 public:
  Stack(const Plan& plan, const CloudFacts& facts, const Environment& environment, const Hub& hub, Names& names,
        Names& elsewhere, tf::Document& document, Diagnostics& diagnostics);
  Stack(const Plan& plan, const CloudFacts& facts, const Environment& environment, const Cluster& cluster, Names& names,
        Names& elsewhere, tf::Document& document, Diagnostics& diagnostics);

  const Plan& plan;
  const CloudFacts& facts;
  const Environment& environment;
  const Hub* hub;          ///< the hub being lowered, or the environment's for a cluster; null: it has none
  const Cluster* cluster;  ///< null: the stack is the hub's
  const Identity& identity;
  const Network& network;
  const Egress& egress;
  const Tags& tags;
  const bool protect;
  Names& names;      ///< names of this environment's own resources: remembered
  Names& elsewhere;  ///< for names of other stacks' resources, which their own lowering remembers
  tf::Document& document;
  Diagnostics& diagnostics;
  const int major;  ///< of azurerm: 4 or 5

  bool is_hub() const { return cluster == nullptr; }
  /// True when the spec brings the network: no network, subnet, rule, route or peering of ours.
  bool existing_network() const { return network.existing_id.has_value(); }
  const AddressPlan& addresses() const { return plan.addresses; }

  /// The name of a resource of this stack.
  std::string name(std::string_view kind, std::string_view purpose = {}, int index = -1, Span span = {});
  /// Adds a resource with `name`, `resource_group_name`, `location` and `tags` in front of `more`.
  tf::Resource& add(std::string_view type, std::string_view logical, const tf::Resource& group, std::string name,
                    Span span, tf::Object more);
  /// Adds a resource with exactly `arguments`. The label comes from `logical` (`subnet/system` -> `subnet_system` is
  /// wrong, `system` is right: the type already says what it is).
  tf::Resource& add(std::string_view type, std::string_view logical, Span span, tf::Object arguments);
  /// `lifecycle { prevent_destroy, ignore_changes }`: for what must outlive a mistake (networks, clusters, vaults,
  /// keys, registries, storage). `prevent_destroy` only where the environment is protected.
  void keep(tf::Resource& resource, std::vector<std::string_view> ignore_changes = {});

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
  const Subnet* subnet_of_role(std::string_view role) const;
  /// What Azure says of the subnet's role; nullptr: nothing.
  const SubnetFact* subnet_fact(const Subnet& subnet) const;
  /// The first prefix of the subnet, as text; empty when it has none in the plan.
  std::string subnet_prefix(std::string_view key) const;
  /// A static address, by its allocation's name: `static/jumpbox`; empty when there is none.
  std::string static_address(std::string_view allocation) const;
  /// The zone's id: from the spec, else a reference when this stack makes it, else the hub's, computed; null: none.
  /// `service`: neutral, for `PrivateDns::zone_ids`; may be empty.
  tf::Value private_dns_zone_id(std::string_view service, std::string_view zone);

 private:
  Stack(const Plan& plan, const CloudFacts& facts, const Environment& environment, const Hub* hub,
        const Cluster* cluster, Names& names, Names& elsewhere, tf::Document& document, Diagnostics& diagnostics);
};

}  // namespace aurora::azure
