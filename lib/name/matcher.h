#pragma once

#include <bitset>
#include <string_view>
#include <vector>

/// Matches a name against the pattern of a NameRule. A whole environment has tens of thousands of names, and
/// std::regex takes microseconds for each; the rules need little of it: characters and classes, each once or with
/// `*`, `+` or `?`; one group `(...)?` at the end; `(?!.*--)` in front, for "no two hyphens in a row".
namespace aurora::naming {

class Matcher {
 public:
  /// A pattern that uses more than the above is a mistake in a table; `valid` says so and nothing matches.
  explicit Matcher(std::string_view pattern);

  bool valid() const { return valid_; }
  bool matches(std::string_view name) const;
  /// The first character that no class of the pattern has; npos when each may stand somewhere.
  std::size_t first_foreign(std::string_view name) const;

 private:
  struct Item {
    std::bitset<256> set;
    bool optional = false, repeats = false;
  };
  using Sequence = std::vector<Item>;

  bool parse(std::string_view pattern, Sequence& out);
  static bool run(const Sequence& items, std::size_t item, std::string_view rest);

  Sequence short_, long_;  // without and with the group at the end
  bool has_group_ = false, no_double_hyphen_ = false, valid_ = true;
  std::bitset<256> all_;
};

}  // namespace aurora::naming
