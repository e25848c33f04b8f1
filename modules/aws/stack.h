#pragma once

#include <string>
#include <string_view>

#include "backend/stack_base.h"

namespace aurora::aws {

/// A stack in AWS's words. Tags of the hub or cluster come from the provider's `default_tags`.
class Stack : public StackBase {
 public:
  using StackBase::add;
  using StackBase::StackBase;

  /// Adds a resource whose name is its tag `Name`, which other stacks find it by; `more` must not hold `tags`.
  tf::Resource& add_tagged(std::string_view type, std::string_view logical, std::string called, Span span,
                           tf::Object more);

  /// References to what lower_network made, or the given id of an existing network; null: there is none.
  tf::Value network_id() const;
  /// The same for a subnet, by its key with the zone (`system-1`).
  tf::Value subnet_id(std::string_view key) const;
  /// The subnets of the spec's subnet `base` (`system`), one a zone; of `zones` only, unless that is empty.
  tf::List subnet_ids(std::string_view base, const std::vector<std::string>& zones = {}) const;
  /// The security group of the subnets `base`, ours or the one given; null: there is none.
  /// Says that a network of somebody else's cannot have `what`.
  void not_in_given_network(std::string_view what, Span span);
  tf::Value security_group_id(std::string_view base) const;

  /// The account that the stack is in.
  const std::string& account() const { return identity.account; }
  const std::string& region() const { return identity.region; }
};

}  // namespace aurora::aws
