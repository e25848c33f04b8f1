#pragma once

#include <string>
#include <vector>

#include "aws/stack.h"

namespace aurora::aws {

/// A group of rules of the hub's firewall, by its place in the policy: lower goes first.
struct FirewallGroup {
  int priority;
  const tf::Resource* group;
};

/// What the firewall lets through: the flows of the spec that pass it, what clusters need to work, and the names that
/// the spec allows. Everything else it drops.
std::vector<FirewallGroup> lower_firewall_rules(Stack& stack);
/// The flows alone; nothing when there are none.
const tf::Resource* lower_firewall_flows(Stack& stack);

/// A stateful rule group in strict order. A group cannot grow beyond the capacity that it is made with, which is
/// `least` rules or, from there on, the next power of two.
tf::Resource& add_rule_group(Stack& stack, const std::string& purpose, std::size_t rules, tf::Object source,
                             tf::Value variables = {});

}  // namespace aurora::aws
