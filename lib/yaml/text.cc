#include "yaml/text.h"

#include <fmt/core.h>

namespace aurora::yaml {
namespace {

/// The length of the UTF-8 sequence at `at`, or 0 when there is none that is valid (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  const auto tail = [&](std::size_t offset) { return (byte(offset) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned second = byte(1);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned second = byte(1);
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
}

}  // namespace

std::uint32_t byte_order_mark(std::string_view text) { return text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; }

bool check_text(FileId file, const SourceMap& sources, Diagnostics& diagnostics) {
  const auto text = sources.text(file);
  bool line_start = true;
  for (std::size_t at = byte_order_mark(text); at < text.size();) {
    const auto place = [&](std::size_t length) {
      return Span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)};
    };
    const auto length = sequence_length(text, at);
    if (length == 0) {
      diagnostics.report(diag::InvalidUtf8, place(1), fmt::format("0x{:02X}", static_cast<unsigned char>(text[at])))
          .hint("save the file as UTF-8");
      return false;
    }
    if (is_control(text[at])) {
      diagnostics.report(diag::ControlCharacter, place(1),
                         fmt::format("U+{:04X}", static_cast<unsigned char>(text[at])));
      return false;
    }
    if (text[at] == '\t' && line_start) {
      // A line of white space and comment may hold tabs; one with content may not be indented by them.
      const auto content = text.find_first_not_of(" \t", at);
      if (content != std::string_view::npos && text[content] != '\n' && text[content] != '\r' && text[content] != '#') {
        diagnostics.report(diag::TabIndent, place(1)).hint("indent with spaces");
        return false;
      }
    }
    if (text[at] == '\n') {
      line_start = true;
    } else if (text[at] != ' ' && text[at] != '\t') {
      line_start = false;
    }
    at += length;
  }
  return true;
}

}  // namespace aurora::yaml
