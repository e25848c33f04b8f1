#pragma once

#include "connect/rule_book.h"

namespace aurora::connect_detail {

/// What roles may do within one network: the table of roles.h, and `from` and `to` of the subnets.
void add_role_rules(const Site& site, RuleBook& book);

}  // namespace aurora::connect_detail
