#pragma once

#include <string>
#include <string_view>

#include "backend/stack_base.h"

namespace aurora::gcp {

/// A stack in Google Cloud's words. Project and region come from the provider, labels of the hub or cluster from its
/// `default_labels`.
class Stack : public StackBase {
 public:
  using StackBase::add;
  using StackBase::StackBase;

  /// Adds a resource with `name` in front of `more`.
  tf::Resource& add_named(std::string_view type, std::string_view logical, std::string called, Span span,
                          tf::Object more);

  /// References to what lower_network made, or the given id of an existing network; null: there is none.
  tf::Value network_id() const;
  /// The same for a subnet, by its key.
  tf::Value subnet_id(std::string_view key) const;

  const std::string& project() const { return identity.account; }
  const std::string& region() const { return identity.region; }
};

}  // namespace aurora::gcp
