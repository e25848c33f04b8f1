#include "lock/lock_text.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace aurora {
namespace {

using Kind = LockLine::Kind;

bool take(std::string_view& text, std::string_view expected) {
  if (text.substr(0, expected.size()) != expected) return false;
  text.remove_prefix(expected.size());
  return true;
}

/// The character of a `\u00xx`, which is how control characters are written.
std::optional<char> take_control(std::string_view& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (!take(text, "00") || text.size() < 2) return std::nullopt;
  const auto high = digits.find(text[0]), low = digits.find(text[1]);
  if (high == std::string_view::npos || low == std::string_view::npos || high > 1) return std::nullopt;
  text.remove_prefix(2);
  return static_cast<char>(high * 16 + low);
}

/// Takes a JSON string as `lock_quoted` writes it.
std::optional<std::string> take_string(std::string_view& text) {
  if (!take(text, "\"")) return std::nullopt;
  std::string out;
  while (!text.empty()) {
    char c = text.front();
    text.remove_prefix(1);
    if (c == '"') return out;
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    if (c == '\\') {
      if (text.empty()) return std::nullopt;
      c = text.front();
      text.remove_prefix(1);
      if (c == 'u') {
        const auto control = take_control(text);
        if (!control) return std::nullopt;
        c = *control;
      } else if (c != '"' && c != '\\') {
        return std::nullopt;
      }
    }
    out += c;
  }
  return std::nullopt;
}

std::optional<LockLine> keyed_line(std::string_view text) {
  auto key = take_string(text);
  if (!key || !take(text, ": ")) return std::nullopt;
  if (text == "{") return LockLine{Kind::Section, *key, {}, {}};
  if (*key == "~" && text == "null") return LockLine{Kind::Last, {}, {}, {}};
  if (*key == "format_version") {
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == 0 || text.substr(digits == text.npos ? text.size() : digits) != ",") return std::nullopt;
    return LockLine{Kind::Format, {}, std::string(text.substr(0, digits)), {}};
  }
  const bool tombstone = take(text, "{\"was\": ");
  if (!tombstone && !take(text, "{\"is\": ")) return std::nullopt;
  auto value = take_string(text);
  if (!value || !take(text, ", \"check\": ")) return std::nullopt;
  auto check = take_string(text);
  if (!check || text != "},") return std::nullopt;
  return LockLine{tombstone ? Kind::Tombstone : Kind::Entry, *key, *value, *check};
}

}  // namespace

std::optional<LockLine> read_lock_line(std::string_view line) {
  for (const std::string_view marker : {"<<<<<<<", "|||||||", "=======", ">>>>>>>"})
    if (line.substr(0, marker.size()) == marker) return LockLine{Kind::Conflict, {}, {}, {}};
  static constexpr std::array<std::pair<std::string_view, Kind>, 3> fixed{
      {{"{", Kind::Open}, {"},", Kind::CloseSection}, {"}", Kind::Close}}};
  for (const auto& [text, kind] : fixed)
    if (line == text) return LockLine{kind, {}, {}, {}};
  return keyed_line(line);
}

std::string lock_check(std::string_view section, std::string_view key, std::string_view value, bool tombstone) {
  std::uint32_t hash = 2166136261U;
  const auto mix = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    hash *= 16777619U;  // a zero byte, so that `ab`, `c` is not `a`, `bc`
  };
  for (const auto part : {section, key, value, std::string_view(tombstone ? "was" : "is")}) mix(part);
  std::string digits(8, '0');
  for (int i = 7; i >= 0; --i, hash >>= 4) digits[static_cast<std::size_t>(i)] = "0123456789abcdef"[hash & 15];
  return digits;
}

std::string lock_entry_line(std::string_view section, std::string_view key, std::string_view value, bool tombstone) {
  std::string line = "  " + lock_quoted(key);
  line += tombstone ? ": {\"was\": " : ": {\"is\": ";
  line += lock_quoted(value);
  line += ", \"check\": \"" + lock_check(section, key, value, tombstone) + "\"},\n";
  return line;
}

std::string lock_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u00{:02x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + '"';
}

}  // namespace aurora
