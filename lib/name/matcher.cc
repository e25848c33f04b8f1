#include "name/matcher.h"

namespace aurora::naming {
namespace {

constexpr std::string_view no_double = "(?!.*--)";

std::size_t byte(char c) { return static_cast<unsigned char>(c); }

/// Reads `a-z0-9._-` into `set`.
void read_class(std::string_view inside, std::bitset<256>& set) {
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      for (auto c = byte(inside[i]); c <= byte(inside[i + 2]); ++c) set.set(c);
      i += 2;
    } else {
      set.set(byte(inside[i]));
    }
  }
}

}  // namespace

Matcher::Matcher(std::string_view pattern) {
  if (pattern.substr(0, no_double.size()) == no_double) {
    no_double_hyphen_ = true;
    pattern.remove_prefix(no_double.size());
  }
  const auto group = pattern.find('(');
  const auto in_class = pattern.find('[');
  // A parenthesis inside a class is a character: the group, if any, is the last thing and ends with `)?`.
  has_group_ = pattern.size() > 2 && pattern.substr(pattern.size() - 2) == ")?" && group != std::string_view::npos;
  if (has_group_ && group > in_class && pattern.rfind('(') != group) valid_ = false;
  if (!has_group_) {
    valid_ = valid_ && parse(pattern, short_);
  } else {
    valid_ = valid_ && parse(pattern.substr(0, group), short_);
    long_ = short_;
    valid_ = valid_ && parse(pattern.substr(group + 1, pattern.size() - group - 3), long_);
  }
  for (const auto& item : has_group_ ? long_ : short_) all_ |= item.set;
}

bool Matcher::parse(std::string_view pattern, Sequence& out) {
  for (std::size_t at = 0; at < pattern.size();) {
    Item item;
    if (pattern[at] == '[') {
      const auto close = pattern.find(']', at);
      if (close == std::string_view::npos || pattern[at + 1] == '^') return false;
      read_class(pattern.substr(at + 1, close - at - 1), item.set);
      at = close + 1;
    } else {
      if (std::string_view("().*+?{}|^$\\").find(pattern[at]) != std::string_view::npos) return false;
      item.set.set(byte(pattern[at++]));
    }
    if (at < pattern.size() && (pattern[at] == '*' || pattern[at] == '+' || pattern[at] == '?')) {
      item.optional = pattern[at] != '+';
      item.repeats = pattern[at] != '?';
      ++at;
    }
    out.push_back(item);
  }
  return true;
}

bool Matcher::run(const Sequence& items, std::size_t item, std::string_view rest) {
  if (item == items.size()) return rest.empty();
  const auto& here = items[item];
  std::size_t most = 0;
  while (most < rest.size() && (most == 0 || here.repeats) && here.set.test(byte(rest[most]))) ++most;
  for (std::size_t taken = most; taken + 1 > (here.optional ? 0u : 1u); --taken) {
    if (run(items, item + 1, rest.substr(taken))) return true;
    if (taken == 0) break;
  }
  return false;
}

bool Matcher::matches(std::string_view name) const {
  if (!valid_) return false;
  if (no_double_hyphen_ && name.find("--") != std::string_view::npos) return false;
  return run(short_, 0, name) || (has_group_ && run(long_, 0, name));
}

std::size_t Matcher::first_foreign(std::string_view name) const {
  for (std::size_t i = 0; i < name.size(); ++i)
    if (!all_.test(byte(name[i]))) return i;
  return std::string_view::npos;
}

}  // namespace aurora::naming
