#pragma once

#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

/// JSON Schema draft-07 in the form that `validate` walks: the keywords that the spec's schemas use, references
/// resolved. Of the annotations, `default` and the first of `examples` are kept.
namespace aurora::schema {

enum Type : unsigned { kNull = 1, kBool = 2, kInteger = 4, kNumber = 8, kText = 16, kList = 32, kMapping = 64 };

struct Schema;

/// A regular expression that is compiled when it is first asked for: most never are.
class Pattern {
 public:
  explicit Pattern(std::string source) : source_(std::move(source)) {}
  bool matches(std::string_view text) const;
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  mutable std::optional<std::regex> compiled_;
};

struct Schema {
  struct Property {
    std::string name;
    const Schema* schema;
  };
  std::string title;    ///< what a person calls it: `a node pool`
  std::string words;    ///< `x-words`: the pattern, or the condition, as a person says it
  std::string example;  ///< the first of `examples`, as YAML in one line
  /// `x-examples`: by the value of a key beside this one, or of that key in the spec's `defaults`.
  std::string examples_by;
  std::map<std::string, std::string, std::less<>> examples;
  /// `default`: a scalar's text, else JSON.
  std::optional<std::string> default_text;
  const Schema* ref = nullptr;  ///< stands for this one
  unsigned types = 0;           ///< of `Type`; 0: any
  std::vector<Property> properties;
  std::vector<std::pair<Pattern, const Schema*>> pattern_properties;
  std::vector<std::string> required;
  bool closed = false;                 ///< `additionalProperties: false`
  const Schema* additional = nullptr;  ///< what other keys must be
  const Schema* property_names = nullptr;
  const Schema* items = nullptr;
  unsigned value_types = 0;         ///< types of `values`; they are `types` where no `type` is given
  std::vector<std::string> values;  ///< `enum` and `const`, as text
  std::optional<Pattern> pattern;
  std::size_t min_length = 0, max_length = std::numeric_limits<std::size_t>::max();
  std::size_t min_items = 0, max_items = std::numeric_limits<std::size_t>::max();
  std::size_t min_properties = 0, max_properties = std::numeric_limits<std::size_t>::max();
  bool unique = false;
  std::optional<double> minimum, maximum, exclusive_minimum, exclusive_maximum;
  std::vector<const Schema*> all_of, any_of, one_of;
  const Schema* forbidden = nullptr;  ///< `not`
  const Schema* condition = nullptr;
  const Schema* then_do = nullptr;
  const Schema* else_do = nullptr;
};

/// All the spec's schemas, compiled once.
class Library {
 public:
  /// From `embedded::schemas()`. Throws std::logic_error for a keyword or a reference that is not known: that is
  /// a mistake in a schema, which a test finds.
  static const Library& embedded();

  /// The root of a file (`environment.schema.json`), or nullptr.
  const Schema* find(std::string_view file) const;
  /// Titles of the objects that have a key of this name.
  std::vector<std::string_view> owners_of(std::string_view key) const;

 private:
  friend class Compiler;
  std::deque<Schema> schemas_;
  std::map<std::string, const Schema*, std::less<>> by_pointer_;  ///< `file#/pointer`
  std::multimap<std::string, std::string, std::less<>> owners_;
};

/// What stands behind references.
const Schema& target(const Schema& schema);

}  // namespace aurora::schema
