#include "terraform/json_writer.h"

#include <cstdint>
#include <utility>

namespace aurora::tf {
namespace {

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto code = static_cast<std::uint8_t>(c);
  out += "\\u00";
  out += digits[code >> 4];
  out += digits[code & 15];
}

bool is_plain(char c) { return static_cast<std::uint8_t>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7F; }

}  // namespace

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<std::uint8_t>(c) < 0x80) {
      if (is_plain(c))
        out_ += c;
      else
        append_escaped(out_, c);
      ++at;
      continue;
    }
    const std::size_t length = utf8_length(text.substr(at));
    out_ += length > 0 ? text.substr(at, length) : "\xEF\xBF\xBD";
    at += length > 0 ? length : 1;
  }
  out_ += '"';
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  line_break();
  first_ = false;
}

void JsonWriter::line_break() {
  if (layout_ == Layout::Compact) return;
  out_ += '\n';
  out_.append(depth_ * 2, ' ');
}

void JsonWriter::key(std::string_view name) {
  begin_value();
  quote(name);
  out_ += layout_ == Layout::Compact ? ":" : ": ";
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  begin_value();
  quote(text);
}

void JsonWriter::token(std::string_view text) {
  begin_value();
  out_ += text;
}

void JsonWriter::open(char bracket) {
  begin_value();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!first_) line_break();
  out_ += bracket;
  first_ = false;
}

std::string JsonWriter::take() {
  out_ += '\n';
  return std::exchange(out_, {});
}

}  // namespace aurora::tf
