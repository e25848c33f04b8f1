#pragma once

#include <string>

namespace aurora::protocol {

/// schemas/backend-protocol.schema.json, from the field lists. A test holds the file to it.
std::string schema();

}  // namespace aurora::protocol
