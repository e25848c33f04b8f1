#pragma once
// Specs that random edits change, one edit a step, as people change them: for property tests of the allocator.
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "address/plan.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora::testing {

struct Edit {
  enum class Kind {
    Add,
    AddPinned,  ///< with its network or a subnet pinned somewhere
    AddBack,    ///< a cluster that was removed, as it was
    Remove,
    Rename,
    Reorder,
    Nodes,
    SubnetSize,
    NetworkSize,
    PinHere,   ///< a network or a subnet to where it is
    PinThere,  ///< a network or a subnet to somewhere else
    Unpin,
    AddSubnet,
    AddSubnetBack,
    RemoveSubnet,
    Hub,  ///< comes or goes
    Reflectors,
    Release  ///< the tombstones of the lock
  } kind = Kind::Reorder;
  std::string owner;   ///< whom it is about
  std::string before;  ///< what a renamed cluster was called
  std::string moved;   ///< what is pinned to another place: `network`, `subnet/system`
  std::string text() const;
};

template <typename List>
void drop(List& list, std::size_t index) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

class SpecEdits {
 public:
  /// Of `seed` alone depends which pools and clouds there are and what is done to them.
  SpecEdits(std::uint32_t seed, std::size_t most_clusters);
  /// Changes the platform. `plan` is where everything is.
  Edit step(const AddressPlan& plan);

  Platform platform;
  /// Whose network or subnets were ever pinned to a place that nobody found for them.
  std::set<std::string> pinned_there;

 private:
  using Kind = Edit::Kind;
  struct Removed {
    std::size_t environment;
    Cluster cluster;
  };

  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename List>
  void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

  void lay_out_pools();
  std::size_t clusters() const;
  Environment& any_environment() { return platform.environments[below(platform.environments.size())]; }
  Cluster* any_cluster();
  Network* any_network(std::string& owner);
  bool in_use(const Environment& environment, const std::string& key) const;
  std::string any_key(const Environment& environment);
  Cluster make_cluster(const Environment& environment, const std::string& key);
  Hub make_hub(const Environment& environment);
  std::vector<Subnet> in_zones(std::vector<Subnet> subnets, const CloudFacts& facts) const;
  Prefix somewhere(const std::vector<Prefix>& within, int length);

  bool apply(Edit& edit, const AddressPlan& plan);
  bool add(Edit& edit, bool pinned);
  bool add_back(Edit& edit);
  bool remove(Edit& edit);
  bool rename(Edit& edit);
  void reorder();
  bool resize_nodes(Edit& edit);
  bool resize_subnet(Edit& edit, const AddressPlan& plan);
  bool resize_network(Edit& edit);
  bool pin_here(Edit& edit, const AddressPlan& plan);
  bool pin_there(Edit& edit, const AddressPlan& plan);
  bool unpin(Edit& edit);
  bool release();
  bool add_subnet(Edit& edit);
  bool add_subnet_back(Edit& edit);
  bool remove_subnet(Edit& edit);
  bool hub(Edit& edit);
  bool reflectors(Edit& edit);

  std::mt19937 random_;
  std::size_t most_clusters_;
  std::vector<Removed> removed_;
  std::vector<std::pair<std::string, Subnet>> removed_subnets_;  ///< by owner
};

}  // namespace aurora::testing
