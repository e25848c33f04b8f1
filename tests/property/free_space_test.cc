// Free space against a bitmap: every state that a small pool can get into, and every request in each of them.
#include <set>

#include "address/free_space.h"
#include "address/ground.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

/// Which addresses of a /28 are free, one bit each.
using Bits = std::uint32_t;
constexpr int kLength = 28, kLongest = 32, kAddresses = 16;

const Prefix kWhole = prefix("10.0.0.0/28");
Bits mask(const Prefix& block) {
  return static_cast<Bits>(((std::uint64_t{1} << block.size()) - 1) << (block.address.low - kWhole.address.low));
}

Bits bits(const FreeSpace& space) {
  Bits all = 0;
  for (const auto& block : space.blocks()) all |= mask(block);
  return all;
}

/// Every aligned block of the pool.
const std::vector<Prefix>& every_block() {
  static const std::vector<Prefix> blocks = [] {
    std::vector<Prefix> all;
    for (int length = kLength; length <= kLongest; ++length)
      for (std::uint64_t n = 0; n < (std::uint64_t{1} << (length - kLength)); ++n)
        all.push_back(kWhole.child(length, n));
    return all;
  }();
  return blocks;
}

/// The free block of `free` around `block` that cannot be larger; nothing when not all of `block` is free.
std::optional<Prefix> maximal(Bits free, const Prefix& block) {
  std::optional<Prefix> best;
  for (int length = block.length; length >= kLength; --length) {
    const auto around = enclosing(block, length);
    if ((free & mask(around)) != mask(around)) break;
    best = around;
  }
  return best;
}

/// What a best fit is, said without a data structure: of all maximal free blocks that hold it the smallest, of these
/// the lowest, and its beginning.
std::optional<Prefix> best_fit(Bits free, int length, const Prefix& within = kWhole) {
  std::optional<Prefix> best;
  for (const auto& block : every_block()) {
    if (block.length != length || !within.contains(block)) continue;
    auto around = maximal(free, block);
    if (!around) continue;
    if (around->length < within.length) around = within;
    if (!best || around->length > best->length || (around->length == best->length && around->address < best->address))
      best = around;
  }
  if (best) best->length = length;
  return best;
}

/// The fewest aligned blocks of a set of addresses, by going through all of them.
std::set<Prefix> fewest(Bits free) {
  std::set<Prefix> result;
  for (const auto& block : every_block())
    if (const auto around = maximal(free, block)) result.insert(*around);
  return result;
}

std::set<Prefix> as_set(const std::vector<Prefix>& blocks) { return {blocks.begin(), blocks.end()}; }

FreeSpace of(Bits free) {
  FreeSpace space;
  for (int i = 0; i < kAddresses; ++i)
    if ((free >> i & 1) != 0) space.give_back(kWhole.child(kLongest, static_cast<std::uint64_t>(i)));
  return space;
}

}  // namespace

