#include "name/budget.h"

#include <algorithm>
#include <map>
#include <set>

// The convention itself is asked how long a name would be with a longer project or stage: a pattern may have a part
// twice, and a convention may cut it, so that no sum would be right.

namespace aurora {
namespace {

/// Longer than any name may be.
constexpr std::size_t kEnough = 128;

struct Owner {
  const Identity* identity;
  const CloudFacts* facts;
};

std::map<std::string_view, Owner> owners_of(const Platform& platform, const FactsOf& facts_of) {
  std::map<std::string_view, Owner> owners;
  for (const auto& environment : platform.environments) {
    const auto* facts = facts_of(environment.cloud);
    if (facts == nullptr) continue;
    if (environment.hub) owners[environment.hub->identity.id] = {&environment.hub->identity, facts};
    for (const auto& cluster : environment.clusters) owners[cluster.identity.id] = {&cluster.identity, facts};
  }
  return owners;
}

/// Sets a part of an identity; the letter that the gc convention wants for a stage comes with it.
using Set = void (*)(Identity& identity, Naming& naming, const std::string& text);

void set_project(Identity& identity, Naming&, const std::string& text) {
  identity.project = identity.gc_project = text;
}

void set_stage(Identity& identity, Naming& naming, const std::string& text) {
  identity.stage = text;
  naming.stage_codes[text] = "S";
}

class Measure {
 public:
  Measure(const Naming& naming, std::string_view platform, Set set) : naming_(naming), platform_(platform), set_(set) {}

  /// The longest text that leaves the name of `use` within its limit; kEnough: any does.
  std::size_t longest(const NameUse& use, const Owner& owner) {
    if (fits(use, owner, kEnough)) return kEnough;
    std::size_t good = 0, bad = kEnough;
    while (bad - good > 1) {
      const auto middle = (good + bad) / 2;
      (fits(use, owner, middle) ? good : bad) = middle;
    }
    return good;
  }

 private:
  bool fits(const NameUse& use, const Owner& owner, std::size_t length) {
    auto identity = *owner.identity;
    auto naming = naming_;
    set_(identity, naming, std::string(length, 'x'));
    const auto parts = parts_of(use, naming, platform_, identity, *owner.facts);
    return naming::join(parts).size() <= static_cast<std::size_t>(use.max_length);
  }

  const Naming& naming_;
  std::string_view platform_;
  Set set_;
};

bool binds(const NameUse& use, const Naming& naming) {
  const auto own = naming.kinds.find(use.kind);
  return use.max_length > 0 && !use.pinned && !use.kept && (own == naming.kinds.end() || !own->second.shorten_hash);
}

/// Names of the same making are as long as each other but for the owner: one of them is enough.
std::vector<const NameUse*> different(const std::vector<NameUse>& uses, const Naming& naming,
                                      const std::map<std::string_view, Owner>& owners) {
  std::set<std::string> seen;
  std::vector<const NameUse*> result;
  for (const auto& use : uses) {
    const auto owner = owners.find(use.owner);
    if (owner == owners.end() || !binds(use, naming)) continue;
    const auto& identity = *owner->second.identity;
    auto key = use.kind + use.logical.substr(use.owner.size());
    for (const auto* part : {&identity.project, &identity.stage, &identity.region, &identity.user_defined})
      key += "\n" + std::to_string(part->size());
    key += identity.region;
    if (seen.insert(std::move(key)).second) result.push_back(&use);
  }
  return result;
}

PartBudget budget_of(std::string_view part, Set set, const std::vector<const NameUse*>& uses, const Platform& platform,
                     const std::map<std::string_view, Owner>& owners) {
  PartBudget budget;
  budget.part = part;
  Measure measure(platform.naming, platform.name.value, set);
  auto least = kEnough;
  for (const auto* use : uses) {
    const auto& owner = owners.at(use->owner);
    const auto& identity = *owner.identity;
    const bool gc = platform.naming.convention == "gc" && !identity.gc_project.empty();
    const auto& project = gc ? identity.gc_project : identity.project;
    budget.now = std::max(budget.now, part == "project" ? project.size() : identity.stage.size());
    const auto longest = measure.longest(*use, owner);
    const bool better = longest < least || (longest == least && least < kEnough && use->kind < budget.kind);
    if (!better) continue;
    least = longest;
    budget.kind = use->kind;
    budget.name = use->name;
  }
  if (least < kEnough) budget.longest = least;
  return budget;
}

}  // namespace

NameBudget name_budget(const std::vector<NameUse>& uses, const Platform& platform, const FactsOf& facts_of) {
  std::map<std::string, KindBudget> kinds;
  for (const auto& use : uses) {
    if (use.max_length == 0) continue;
    auto& kind = kinds[use.kind];
    if (!kind.kind.empty() && use.name.size() <= kind.longest) continue;
    kind = {use.kind, use.max_length, use.name.size(), use.name};
  }
  NameBudget budget;
  for (auto& [key, kind] : kinds) budget.kinds.push_back(std::move(kind));
  const auto owners = owners_of(platform, facts_of);
  const auto some = different(uses, platform.naming, owners);
  if (some.empty()) return budget;
  budget.parts = {budget_of("project", set_project, some, platform, owners),
                  budget_of("stage", set_stage, some, platform, owners)};
  return budget;
}

}  // namespace aurora
