#pragma once

#include <string>
#include <string_view>

#include "backend/backend.h"

namespace aurora::protocol {

/// Answers one request of the protocol by a built-in backend; nothing, and why, when it is none.
std::string serve(const Backend& backend, std::string_view version, std::string_view request, std::string& problem);

}  // namespace aurora::protocol
