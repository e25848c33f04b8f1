#pragma once

#include <string>

#include "address/plan.h"
#include "address/sites.h"

namespace aurora {

/// The address plan for people: pools with what is free, then each network with its subnets, what lies free between
/// them, how full each is and how many more nodes fit. Columns are aligned and fit into 100 for usual names.
std::string render_addresses_text(const Platform& platform, const AddressPlan& plan, FactsOf facts_of);
/// One line per range, tab separated, with a heading: for spreadsheets and `cut`.
std::string render_addresses_table(const Platform& platform, const AddressPlan& plan, FactsOf facts_of);
/// `{"format_version": 1, "ranges": [{kind, owner, name, cidr, addresses, needed, used_percent, ...}]}`.
std::string render_addresses_json(const Platform& platform, const AddressPlan& plan, FactsOf facts_of);

}  // namespace aurora
