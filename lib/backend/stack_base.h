#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "terraform/document.h"

namespace aurora {

/// One hub or cluster on its way into one Terraform root module: what every building block of every backend reads, and
/// the document that it adds to. Each backend derives its own `Stack` with its cloud's words. A building block is a
/// function `void lower_<block>(Stack&)` that sets `document.file` first and adds resources with `add`.
class StackBase {
 public:
  /// What is the same for all stacks of one environment.
  struct Scope {
    const Plan& plan;
    const CloudFacts& facts;
    const Environment& environment;
    Names& names;      ///< names of this environment's own resources: remembered
    Names& elsewhere;  ///< for names of other stacks' resources, which their own lowering remembers
    Diagnostics& diagnostics;
  };
  /// Of the environment's hub when `cluster` is null.
  StackBase(const Scope& scope, const Cluster* cluster, tf::Document& document);

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
  Names& names;
  Names& elsewhere;
  tf::Document& document;
  Diagnostics& diagnostics;

  bool is_hub() const { return cluster == nullptr; }
  /// True when the spec brings the network: no network, subnet, rule, route or peering of ours.
  bool existing_network() const { return network.existing_id.has_value(); }
  const AddressPlan& addresses() const { return plan.addresses; }
  /// Zones of the hub or cluster, in the words of the spec.
  const std::vector<std::string>& zones() const { return cluster != nullptr ? cluster->zones : hub->zones; }

  /// The name of a resource of this stack.
  std::string name(std::string_view kind, std::string_view purpose = {}, int index = -1, Span span = {});
  /// Adds a resource with exactly `arguments`. The label comes from `logical` (`subnet/system` -> `subnet_system` is
  /// wrong, `system` is right: the type already says what it is).
  tf::Resource& add(std::string_view type, std::string_view logical, Span span, tf::Object arguments);
  /// `lifecycle { prevent_destroy, ignore_changes }`: for what must outlive a mistake (networks, clusters, vaults,
  /// keys, registries, storage). `prevent_destroy` only where the environment is protected.
  void keep(tf::Resource& resource, std::vector<std::string_view> ignore_changes = {});
  /// Says that the stack `id` has to be applied before this one.
  void wait_for(const std::string& id);

  const Subnet* subnet_of_role(std::string_view role) const;
  /// What the cloud says of the subnet's role; nullptr: nothing.
  const SubnetFact* subnet_fact(const Subnet& subnet) const;
  /// The first prefix of the subnet, as text; empty when it has none in the plan.
  std::string subnet_prefix(std::string_view key) const;
  /// A static address, by its allocation's name: `static/jumpbox`; empty when there is none.
  std::string static_address(std::string_view allocation) const;
};

/// What a backend's `lower` does for every environment: a document for the hub and one for each cluster, each filled by
/// `lower_hub` or `lower_cluster` and closed by `finish`. A cluster leans on its hub, whether or not they are joined.
template <typename Stack>
Lowered lower_stacks(const Plan& plan, const CloudFacts& facts, const Environment& environment,
                     Diagnostics& diagnostics, void (*lower_hub)(Stack&), void (*lower_cluster)(Stack&),
                     void (*finish)(tf::Document&)) {
  Names names(plan.platform.naming, plan.platform.name.value, facts, plan.lock);
  Names elsewhere(plan.platform.naming, plan.platform.name.value, facts, plan.lock);
  const StackBase::Scope scope{plan, facts, environment, names, elsewhere, diagnostics};
  Lowered lowered;
  const auto lower_one = [&](const Cluster* cluster, void (*fill)(Stack&)) {
    const auto& identity = cluster != nullptr ? cluster->identity : environment.hub->identity;
    tf::Document document;
    document.stack = identity.id;
    document.span = identity.span;
    Stack stack(scope, cluster, document);
    fill(stack);
    if (cluster != nullptr && environment.hub) stack.wait_for(environment.hub->identity.id);
    finish(document);
    lowered.documents.push_back(std::move(document));
  };
  if (environment.hub) lower_one(nullptr, lower_hub);
  for (const auto& cluster : environment.clusters) lower_one(&cluster, lower_cluster);
  lowered.names = names.uses();
  return lowered;
}

}  // namespace aurora
