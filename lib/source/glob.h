#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/file_system.h"

namespace aurora {

/// Whether `*` (any characters but `/`) and `?` (one) of `pattern` make it `name`.
bool matches(std::string_view pattern, std::string_view name);
/// Files that a path with `*` and `?` in any of its parts names, sorted; hidden files only when the part starts
/// with a dot. A path without wildcards names itself when it is a file.
std::vector<std::string> glob(const std::string& pattern, const FileSystem& files);
/// The path without `.`, `//` and `x/..`; purely textual.
std::string normal_path(std::string_view path);

}  // namespace aurora
