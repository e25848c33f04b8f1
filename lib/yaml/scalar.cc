#include "yaml/scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace aurora::yaml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_sign(std::string_view text) {
  return !text.empty() && (text[0] == '-' || text[0] == '+') ? text.substr(1) : text;
}

/// `0`, `12`, `-7`, and no leading zeros: those are a trap, see `yaml_1_1_reading`.
bool is_integer(std::string_view text) {
  text = without_sign(text);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit) && (text.size() == 1 || text[0] != '0');
}

/// `1.5`, `1e3`, `.5`, `.inf`, `.nan`
bool is_float(std::string_view text) {
  text = without_sign(text);
  if (text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" || text == ".NaN" || text == ".NAN")
    return true;
  std::size_t at = 0;
  std::size_t digits = 0;
  const auto skip_digits = [&] {
    for (; at < text.size() && is_digit(text[at]); ++at) ++digits;
  };
  skip_digits();
  bool marked = false;
  if (at < text.size() && text[at] == '.') {
    marked = true;
    ++at;
    skip_digits();
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    marked = true;
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    digits = 0;
    skip_digits();
    if (digits == 0) return false;
  }
  return marked && at == text.size();
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// `12:30`, `1:2:3`: base sixty in YAML 1.1.
bool is_sexagesimal(std::string_view text) {
  text = without_sign(text);
  std::size_t at = 0;
  std::size_t groups = 0;
  while (at < text.size()) {
    const auto begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == begin || (groups > 0 && at - begin > 2)) return false;
    ++groups;
    if (at == text.size()) break;
    if (text[at++] != ':' || at == text.size()) return false;
  }
  return groups > 1;
}

}  // namespace

ScalarType scalar_type(const Node& node) {
  if (node.is_null()) return ScalarType::Null;
  if (!node.plain) return ScalarType::Text;
  const auto text = node.text;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return ScalarType::Null;
  if (one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) return ScalarType::Bool;
  if (is_integer(text)) return ScalarType::Integer;
  if (is_float(text)) return ScalarType::Float;
  return ScalarType::Text;
}

std::optional<std::string_view> yaml_1_1_reading(const Node& node) {
  if (!node.is_scalar() || !node.plain) return std::nullopt;
  const auto text = node.text;
  if (one_of(text, {"yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})) return "the boolean true";
  if (one_of(text, {"no", "No", "NO", "off", "Off", "OFF", "n", "N"})) return "the boolean false";
  const auto digits = without_sign(text);
  if (digits.size() > 1 && digits[0] == '0' && std::all_of(digits.begin(), digits.end(), is_digit))
    return digits.find_first_of("89") == std::string_view::npos ? "an octal number" : "a number without its zeros";
  if (digits.size() > 2 && digits[0] == '0' && one_of(digits.substr(1, 1), {"x", "o", "b"}) &&
      std::all_of(digits.begin() + 2, digits.end(), [](unsigned char c) { return std::isxdigit(c) != 0; }))
    return "a number";
  if (digits.find('_') != std::string_view::npos && !digits.empty() && is_digit(digits[0]) &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return is_digit(c) || c == '_'; }))
    return "a number";
  if (is_sexagesimal(text)) return "a number in base sixty";
  return std::nullopt;
}

std::optional<bool> as_bool(const Node& node) {
  if (scalar_type(node) != ScalarType::Bool) return std::nullopt;
  return node.text[0] == 't' || node.text[0] == 'T';
}

std::optional<std::int64_t> as_integer(const Node& node) {
  if (scalar_type(node) != ScalarType::Integer) return std::nullopt;
  auto text = node.text;
  if (text[0] == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<double> as_float(const Node& node) {
  const auto type = scalar_type(node);
  if (type == ScalarType::Integer) {
    const auto value = as_integer(node);
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  }
  if (type != ScalarType::Float) return std::nullopt;
  const auto digits = without_sign(node.text);
  const double sign = node.text[0] == '-' ? -1 : 1;
  if (digits[1] == 'i' || digits[1] == 'I') return sign * HUGE_VAL;
  if (digits[1] == 'n' || digits[1] == 'N') return std::nan("");
  double value = 0;  // from_chars knows no locale
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc{} ? std::optional(sign * value) : std::nullopt;
}

}  // namespace aurora::yaml
