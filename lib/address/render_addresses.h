#pragma once

#include <string>

#include "address/address_rows.h"

namespace aurora {

/// The address plan for people: pools with what is free, then each network with its subnets, what lies free between
/// them, how full each is and how many more nodes fit; then what else the pools can hold. Of a report with things
/// tried out, only these and what is left. Columns are aligned and fit into 100 for usual names.
std::string render_addresses_text(const AddressReport& report);
/// One line per range, tab separated, with a heading: for spreadsheets and `cut`.
std::string render_addresses_table(const AddressReport& report);
/// `{"format_version": 1, "ranges": [{kind, owner, name, cidr, addresses, used, used_percent, ...}], "shapes": [...],
/// "pools": [{pool, purpose, cidrs, addresses, used, kept, resting, free, fits: [{like, more}]}]}`.
std::string render_addresses_json(const AddressReport& report);

}  // namespace aurora
