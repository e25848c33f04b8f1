#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace aurora::yaml {

/// A value of the spec as it was written. Scalars keep their text; what it means is decided where the
/// schema says what is wanted, so that `no` and `010` can be refused there by name.
struct Node {
  enum class Kind { Null, Scalar, Sequence, Mapping };
  struct Entry {
    std::string_view key;
    Span key_span;
    const Node* value;
  };

  Kind kind = Kind::Null;
  Span span;
  std::string_view text;           ///< a scalar's text after unquoting and unfolding
  bool plain = false;              ///< a scalar that was written without quotes and is no block
  std::vector<const Node*> items;  ///< of a sequence
  std::vector<Entry> entries;      ///< of a mapping, in the order of the file; keys are unique

  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_mapping() const { return kind == Kind::Mapping; }

  /// The value under `key`, or nullptr when this is no mapping or has no such key.
  const Node* find(std::string_view key) const {
    for (const auto& entry : entries)
      if (entry.key == key) return entry.value;
    return nullptr;
  }
  /// The entries by key: for output, in which the order of the spec must not show.
  std::vector<Entry> by_key() const {
    auto sorted = entries;
    std::sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return sorted;
  }
  const Entry* find_entry(std::string_view key) const {
    for (const auto& entry : entries)
      if (entry.key == key) return &entry;
    return nullptr;
  }
};

/// Owns nodes and the texts that are not in a file as they stand. Nodes are shared (an alias is the
/// node of its anchor) and never change once the tree is built. The cascade adds merged nodes.
class Tree {
 public:
  Node& make(Node::Kind kind, Span span) {
    auto& node = nodes_.emplace_back();
    node.kind = kind;
    node.span = span;
    return node;
  }
  /// Keeps `text` as long as the tree lives.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  std::size_t size() const { return nodes_.size(); }

 private:
  std::deque<Node> nodes_;
  std::deque<std::string> texts_;
};

}  // namespace aurora::yaml
