#include "schema/words.h"

#include <fmt/core.h>

#include <limits>
#include <utility>

#include "schema/schema.h"

namespace aurora::schema {
namespace {

constexpr std::pair<unsigned, std::string_view> kTypeWords[] = {
    {kText, "text"},   {kNumber, "a number"},   {kInteger, "a whole number"}, {kBool, "true or false"},
    {kList, "a list"}, {kMapping, "a mapping"}, {kNull, "nothing"},
};

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 80;
  if (text.size() <= kMost) return std::string(text);
  auto cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

std::string words_of(unsigned types) {
  if ((types & kNumber) != 0) types &= ~static_cast<unsigned>(kInteger);
  std::vector<std::string_view> words;
  for (const auto& [bit, word] : kTypeWords)
    if ((types & bit) != 0) words.push_back(word);
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
  return text;
}

std::string join(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "`" : ", `") + item + "`";
  return text;
}

std::string count_words(std::size_t least, std::size_t most, std::string_view one) {
  const auto some = [&](std::size_t number) { return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s"); };
  if (most == std::numeric_limits<std::size_t>::max()) return "at least " + some(least);
  if (least == 0) return "at most " + some(most);
  return least == most ? some(least) : fmt::format("{} to {}", least, some(most));
}

}  // namespace aurora::schema
