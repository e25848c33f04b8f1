#pragma once

#include <string_view>

#include "diagnostics/diagnostics.h"
#include "schema/schema.h"
#include "yaml/node.h"

namespace aurora::schema {

/// Holds `root` against the schema file and reports every difference, at the smallest range that shows it, in words
/// that name the key. A key without a value counts as not given. Returns whether all was well.
bool validate(const yaml::Node& root, std::string_view schema_file, Diagnostics& diagnostics);
bool validate(const yaml::Node& root, const Schema& schema, const Library& library, Diagnostics& diagnostics);

}  // namespace aurora::schema
