// Five digits leave room for accidents: among a thousand vaults some two have the same ones. Of two names that
// would be the same, the one whose digits the lock has, else the one whose logical id comes first, keeps
// them; the other takes the next digits, which go into the lock and so never change again.

#include <fmt/core.h>

#include <charconv>
#include <map>

#include "name/names.h"

namespace aurora {
namespace {

std::string next_digits(const std::string& digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fmt::format("{:05}", number >= 99999 ? 10000 : number + 1);
}

/// Whether the digits stand in the lock file: not those that an earlier round gave.
bool is_locked(const NameUse& use, const Lock& lock) {
  const auto* entry = lock.find("suffix", use.logical);
  return entry != nullptr && entry->span.known();
}

bool comes_first(const NameUse& a, const NameUse& b, const Lock& lock) {
  const auto key = [&](const NameUse& use) { return std::pair(!is_locked(use, lock), std::string_view(use.logical)); };
  return key(a) < key(b);
}

}  // namespace

bool settle_suffixes(const std::vector<NameUse>& uses, Lock& lock) {
  std::map<std::pair<std::string_view, std::string_view>, const NameUse*> holders;
  std::vector<const NameUse*> losers;
  for (const auto& use : uses) {
    if (use.suffix.empty() || use.pinned || use.kept) continue;
    const auto [found, is_new] = holders.try_emplace({use.scope, use.name}, &use);
    if (is_new || found->second->logical == use.logical) continue;
    if (comes_first(use, *found->second, lock)) {
      losers.push_back(found->second);
      found->second = &use;
    } else {
      losers.push_back(&use);
    }
  }
  bool again = false;
  for (const auto* loser : losers) {
    if (is_locked(*loser, lock)) continue;  // two that exist: an error for people
    lock.put("suffix", loser->logical, next_digits(loser->suffix));
    again = true;
  }
  return again;
}

}  // namespace aurora
