#pragma once

#include <optional>
#include <string>
#include <vector>

#include "address/forecast.h"

namespace aurora {

/// One range of the plan, as every form of the report shows it.
struct AddressRow {
  int depth = 0;
  std::string kind;  ///< `pool`, `network`, `headroom`, `subnet`, `free`, `pods`, `services`, `static`, `tombstone`
  std::string owner, name;
  Prefix prefix;
  std::optional<std::uint64_t> used;  ///< addresses in use, where that means something
  std::optional<std::uint64_t> more_nodes;
  std::string origin, note;
};

/// All that `aurora-iac addresses` shows.
struct AddressReport {
  std::vector<AddressRow> rows;    ///< pools, then each owner's, then what rests
  std::vector<std::string> tried;  ///< owners that are only tried out, in the order asked for
  Forecast forecast;
};

AddressReport report_addresses(const Platform& platform, const AddressPlan& plan, const Lock& lock,
                               const FactsOf& facts_of);

}  // namespace aurora
