#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "terraform/stack_files.h"

namespace aurora {

constexpr std::string_view manifest_name = "stacks.json";

/// `stacks.json` as it was read: what aurora-iac wrote into an output folder.
struct Manifest {
  std::map<std::string, std::string> files;  ///< path below the output folder -> SHA-256, 64 digits
  std::vector<tf::StackFiles> stacks;        ///< with the paths of their files, without texts
};

/// The text of `stacks.json`: format_version 1, and per stack its folder, what is applied before it and its
/// files with digests.
std::string manifest_text(std::string_view platform, const std::vector<tf::StackFiles>& stacks);

/// Reads one. What cannot be used sets `problem`: no JSON, a newer format, a path that leaves the folder.
Manifest parse_manifest(std::string_view text, std::string& problem);

}  // namespace aurora
