#include "model/cloud_table.h"

namespace aurora::cloud_table {

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string row(const std::string& first, Clouds clouds, const Cell& cell) {
  auto text = "| " + first;
  for (const auto* cloud : clouds) text += " | " + cell(*cloud);
  return text + " |\n";
}

std::string head(const std::string& first, Clouds clouds) {
  auto text = row(first, clouds, [](const CloudFacts& cloud) { return std::string(cloud.cloud); }) + "|---|";
  for (std::size_t i = 0; i < clouds.size(); ++i) text += "---|";
  return text + "\n";
}

}  // namespace aurora::cloud_table
