#pragma once

#include "connect/rule_book.h"

namespace aurora::connect_detail {

/// What every subnet needs whatever the spec says: load balancer probes, name servers, what a bastion must have,
/// image pulls from the hub's registry, and the last rules, which deny the rest.
void add_platform_rules(const Platform& platform, const std::vector<Site>& sites, RuleBook& book);

}  // namespace aurora::connect_detail
