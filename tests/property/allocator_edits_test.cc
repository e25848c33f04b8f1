// Random sequences of edits, with the tables of all three clouds, through the lock's own text. What is in the old and
// in the new spec stays where it is, whatever else is added, removed, renamed, reordered, resized or pinned.
#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "catch.h"
#include "lock/edit.h"
#include "property/allocator_checks.h"
#include "property/spec_edits.h"
#include "rename/lines.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

namespace {

using Kind = Edit::Kind;

struct Outcome {
  AddressPlan plan;
  std::string lock;
  std::string errors;
  std::vector<int> codes;
  bool changed = false;
};

Outcome allocate_text(const Platform& platform, const std::string& lock_text) {
  Outcome outcome;
  SourceMap sources;
  Diagnostics diagnostics;
  auto lock = Lock::parse(sources.add("lock", lock_text), sources, diagnostics);
  if (lock) move_renamed(platform, *lock);
  if (lock) outcome.plan = allocate(platform, tables_of, *lock, diagnostics);
  for (const auto& one : diagnostics.sorted()) {
    outcome.codes.push_back(one.code);
    outcome.errors += std::to_string(one.code) + " " + one.message + "\n";
  }
  if (!lock || diagnostics.has_errors()) return outcome;
  outcome.lock = lock->to_text();
  outcome.changed = !lock->changes().empty();
  return outcome;
}

std::string owner_of(std::string_view key) { return std::string(key.substr(0, key.find('/', key.find('/') + 1))); }
std::string name_of(std::string_view key) { return std::string(key.substr(owner_of(key).size() + 1)); }

/// Lines of `a` that `b` does not have; both are sorted but for the frame, which is in both.
std::vector<std::string> lines_of_one(const std::string& a, const std::string& b) {
  std::set<std::string> others;
  std::istringstream theirs(b), ours(a);
  std::vector<std::string> result;
  for (std::string line; std::getline(theirs, line);) others.insert(line);
  for (std::string line; std::getline(ours, line);)
    if (others.count(line) == 0) result.push_back(line);
  return result;
}

/// One sequence of edits, and everything that was ever given a place in it.
class Sequence {
 public:
  Sequence(std::uint32_t seed, std::size_t most_clusters) : seed_(seed), spec_(seed, most_clusters) {}

  void run(int steps) {
    now_ = allocate_text(spec_.platform, {});
    if (!now_.errors.empty()) return fault("no beginning: " + now_.errors);
    check_places(now_.plan);
    for (int i = 0; i < steps && faults.empty(); ++i) {
      step_ = i;
      const auto before = spec_;
      edit_ = spec_.step(now_.plan);
      if (edit_.kind == Kind::Release) release_tombstones();
      auto next = allocate_text(spec_.platform, now_.lock);
      if (!next.errors.empty()) {
        check_refused(next, before);
        spec_ = before;
        ++refused;
        continue;
      }
      ++accepted;
      check(next);
      now_ = std::move(next);
    }
  }

  std::vector<std::string> faults;
  int accepted = 0, refused = 0;

 private:
  void fault(const std::string& what) {
    if (faults.size() < 5)
      faults.push_back("seed " + std::to_string(seed_) + " step " + std::to_string(step_) + " (" + edit_.text() +
                       "): " + what);
  }

  void release_tombstones() {
    SourceMap sources;
    Diagnostics diagnostics;
    auto lock = Lock::parse(sources.add("lock", now_.lock), sources, diagnostics);
    release(*lock, {"address", {}, LockSelection::State::Any}, false, diagnostics);
    now_.lock = lock->to_text();
    for (auto at = places_.begin(); at != places_.end();)
      at = now_.plan.find(owner_of(at->first), name_of(at->first)) == nullptr ? places_.erase(at) : std::next(at);
  }

  /// What can always be done is never refused, and what cannot leaves everything as it was.
  void check_refused(const Outcome& outcome, const SpecEdits& before) {
    static constexpr Kind always[] = {Kind::Remove, Kind::Rename, Kind::Reorder, Kind::PinHere, Kind::Release};
    const bool must = std::find(std::begin(always), std::end(always), edit_.kind) != std::end(always);
    const bool back = edit_.kind == Kind::AddBack && spec_.pinned_there.empty();
    if (must || back) fault("refused: " + outcome.errors);
    for (const int code : outcome.codes) {
      // A broken lock, pools that overlap: nobody asked for that.
      if (code >= 1407 && code <= 1411 && code != 1408) fault("refused: " + outcome.errors);
      if ((code == 1401 || code == 1405) && spec_.pinned_there.empty()) fault("refused: " + outcome.errors);
    }
    const auto again = allocate_text(before.platform, now_.lock);
    if (again.lock != now_.lock) fault("the spec before is no longer what the lock has: " + again.errors);
  }

  void check(const Outcome& next) {
    for (const auto& line : broken(spec_.platform, next.plan, spec_.pinned_there)) fault(line);
    const auto again = allocate_text(spec_.platform, next.lock);
    if (again.lock != next.lock || again.changed) fault("another run changes the lock " + again.errors);
    if (edit_.kind == Kind::Rename) follow_rename();
    if (!edit_.moved.empty()) forget_moved();
    if (edit_.kind == Kind::AddPinned) forget_all();
    forget_overrun(next.plan);
    check_places(next.plan);
    if (edit_.kind == Kind::Add || edit_.kind == Kind::AddPinned || edit_.kind == Kind::AddBack) check_lines(next);
    if (edit_.kind == Kind::Reorder && next.lock != now_.lock) fault("the order matters");
  }

