#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aurora {

/// The candidate that `word` was most likely meant to be, or nothing when none is near enough: the distance counts
/// inserted, removed, changed and swapped characters, and may be a third of the word's length. The first of
/// equally near ones.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace aurora
