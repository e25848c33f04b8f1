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
  /// Makes `resource` wait until the network has its rules and its way out: a machine that starts before has too many
  /// doors, and none to fetch its software through.
  void wait_for_network(tf::Resource& resource) const;
  /// The zone's name, by its number in the spec: `1` -> `northamerica-northeast1-a`; empty: there is none.
  std::string zone(std::string_view number) const;
  /// The zone of number `index` of several things that are spread over the zones of this stack.
  std::string zone_of(int index) const;
  /// Where Google's own services answer in this network; empty: nowhere.
  std::string google_apis_address() const;

  const std::string& project() const { return identity.account; }
  const std::string& region() const { return identity.region; }
};

}  // namespace aurora::gcp
