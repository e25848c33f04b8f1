#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/cloud_facts.h"
#include "yaml/node.h"

namespace aurora {

/// Finds the keys of a cloud's table of differences in what is written; not those whose form alone is the cloud's.
class WrittenKeys {
 public:
  explicit WrittenKeys(std::span<const KeyDifference> rows);

  /// `span`: of the key, or of the value where the row is about one.
  using Found = std::function<void(const KeyDifference& row, Span span)>;
  /// Whether to go into what is written for an object that another one holds.
  using Into = std::function<bool(std::string_view object, const yaml::Node& written)>;

  /// Calls `found` for each row whose key `written` has, which is an `object`, or what it holds and `into` lets in.
  /// Keys that say their default are passed over.
  void visit(std::string_view object, const yaml::Node& written, const Found& found, const Into& into) const;

  /// `written` without what the cloud has no equivalent for, so that what holds is what the cloud has by default. What
  /// must be said otherwise stays. nullptr: the cloud has no such object.
  const yaml::Node* without(std::string_view object, const yaml::Node& written, yaml::Tree& tree) const;

 private:
  using Steps = std::vector<std::string_view>;  ///< `addons`, `keda`; `<name>`: every key, `[]`: every item
  struct Key {
    std::string_view path;
    Steps steps;
    const KeyDifference* whole = nullptr;  ///< the row of the key; nullptr: only some values have one
    std::vector<std::pair<std::string_view, const KeyDifference*>> values;  ///< rows of values, which come before it
  };
  struct Part {
    Steps steps;
    std::string_view object;
  };
  struct Object {
    std::vector<Key> keys;
    std::vector<Part> parts;
  };
  void add(const KeyDifference& row);
  static void look(const Key& key, const yaml::Node& node, Span span, const Found& found);

  std::map<std::string_view, Object> objects_;
};

}  // namespace aurora
