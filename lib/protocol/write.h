#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "protocol/fields_answer.h"
#include "protocol/fields_request.h"
#include "terraform/json_writer.h"

namespace aurora::protocol {

/// The last byte of every file that a message has a span of.
using SpanLimits = std::map<FileId, std::uint32_t>;

/// Writes structs as JSON, by their field lists. A field is written whatever its value; a rare one only when it is not
/// empty.
class Writer {
 public:
  explicit Writer(tf::JsonWriter& out) : out_(out) {}

  /// The spans that were written.
  const SpanLimits& spans() const { return spans_; }

  void is(std::string_view /*name*/, std::string_view /*description*/) {}
  template <typename T>
  void operator()(std::string_view name, const T& value, std::string_view /*description*/) {
    out_.key(name);
    write(value);
  }
  template <typename T>
  void must(std::string_view name, const T& value, std::string_view description) {
    (*this)(name, value, description);
  }
  template <typename T>
  void rare(std::string_view name, const T& value, std::string_view description) {
    if (!is_empty(value)) (*this)(name, value, description);
  }

  /// A struct with a field list.
  template <typename T>
  void write(const T& value) {
    out_.open_object();
    fields(*this, value);
    out_.close_object();
  }
  template <typename E>
  requires std::is_enum_v<E>
  void write(const E& value) { out_.string(words<E>.at(static_cast<std::size_t>(value))); }
  template <typename T>
  void write(const std::optional<T>& value) {
    if (value)
      write(*value);
    else
      out_.token("null");
  }
  template <typename T>
  void write(const Located<T>& value) {
    out_.open_object();
    (*this)("value", value.value, {});
    (*this)("span", value.span, {});
    out_.close_object();
  }
  template <typename T>
  void write(const std::vector<T>& items) {
    list(items);
  }
  template <typename T>
  void write(const std::deque<T>& items) {
    list(items);
  }
  template <typename T>
  void write(const std::span<T>& items) {
    list(items);
  }
  template <typename T>
  void write(const std::map<std::string, T>& entries) {
    out_.open_object();
    for (const auto& [name, value] : entries) (*this)(name, value, {});
    out_.close_object();
  }
  void write(const std::pair<std::string, std::string>& pair);
  void write(const std::string& text) { out_.string(text); }
  void write(const std::string_view& text) { out_.string(text); }
  void write(const bool& flag) { out_.boolean(flag); }
  void write(const int& number) { out_.token(std::to_string(number)); }
  void write(const std::int64_t& number) { out_.token(std::to_string(number)); }
  void write(const std::uint64_t& number);
  void write(const double& number);
  void write(const Span& span);
  void write(const Prefix& prefix) { out_.string(prefix.to_string()); }
  void write(const IpAddress& address) { out_.string(address.to_string()); }
  void write(const AddressPlan& plan);
  void write(const Lock& lock);
  void write(const RawJson& json) { out_.token(json.text); }
  void write(const yaml::Node* const& node);
  void write(const NodeTable& table);
  void write(const tf::Value& value);
  /// Arguments: a plain object. As a value it is `{"object": ...}`, to be told from an expression.
  void write(const tf::Object& arguments);

 private:
  template <typename Items>
  void list(const Items& items) {
    out_.open_array();
    for (const auto& item : items) write(item);
    out_.close_array();
  }
  template <typename T>
  static bool is_empty(const T& value) {
    if constexpr (requires { value.empty(); })
      return value.empty();
    else if constexpr (std::is_same_v<T, Span>)
      return !value.known();
    else
      return value == T{};
  }
  std::size_t number_of(const yaml::Node& node);

  tf::JsonWriter& out_;
  SpanLimits spans_;
  std::unordered_map<const yaml::Node*, std::size_t> numbers_;
  std::vector<const yaml::Node*> nodes_;
};

}  // namespace aurora::protocol
