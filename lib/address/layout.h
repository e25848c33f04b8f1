#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "address/free_space.h"
#include "address/ground.h"
#include "address/need.h"
#include "address/parts.h"
#include "address/plan.h"

namespace aurora {

/// One network while it is laid out; or its part for pods.
class Layout {
 public:
  /// `pods`: the part for pods.
  Layout(const Site& site, bool pods, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
         Diagnostics& diagnostics)
      : site_(site),
        parts_(site, locked, ground),
        pods_(pods),
        locked_(locked),
        ground_(ground),
        plan_(plan),
        diagnostics_(diagnostics) {}

  bool has_pods_part() const { return parts_.pool() != nullptr; }
  const std::string& owner() const { return site_.owner; }

  /// Places what is pinned or locked, and what fits beside it.
  void fix();
  /// The length of the block still to be found; 0: none.
  int length() const { return length_; }
  /// Finds it, and places in it what is left.
  void grow();

 private:
  using Origin = Allocation::Origin;
  /// A subnet on its way to a place.
  struct Wanted {
    const Subnet* subnet;
    Need need;
    std::string name;  ///< `subnet/system`
  };

  // layout.cc: what has its place, and what fits beside it
  void fix_network();
  void fix_subnet(const Subnet& subnet);
  void pin(const Wanted& wanted);
  /// Takes the size that the spec asks for, when it is enough.
  bool sized(Wanted& wanted);
  void keep(const Wanted& wanted, const std::vector<Prefix>& kept);
  /// Places wanted subnets, the largest first, in what is free of the network.
  void fill();
  Origin origin_of(const Wanted& wanted, const Prefix& block) const;
  void add(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need = {});
  /// A new one, under the first number that neither part has or had.
  void add_prefix(const Prefix& prefix);
  void add_prefix(std::string name, const Prefix& prefix, Origin origin, Span span);
  void place(std::string name, const Prefix& prefix, Origin origin, Span span, const Need& need);
  void remove(const Prefix& prefix);
  /// What is free of the network: worked out only for those in which something has to find a place.
  FreeSpace& free() const;

  // layout_growth.cc: the blocks that it needs beyond those
  /// Pinned subnets in a network that is not pinned: it is the smallest block around them with room for the rest.
  void cover_pins();
  static Prefix widened(Prefix block);
  bool fits(const Prefix& block) const;
  /// What is left over needs a new prefix of the network, unless that is pinned.
  void ask();
  void ask_size(std::uint64_t sum, int needed);
  void grow_from(Pool& pool);
  bool grow_into_headroom();
  /// A new network beside as much again, which it keeps to grow.
  bool start_with_headroom(Pool& pool);
  /// Aurora's rule is one block a cluster, half of it network and half pods: so it is where the two are equal. Where
  /// there is room, the network keeps as much again beside it to grow.
  bool start_with_pods(Pool& pool);
  /// Length of the pod range when it is to come with the network; 0: it does not.
  int pods_length() const;
  void settle(const Prefix& block);

  // layout_reports.cc: what is too small or full, and what makes room
  /// Whether what a subnet has or is asked to be holds what the spec says. What a cloud takes beside that, for its
  /// upgrades and for whole blocks of pods, a new subnet gets, and one that is there is warned of lacking.
  bool is_enough(const Wanted& wanted, std::uint64_t has) const;
  bool check_size(const Wanted& wanted, std::uint64_t has, std::string_view where, Span span);
  /// `longest`: prefix length of the smallest that the cloud takes; 0: not known.
  void check_limits(std::string_view what, const Prefix& prefix, int longest, Span span);
  /// Said when everything else has its place, so that what is offered is free.
  void report_outgrown();
  /// What makes room without moving what is there, as the cloud has it.
  void offer(const Wanted& wanted, const std::vector<Prefix>& kept, Diagnostics::Report& report) const;
  bool is_free_beside(const Prefix& wider, const Prefix& own) const;
  /// A block that is free in the network, or in what it keeps to grow.
  std::optional<Prefix> room(int length) const;
  void report_full();
  std::string others() const;
  int whole_length() const;

  const Site& site_;
  const Parts parts_;
  const bool pods_;
  const LockedRanges& locked_;
  Ground& ground_;
  AddressPlan& plan_;
  Diagnostics& diagnostics_;
  std::vector<Prefix> prefixes_, pins_;
  std::vector<Wanted> wanted_;
  std::vector<std::pair<Wanted, std::vector<Prefix>>> outgrown_;
  std::vector<Prefix> placed_;
  mutable std::optional<FreeSpace> free_;
  bool pinned_ = false;
  int length_ = 0;
};

}  // namespace aurora
