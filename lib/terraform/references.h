#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terraform/document.h"

namespace aurora::tf {

/// A reference in an expression: `azurerm_subnet.system.id`, `data.azurerm_x.y.identity[0].principal_id`.
struct Reference {
  std::string address;            ///< `azurerm_subnet.system`
  std::vector<std::string> path;  ///< `id`; `identity`, `principal_id`: names without indexes
  std::string text() const;
};

/// The references to resources and data sources in `code`. String literals are skipped but for the
/// interpolations in them; what does not begin with the name of one of `providers` and `_` is none.
std::vector<Reference> references_in(std::string_view code, const std::vector<std::string>& providers);

/// All references in `value`, to any depth.
void collect_references(const Value& value, const std::vector<std::string>& providers, std::vector<Reference>& found);

/// A circle of addresses that refer to each other, or nothing. `edges[i]` are the indexes that node i needs.
std::vector<std::size_t> find_cycle(const std::vector<std::vector<std::size_t>>& edges);

}  // namespace aurora::tf
