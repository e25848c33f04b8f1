#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "model/model.h"
#include "yaml/node.h"

namespace aurora {

/// Reads the keys of a checked mapping into fields. A key that is absent or null leaves the field as it is, so the
/// defaults are those of model.h. What the schema cannot see (addresses) is reported here.
class Fields {
 public:
  Fields(const yaml::Node* node, Diagnostics& diagnostics) : node_(node), diagnostics_(diagnostics) {}

  /// The value, or nullptr when it is absent or null.
  const yaml::Node* at(std::string_view key) const;
  bool has(std::string_view key) const { return at(key) != nullptr; }
  Fields in(std::string_view key) const { return {at(key), diagnostics_}; }
  const yaml::Node* node() const { return node_; }
  Span span() const { return node_ == nullptr ? Span{} : node_->span; }
  Diagnostics& diagnostics() const { return diagnostics_; }

  void read(std::string_view key, std::string& field) const;
  void read(std::string_view key, bool& field) const;
  void read(std::string_view key, int& field) const;
  void read(std::string_view key, double& field) const;
  void read(std::string_view key, Text& field) const;
  void read(std::string_view key, Located<int>& field) const;
  void read(std::string_view key, Located<std::int64_t>& field) const;
  void read(std::string_view key, Located<Prefix>& field) const;
  void read(std::string_view key, Located<IpAddress>& field) const;
  void read(std::string_view key, Tags& field) const;

  /// A list, or one value in place of a list of one.
  template <typename T>
  void read(std::string_view key, std::vector<T>& field) const {
    const auto* value = at(key);
    if (value == nullptr) return;
    field.clear();
    if (!value->is_sequence()) return one(*value, field);
    for (const auto* item : value->items) one(*item, field);
  }
  template <typename T>
  void read(std::string_view key, std::optional<Located<T>>& field) const {
    Located<T> found;
    if (!has(key)) return;
    const auto before = diagnostics_.error_count();
    read(key, found);
    if (diagnostics_.error_count() == before) field = found;
  }

 private:
  void one(const yaml::Node& item, std::vector<std::string>& field) const { field.emplace_back(item.text); }
  void one(const yaml::Node& item, std::vector<Text>& field) const {
    field.push_back({std::string(item.text), item.span});
  }
  void one(const yaml::Node& item, std::vector<Located<Prefix>>& field) const;
  void one(const yaml::Node& item, std::vector<Located<IpAddress>>& field) const;

  const yaml::Node* node_;
  Diagnostics& diagnostics_;
};

/// The prefix, or nothing, with a diagnostic that says what would be one.
std::optional<Prefix> read_prefix(const yaml::Node& node, Diagnostics& diagnostics);
std::optional<IpAddress> read_address(const yaml::Node& node, Diagnostics& diagnostics);

}  // namespace aurora
