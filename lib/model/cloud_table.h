#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "model/cloud_facts.h"

/// Markdown tables with a column for each cloud.
namespace aurora::cloud_table {

using Clouds = std::span<const CloudFacts* const>;
using Cell = std::function<std::string(const CloudFacts&)>;

std::string code(std::string_view text);
std::string row(const std::string& first, Clouds clouds, const Cell& cell);
/// The first row and the line below it.
std::string head(const std::string& first, Clouds clouds);

}  // namespace aurora::cloud_table
