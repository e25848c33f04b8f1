#pragma once

#include <string>

namespace aurora::schema {

/// The spec key by key, as Markdown made from the schemas: a section per schema file, a row per key with its type,
/// default and description. docs/spec.md is this text.
std::string reference();

}  // namespace aurora::schema
