#pragma once

#include <string_view>

namespace aurora {

/// The page of a diagnostic (Markdown), or nothing when there is no such code.
std::string_view explain(int code);

}  // namespace aurora
