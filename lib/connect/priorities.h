#pragma once

#include "connect/rule_book.h"

namespace aurora::connect_detail {

/// What one cloud's group of rules may hold.
struct RuleLimits {
  std::size_t rules = 1000;     ///< in one security group
  std::size_t prefixes = 4000;  ///< on one side of one rule
  std::size_t ports = 4000;     ///< ranges in one rule
};

/// Rules whose lists are longer than a cloud takes, in parts: `id`, `id-2`, `id-3`, ...
std::vector<DraftRule> split(DraftRule draft, const RuleLimits& limits);

/// Gives each rule of a subnet its priority, from the lock or, for a new one, the lowest free number of its band;
/// sorts them, inbound first. Neither adding, nor removing, nor reordering rules changes another's number.
std::vector<Rule> assign_priorities(const Spot& spot, std::vector<DraftRule> drafts, Lock& lock,
                                    Diagnostics& diagnostics);

/// The number of a subnet among those of its network, from the lock or, for a new one, the lowest free one.
int assign_part(const Spot& spot, Lock& lock);

}  // namespace aurora::connect_detail
