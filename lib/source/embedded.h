#pragma once

#include <string_view>
#include <vector>

/// Files that are part of the binary; see cmake/Embed.cmake.
namespace aurora::embedded {

struct File {
  std::string_view name;  ///< without folder
  std::string_view bytes;
};

const std::vector<File>& schemas();           ///< schemas/*.json
const std::vector<File>& protocol();          ///< schemas/backend-protocol.schema.json
const std::vector<File>& provider_schemas();  ///< schemas/terraform/*.json
const std::vector<File>& pages();             ///< docs/diagnostics/*.md
const std::vector<File>& templates();         ///< cli/templates/*.yaml, for `init`

}  // namespace aurora::embedded
