#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gcp/stack.h"

namespace aurora::gcp {

/// One rule of a network's firewall policy.
struct PolicyRule {
  std::string label{}, name{}, why{};
  bool inbound = false, allow = false;
  int priority = 0;
  tf::List from{}, to{};             ///< ranges; empty: not asked for
  std::vector<std::string> names{};  ///< of the destination, instead of `to`
  std::vector<std::string> protocols{"all"};
  std::vector<std::string> ports{};  ///< of each of the protocols
  Span span{};
};
tf::Resource& add_policy_rule(Stack& stack, const tf::Resource& policy, const PolicyRule& rule);

/// Numbers of a network's own rules. The rules of its subnets are between `first` and `names`: see security.cc.
struct NetworkPriorities {
  static constexpr int tunnel = 10;       ///< IAP to the jumpbox
  static constexpr int google_apis = 20;  ///< the endpoint of Google's services
  static constexpr int first = 100;
  static constexpr int names = 2147000000;  ///< what may be reached by name, 100 names a rule
  static constexpr int internet = 2147400000;
  static constexpr int last_in = 2147483000, last_out = 2147483001;
};

/// What holds for the whole network, before its subnets' rules and behind them; returns what was made.
std::vector<const tf::Resource*> lower_network_rules(Stack& stack, const tf::Resource& policy);

/// Every address of the internet: all but private, shared, local and reserved ones, as the fewest prefixes.
tf::List internet_ranges();

}  // namespace aurora::gcp
