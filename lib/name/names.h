#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// A name that a resource has, for `names`, for the collision check and for the lock.
struct NameUse {
  std::string owner;  ///< identity id
  std::string kind;   ///< row of the rule table
  std::string purpose;
  std::string name;
  std::string scope;   ///< what it must be unique in: `world`, `account/..`, `group/..`, `parent/..`
  std::string suffix;  ///< digits of a worldwide name; empty otherwise
  int max_length = 0;
  std::string base;  ///< the part that the convention made, before the purpose
  Span span;
  std::string logical;  ///< `<owner>/<kind>/<purpose>/<index>`: key of a pin and, in the lock, of the digits
  std::string budget;   ///< of a name that is too long: which part takes how many characters
  std::string room;     ///< of a name that is too long: what would fit
  bool pinned = false;  ///< from `naming.pins`
  bool kept = false;    ///< from the lock's section `name`: it had this name before its key changed
};

/// Makes names and remembers each. Pure: the same request gives the same name.
class Names {
 public:
  Names(const Naming& naming, std::string_view platform, const CloudFacts& facts, const Lock& lock)
      : naming_(naming), platform_(platform), facts_(facts), lock_(lock) {}

  struct Request {
    std::string_view kind;          ///< `virtual_network`: a row of `CloudFacts::name_rules`
    std::string_view purpose = {};  ///< appended after the abbreviation (`system` in `...-nsg-system`);
                                    ///< for a worldwide name and under gc the user-defined part
    std::string_view parent = {};   ///< the resource group or parent it must be unique in; empty: the owner
    int index = -1;                 ///< `-vm-route-reflector-0`; -1: none
    Span span = {};
  };
  /// The name. What is wrong with it is reported by `check`, not here; the name is never cut.
  std::string of(const Identity& owner, const Request& request);
  /// The convention's base: `gen-dev-cc-00`, `GcDc-AuroraMGMT-AKS`.
  std::string base(const Identity& owner) const;

  const std::vector<NameUse>& uses() const { return uses_; }

 private:
  const Naming& naming_;
  std::string platform_;
  const CloudFacts& facts_;
  const Lock& lock_;
  std::vector<NameUse> uses_;
  std::unordered_map<std::string, std::size_t> known_;  ///< by logical id and parent: place in `uses_`
  std::string base_owner_, base_;                       ///< of the last request: most ask for one owner at a time
};

/// Length, pattern and collisions over all names of all environments of one cloud.
void check_names(const std::vector<NameUse>& uses, const CloudFacts& facts, Diagnostics& diagnostics);

/// Pins that no name took. Call it once, with the names of every cloud.
void check_pins(const std::vector<NameUse>& uses, const Naming& naming, Diagnostics& diagnostics);

/// The hubs and clusters of one cloud.
struct CloudOwners {
  const CloudFacts* facts = nullptr;
  std::vector<const Identity*> owners;
};

/// What the convention needs and does not get, before any name is made: the pattern's fields, the department, kinds
/// that no cloud of the platform has, a stage without a letter, a region without a code, empty parts. Call it once.
void check_naming(const Naming& naming, const std::vector<CloudOwners>& clouds, Diagnostics& diagnostics);

/// Gives new worldwide names that would be the same different digits, in the lock. Returns whether it did: then
/// names must be made again.
bool settle_suffixes(const std::vector<NameUse>& uses, Lock& lock);

/// Writes the digits of worldwide names to the lock's section `suffix`, and keeps the ones that are there.
void keep_suffixes(const std::vector<NameUse>& uses, Lock& lock);

}  // namespace aurora
