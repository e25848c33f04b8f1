#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connect/sites.h"

namespace aurora::connect_detail {

/// Where in the order of a subnet's rules one belongs; lower numbers win.
enum class Band { Flow, Role, Platform, Last };

/// A rule that has no priority yet.
struct DraftRule {
  Rule rule;
  Band band = Band::Flow;
};

/// Collects the rules of every guarded subnet. Adding to one that is not guarded does nothing.
class RuleBook {
 public:
  /// Rule ids are unique per subnet, both directions together (Azure names them in one space): the direction
  /// is added here (`-in`, `-out`). `rule.id` may hold any text: it is made fit for a name of 80 characters.
  void add(const Spot& spot, Band band, Rule rule);
  std::map<const Spot*, std::vector<DraftRule>>& drafts() { return drafts_; }

 private:
  std::map<const Spot*, std::vector<DraftRule>> drafts_;
};

/// Shorthands for sides.
RuleSide side(std::vector<Prefix> prefixes);
RuleSide side(RuleSide::Kind kind);

/// `text` as a name that every cloud takes for a rule: letters, digits, `-`, `_`, `.`; at most `longest` characters.
/// One that had to be changed gets a digest, so that two texts never give one name.
std::string rule_name(std::string_view text, std::size_t longest);

}  // namespace aurora::connect_detail
