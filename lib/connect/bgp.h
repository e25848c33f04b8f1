#pragma once

#include "connect/domains.h"
#include "connect/rule_book.h"

namespace aurora::connect_detail {

/// The sessions of every hub's route reflectors and the rules that they need. AS numbers come from the spec, else the
/// lock, and are put there.
void add_bgp(const std::vector<Site>& sites, const Domains& domains, const AddressPlan& addresses, FactsOf facts,
             Lock& lock, RuleBook& book, ConnectivityPlan& plan);

}  // namespace aurora::connect_detail
