#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aurora::tf {

/// The length of the UTF-8 sequence at the start of `text`, which is not empty; 0 when it is not one (overlong forms,
/// surrogates and what lies above U+10FFFF are none).
std::size_t utf8_length(std::string_view text);

/// Writes JSON as text: two spaces per level, one member or element per line, members in the order given; or without
/// any white space. Always valid UTF-8: bytes that are not become U+FFFD. Control characters are escaped, all else
/// stands as is.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { Lines, Compact };
  explicit JsonWriter(Layout layout = Layout::Lines) : layout_(layout) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  /// Begins a member of an object; its value follows.
  void key(std::string_view name);
  void string(std::string_view text);
  /// A number, `true`, `false` or `null`, as it stands.
  void token(std::string_view text);
  void boolean(bool value) { token(value ? "true" : "false"); }

  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }

  /// What was written, with a final line break.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void begin_value();
  void quote(std::string_view text);

  void line_break();

  Layout layout_;
  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;  // nothing in the current object or array yet
  bool after_key_ = false;
};

}  // namespace aurora::tf
