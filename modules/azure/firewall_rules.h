#pragma once

#include <string_view>

#include "azure/stack.h"

namespace aurora::azure {

/// What the environment's firewall lets through, as `rule collection groups` of its policy: what the clusters need to
/// work, the names that the spec allows, and the flows of the spec that leave a network of the environment or come
/// into it. Everything else it drops.
void lower_firewall_rules(Stack& stack, const tf::Resource& policy);
/// The flows alone.
void lower_firewall_flows(Stack& stack, const tf::Resource& policy);

/// Addresses of the internet as ranges: all but private, shared, local and reserved ones.
tf::Value internet_addresses();
/// A collection of rules that allow.
tf::Object allow(std::string_view name, int priority, tf::List rules);
/// A group of collections in the policy.
void add_collections(Stack& stack, const tf::Resource& policy, std::string_view name, int priority,
                     tf::Object collections);

}  // namespace aurora::azure
