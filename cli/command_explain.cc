#include <fmt/core.h>

#include <cctype>
#include <cstdio>

#include "diagnostics/explain.h"
#include "session.h"

namespace aurora::cli {
namespace {

/// The number in `AUR1101`, `aur1101` or `1101`; 0 when it is none.
int code_of(const std::string& text) {
  std::size_t at = 0;
  if (text.size() == 7 && std::toupper(text[0]) == 'A' && std::toupper(text[1]) == 'U' && std::toupper(text[2]) == 'R')
    at = 3;
  if (text.size() - at != 4) return 0;
  int code = 0;
  for (; at < text.size(); ++at) {
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) return 0;
    code = code * 10 + (text[at] - '0');
  }
  return code;
}

std::string list_of_codes() {
  std::string text;
  for (const auto& row : catalogue()) text += fmt::format("AUR{:04}  {}\n", row.code, row.name);
  return text;
}

std::string entry_of(const CatalogueRow& row) {
  static constexpr const char* words[] = {"error", "warning", "note"};
  return fmt::format(R"({{"code": "AUR{:04}", "name": {}, "severity": {}, "page": {}}})", row.code,
                     json_text(std::string(row.name)), json_text(words[static_cast<int>(row.severity)]),
                     json_text(std::string(explain(row.code))));
}

/// One page, or the pages of every code.
std::string pages_as_json(int only) {
  std::string text;
  for (const auto& row : catalogue())
    if (only == 0 || row.code == only) text += (text.empty() ? "\n  " : ",\n  ") + entry_of(row);
  return "{\"format_version\": 1, \"diagnostics\": [" + text + "\n]}\n";
}

}  // namespace

std::function<int()> setup_explain(CLI::App& app, const Global& global) {
  struct Options {
    std::string code;
    bool list = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("CODE", options->code, "a diagnostic's code, such as AUR1101");
  app.add_flag("--list", options->list, "list every code");
  return [options, &global]() -> int {
    if (options->list || options->code.empty()) {
      print_report(global.json() ? pages_as_json(0) : list_of_codes(), global);
      return kFine;
    }
    const auto page = explain(code_of(options->code));
    if (page.empty()) {
      std::fprintf(stderr, "aurora-iac: no diagnostic %s; `aurora-iac explain --list` lists them\n",
                   options->code.c_str());
      return kUsage;
    }
    print_report(global.json() ? pages_as_json(code_of(options->code)) : std::string(page), global);
    return kFine;
  };
}

}  // namespace aurora::cli
