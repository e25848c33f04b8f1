#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How messages about values say things.
namespace aurora::schema {

/// A value as a message quotes it.
std::string shown(std::string_view text);
/// `text or a list`, of bits of `Type`.
std::string words_of(unsigned types);
/// `` `a`, `b` ``
std::string join(const std::vector<std::string>& items);
/// `at least 3 items`; `most` is the largest number there is when there is no bound.
std::string count_words(std::size_t least, std::size_t most, std::string_view one);

}  // namespace aurora::schema
