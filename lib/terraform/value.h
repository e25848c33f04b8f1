#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace aurora::tf {

/// A Terraform expression without the `${ }` around it. Only `Resource`, `DataSource`, the functions below
/// and `Expression::raw` (for the compiler's own constants, never for text of the spec) make one.
class Expression {
 public:
  static Expression raw(std::string_view code) { return Expression(std::string(code)); }
  const std::string& code() const { return code_; }
  /// `this.attribute`
  Expression operator[](std::string_view attribute) const { return Expression(code_ + "." + std::string(attribute)); }
  /// `this[index]`
  Expression at(int index) const { return Expression(code_ + "[" + std::to_string(index) + "]"); }
  friend bool operator==(const Expression&, const Expression&) = default;

 private:
  explicit Expression(std::string code) : code_(std::move(code)) {}
  std::string code_;
};

class Value;
using List = std::vector<Value>;
/// Keys in the order in which they are written. A key is text, escaped like any other when it is data
/// (tags); argument names need no escape.
using Object = std::vector<std::pair<std::string, Value>>;
/// Text and expressions joined: `"${azurerm_x.y.id}/subnets/a"`.
struct Template {
  std::vector<std::variant<std::string, Expression>> parts;
  friend bool operator==(const Template&, const Template&) = default;
};

/// What an argument of a resource may hold. Text and expression are two types: text is data and is
/// escaped when written, so that nothing from the spec is ever evaluated.
class Value {
 public:
  struct Null {
    friend bool operator==(const Null&, const Null&) = default;
  };
  using Data = std::variant<Null, bool, std::int64_t, double, std::string, Expression, Template, List, Object>;

  Value() = default;
  Value(bool value) : data_(value) {}
  Value(int value) : data_(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value) : data_(value) {}
  Value(double value) : data_(value) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(Expression expression) : data_(std::move(expression)) {}
  Value(Template text) : data_(std::move(text)) {}
  Value(List list) : data_(std::move(list)) {}
  Value(Object object) : data_(std::move(object)) {}

  const Data& data() const { return data_; }
  Data& data() { return data_; }
  bool is_null() const { return std::holds_alternative<Null>(data_); }
  template <typename T>
  const T* get_if() const {
    return std::get_if<T>(&data_);
  }
  template <typename T>
  T* get_if() {
    return std::get_if<T>(&data_);
  }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  Data data_;
};

/// A list of any container whose elements make a `Value`.
template <typename Range>
Value list(const Range& range) {
  List result;
  for (const auto& item : range) result.emplace_back(Value(item));
  return result;
}
inline Value list(std::initializer_list<Value> items) { return List(items); }
/// A map or a nested block, from literal pairs.
inline Object object(std::initializer_list<std::pair<std::string, Value>> entries) { return Object(entries); }
/// `"a${b}c"` from its parts.
inline Value join(std::initializer_list<std::variant<std::string, Expression>> parts) { return Template{{parts}}; }

}  // namespace aurora::tf
