#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connect/rule_book.h"

namespace aurora::connect_detail {

/// Two different networks that a flow joins, in either order.
struct Joined {
  const Site* first;
  const Site* second;
  Span span;
};

/// The flows of the spec as rules at both ends.
std::vector<Joined> add_flow_rules(const Platform& platform, const std::vector<Site>& sites, RuleBook& book,
                                   Diagnostics& diagnostics);

}  // namespace aurora::connect_detail
