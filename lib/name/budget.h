#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/cloud_facts.h"
#include "model/model.h"
#include "name/convention.h"
#include "name/names.h"

namespace aurora {

/// What one kind allows, and how much of it the spec's longest name takes.
struct KindBudget {
  std::string kind;
  int limit = 0;
  std::size_t longest = 0;  ///< characters of `name`
  std::string name;         ///< the longest of the kind, the first of several
};

/// How long a part of the names could be before some kind refuses one.
struct PartBudget {
  std::string part;                    ///< `project` or `stage`
  std::size_t now = 0;                 ///< the longest that the spec has
  std::optional<std::size_t> longest;  ///< that fits every kind; nothing: no kind minds
  std::string kind;                    ///< the one that binds
  std::string name;                    ///< and its name, as it is now
};

struct NameBudget {
  std::vector<KindBudget> kinds;  ///< by kind
  std::vector<PartBudget> parts;
};

/// The budgets of all names under the convention in use. Pins, and kinds with `shorten: hash`, bind nothing.
NameBudget name_budget(const std::vector<NameUse>& uses, const Platform& platform, const FactsOf& facts_of);

/// The parts that a name was made of; none for a pin and for a kind without a rule.
naming::Parts parts_of(const NameUse& use, const Naming& naming, std::string_view platform, const Identity& owner,
                       const CloudFacts& facts);

}  // namespace aurora