  void follow_rename() {
    std::map<std::string, Prefix> renamed;
    for (const auto& [key, place] : places_) {
      if (owner_of(key) == edit_.owner) continue;  // of somebody who is gone, and whose name is taken
      renamed[owner_of(key) == edit_.before ? edit_.owner + "/" + name_of(key) : key] = place;
    }
    places_ = std::move(renamed);
  }

  /// A cluster with a gone one's name and another place is another cluster.
  void forget_all() {
    for (auto at = places_.begin(); at != places_.end();)
      at = owner_of(at->first) == edit_.owner ? places_.erase(at) : std::next(at);
  }

  /// What a pin moves, and the addresses in it.
  void forget_moved() {
    for (auto at = places_.begin(); at != places_.end();) {
      const auto name = name_of(at->first);
      const bool it = edit_.moved == "network" ? name != "pods" && name != "services" : is_of(name, edit_.moved);
      const bool gone = owner_of(at->first) == edit_.owner && (it || is_of(name, "static"));
      at = gone ? places_.erase(at) : std::next(at);
    }
  }

  /// What rests has no claim against a pin, nor against the network around one.
  void forget_overrun(const AddressPlan& plan) {
    for (const auto& pinner : spec_.pinned_there)
      for (const auto* one : plan.of(pinner)) {
        if (is_of(one->name, "network")) forget_networks(plan, *one);
        if (is_of(one->name, "subnet")) forget_subnets(plan, *one);
      }
  }

  bool rests(const AddressPlan& plan, const std::string& key) const {
    return owner_of(key) == edit_.owner || plan.find(owner_of(key), name_of(key)) == nullptr;
  }

  /// Networks that rest under `over`, with all that was in them.
  void forget_networks(const AddressPlan& plan, const Allocation& over) {
    std::set<std::string> lost;
    for (const auto& [key, place] : places_)
      if (is_of(name_of(key), "network") && owner_of(key) != over.owner && place.overlaps(over.prefix) &&
          rests(plan, key))
        lost.insert(owner_of(key));
    for (auto at = places_.begin(); at != places_.end();)
      at = lost.count(owner_of(at->first)) != 0 ? places_.erase(at) : std::next(at);
  }

  void forget_subnets(const AddressPlan& plan, const Allocation& over) {
    for (auto at = places_.begin(); at != places_.end();) {
      const auto name = name_of(at->first);
      const bool same = owner_of(at->first) == over.owner && (is_of(name, "subnet") || is_of(name, "static"));
      const bool lost = same && name != over.name && at->second.overlaps(over.prefix) && rests(plan, at->first);
      at = lost ? places_.erase(at) : std::next(at);
    }
  }

  void check_places(const AddressPlan& plan) {
    for (const auto* one : plan.all()) {
      if (one->name == "headroom") continue;
      auto key = one->owner + "/" + one->name;
      const auto [at, fresh] = places_.emplace(key, one->prefix);
      if (fresh || at->second == one->prefix) continue;
      if (!subnet_is_gone(plan, *one, at->second))
        fault(key + " was " + at->second.to_string() + " and is " + one->prefix.to_string());
      at->second = one->prefix;
    }
  }

  /// An address goes when its subnet does.
  static bool subnet_is_gone(const AddressPlan& plan, const Allocation& one, const Prefix& was) {
    if (!is_of(one.name, "static")) return false;
    for (const auto* other : plan.of(one.owner))
      if ((is_of(other->name, "subnet") || other->name == "services") && other->prefix.contains(was)) return false;
    return true;
  }

  /// A new cluster adds lines of its own, and may take what others keep to grow; that is all of it.
  void check_lines(const Outcome& next) {
    auto lines = lines_of_one(next.lock, now_.lock);
    for (auto& line : lines_of_one(now_.lock, next.lock)) lines.push_back(std::move(line));
    for (const auto& line : lines) {
      const auto own = "\"" + edit_.owner + "/";
      const auto home = "\"" + edit_.owner.substr(0, edit_.owner.find('/')) + "/environment/ipv6\"";
      const bool its = line.find(own) != line.npos || line.find(home) != line.npos;
      if (!its && line.find("/headroom\"") == line.npos) fault("a line of the lock that is not its own: " + line);
    }
  }

  std::uint32_t seed_;
  int step_ = 0;
  SpecEdits spec_;
  Edit edit_;
  Outcome now_;
  std::map<std::string, Prefix> places_;  ///< everything that was given, by key; what rests included
};

/// One sequence in a hundred has 40 clusters, one in a thousand 300; the others have a dozen at most.
void run(std::uint32_t first, std::uint32_t count) {
  int accepted = 0, refused = 0, failed = 0;
  for (auto seed = first; seed < first + count && failed < 5; ++seed) {
    const std::size_t most = seed % 1000 == 999 ? 300 : seed % 100 == 99 ? 40 : 1 + seed % 12;
    Sequence sequence(seed, most);
    sequence.run(most == 300 ? 40 : 6 + static_cast<int>(seed % 17));
    accepted += sequence.accepted;
    refused += sequence.refused;
    failed += sequence.faults.empty() ? 0 : 1;
    for (const auto& fault : sequence.faults) {
      INFO(fault);
      CHECK(false);
    }
  }
  // The edits mean something: most are done, and enough are refused to see what that does.
  INFO(accepted << " edits done, " << refused << " refused");
  CHECK(accepted > refused);
  CHECK(refused > static_cast<int>(count) / 10);
}

}  // namespace

TEST_CASE("random edits of small specs move nothing") { run(0, 300); }

TEST_CASE("10,000 random sequences of edits, some of up to 300 clusters, move nothing", "[.][allocator_10000]") {
  run(0, 10000);
}
