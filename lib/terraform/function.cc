#include "terraform/function.h"

#include <fmt/format.h>

#include <string>

#include "terraform/write.h"

namespace aurora::tf {
namespace {

/// What stands for `c` between quotation marks.
std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
}

}  // namespace

Expression literal(std::string_view text) {
  std::string code = "\"";
  for (const char c : escape_template(text)) code += escaped(c);
  return Expression::raw(code + "\"");
}

Expression call(std::string_view name, std::initializer_list<Expression> arguments) {
  std::string code(name);
  code += "(";
  for (const auto& argument : arguments) code += (code.back() == '(' ? "" : ", ") + argument.code();
  return Expression::raw(code + ")");
}

}  // namespace aurora::tf