TEST_CASE("every state of a /28: a block is refused if and only if no aligned block is free, and the fit is the best") {
  int wrong = 0;
  for (Bits free = 0; free < Bits{1} << kAddresses; ++free) {
    const auto space = of(free);
    for (int length = kLength - 1; length <= kLongest; ++length) {
      auto copy = space;
      const auto got = copy.take(length);
      const auto wanted = best_fit(free, length);
      if (got != wanted || bits(copy) != (wanted ? free & ~mask(*wanted) : free)) ++wrong;
    }
    if (free % 5 == 0 && as_set(space.blocks()) != fewest(free)) ++wrong;
    if (space.size() != static_cast<std::uint64_t>(__builtin_popcount(free))) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("every block given back to, removed from and looked for in many states of a /28") {
  int wrong = 0;
  const auto& blocks = every_block();
  for (Bits free = 0; free < Bits{1} << kAddresses; free += 13) {
    const auto space = of(free);
    for (const auto& block : blocks) {
      auto more = space, less = space;
      more.give_back(block);
      less.remove(block);
      if (bits(more) != (free | mask(block)) || bits(less) != (free & ~mask(block))) ++wrong;
      if (as_set(more.blocks()) != fewest(free | mask(block))) ++wrong;
      if (space.overlaps(block) != ((free & mask(block)) != 0)) ++wrong;
      if (space.contains(block) != ((free & mask(block)) == mask(block))) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a block within a part of the pool, in many states of a /28") {
  int wrong = 0;
  for (Bits free = 1; free < Bits{1} << kAddresses; free += 7)
    for (const auto* part : {"10.0.0.0/29", "10.0.0.8/29", "10.0.0.4/30", "10.0.0.0/28"})
      for (int length = kLength; length <= kLongest; ++length) {
        auto space = of(free);
        const auto got = space.take_within(prefix(part), length);
        const auto wanted = best_fit(free, length, prefix(part));
        if (got != wanted || bits(space) != (wanted ? free & ~mask(*wanted) : free)) ++wrong;
      }
  CHECK(wrong == 0);
}

TEST_CASE("every state that taking and giving back leads to") {
  // From a whole pool, by best fits and by giving back any one of what was given, until nothing new is found.
  using Given = std::set<Prefix>;
  std::set<Given> seen{{}};
  std::vector<Given> open{{}};
  int wrong = 0;
  while (!open.empty()) {
    const auto given = open.back();
    open.pop_back();
    Bits free = mask(kWhole);
    FreeSpace space;
    space.add(kWhole);
    for (const auto& block : given) {
      space.remove(block);
      free &= ~mask(block);
    }
    const auto visit = [&](const Given& next) {
      if (seen.insert(next).second) open.push_back(next);
    };
    for (int length = kLength; length <= 31; ++length) {
      auto copy = space;
      const auto block = copy.take(length);
      if (block != best_fit(free, length)) ++wrong;
      if (!block) continue;
      auto next = given;
      next.insert(*block);
      visit(next);
    }
    for (const auto& block : given) {
      auto next = given;
      next.erase(block);
      auto copy = space;
      copy.give_back(block);
      if (bits(copy) != (free | mask(block))) ++wrong;
      visit(next);
    }
  }
  CHECK(seen.size() > 100);
  CHECK(wrong == 0);
}

namespace {

/// What lies in a pool of a /28: for each address nobody, somebody for good (1), or a headroom (2 and up).
struct Taken {
  std::vector<Prefix> owned;
  std::vector<Prefix> kept;
};

std::vector<Taken> ways_to_take() {
  std::vector<Taken> all;
  // Each eighth of the pool is free, owned, or kept to grow; and headrooms of two eighths where both are kept.
  for (int code = 0; code < 6561; ++code) {
    Taken taken;
    int rest = code, states[8];
    for (int& state : states) state = rest % 3, rest /= 3;
    for (std::uint64_t i = 0; i < 8; ++i) {
      if (states[i] == 1) taken.owned.push_back(kWhole.child(31, i));
      if (states[i] != 2) continue;
      const bool pair = i % 2 == 0 && states[i + 1] == 2 && code % 2 == 0;
      taken.kept.push_back(pair ? kWhole.child(30, i / 2) : kWhole.child(31, i));
      if (pair) ++i;
    }
    all.push_back(taken);
  }
  return all;
}

}  // namespace

TEST_CASE("the ground refuses a block if and only if none is free with the room that networks keep counted as free") {
  int wrong = 0;
  auto spec = platform({"10.0.0.0/28"});
  const auto& home = environment(spec, "dev");
  Diagnostics diagnostics;
  const LockedRanges nothing({}, {}, false, diagnostics);
  for (const auto& taken : ways_to_take()) {
    Bits free = mask(kWhole), room = 0;
    for (const auto& block : taken.owned) free &= ~mask(block);
    for (const auto& block : taken.kept) room |= mask(block);
    for (int length = kLength; length <= 31; ++length) {
      Ground ground(spec, {}, nothing, diagnostics);
      int number = 0;
      for (const auto& block : taken.owned) ground.take(block);
      for (const auto& block : taken.kept) {
        ground.take(block);
        ground.keep_headroom("dev/" + std::to_string(number++), block);
      }
      // What nobody keeps comes first.
      const auto spare = best_fit(free & ~room, length);
      const auto wanted = spare ? spare : best_fit(free, length);
      auto& pool = ground.routed(home);
      const auto got = ground.take_from(pool, length);
      if (got != wanted) ++wrong;
      // Room that is touched is given up whole, no other, and what of it was not needed is free.
      Bits left = free & ~room;
      for (const auto& block : taken.kept)
        if (got && got->overlaps(block)) left |= mask(block);
      if (got) left &= ~mask(*got);
      Bits still = 0;
      for (const auto& [owner, block] : ground.headrooms()) still |= mask(block);
      if (bits(pool.free) != left || (still & (got ? mask(*got) : 0)) != 0 ||
          (left | still) != (got ? free & ~mask(*got) : free))
        ++wrong;
    }
  }
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(wrong == 0);
}

TEST_CASE("room that is kept in an environment's own pool is not the platform's to give") {
  auto spec = platform({"10.0.0.0/24"});
  environment(spec, "dev").pools = {{prefix("10.0.0.128/25"), {}}};
  environment(spec, "prod");
  Diagnostics diagnostics;
  const LockedRanges nothing({}, {}, false, diagnostics);
  Ground ground(spec, {}, nothing, diagnostics);
  ground.take(prefix("10.0.0.192/26"));
  ground.keep_headroom("dev/a", prefix("10.0.0.192/26"));
  ground.take(prefix("10.0.0.0/25"));
  CHECK_FALSE(ground.take_from(ground.routed(spec.environments[1]), 26).has_value());
  CHECK(ground.headrooms().size() == 1);
  CHECK(ground.take_from(ground.routed(spec.environments[0]), 25)->to_string() == "10.0.0.128/25");
}

TEST_CASE("pools beside each other are one space") {
  auto spec = platform({"10.0.0.0/25", "10.0.0.128/25"});
  environment(spec, "dev");
  Diagnostics diagnostics;
  const LockedRanges nothing({}, {}, false, diagnostics);
  Ground ground(spec, {}, nothing, diagnostics);
  CHECK(ground.take_from(ground.routed(spec.environments[0]), 24)->to_string() == "10.0.0.0/24");
}
