#include "diagnostics/explain.h"

#include <fmt/core.h>

#include "source/embedded.h"

namespace aurora {

std::string_view explain(int code) {
  const auto name = fmt::format("AUR{:04}.md", code);
  for (const auto& page : embedded::pages())
    if (page.name == name) return page.bytes;
  return {};
}

}  // namespace aurora
