#include "connect/priorities.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <set>

namespace aurora::connect_detail {
namespace {

constexpr std::string_view section = "priority";

struct BandRange {
  int first, last;
};
/// In the order of `Band`. Azure takes 100 to 4096; the last one is for what denies everything else.
constexpr BandRange bands[] = {{100, 2999}, {3000, 3999}, {4000, 4095}, {4096, 4096}};

BandRange range_of(Band band) { return bands[static_cast<int>(band)]; }

/// One direction of one subnet: what is taken, by the lock's entries, gone ones included.
class Numbers {
 public:
  Numbers(const Spot& spot, std::string_view direction, Lock& lock)
      : prefix_(spot.site->id() + "/" + spot.subnet->key + "/" + std::string(direction) + "/"), lock_(lock) {
    const auto& entries = lock.section(section);
    for (auto it = entries.lower_bound(prefix_); it != entries.end() && it->first.starts_with(prefix_); ++it) {
      int number = 0;
      const auto& text = it->second.value;
      std::from_chars(text.data(), text.data() + text.size(), number);
      taken_.emplace(number, it->first.substr(prefix_.size()));
      gone_ += it->second.tombstone ? 1 : 0;
    }
  }

  /// The number of a rule that had one, else 0.
  int before(const std::string& id, BandRange band, Span span, Diagnostics& diagnostics) {
    const auto* entry = lock_.find(section, prefix_ + id);
    if (entry == nullptr) return 0;
    int number = 0;
    std::from_chars(entry->value.data(), entry->value.data() + entry->value.size(), number);
    if (number < band.first || number > band.last) return 0;
    const auto owner = taken_.find(number);
    if (owner != taken_.end() && owner->second != id) {
      const auto* other = lock_.find(section, prefix_ + owner->second);
      diagnostics.report(diag::LockedPriorityTaken, entry->span.known() ? entry->span : span, number, owner->second, id)
          .related(other->span, "the other line")
          .related(span, "the rule comes from here")
          .hint("`aurora-iac lock release --live --section priority SPEC " + prefix_ + id +
                "`, then `emit`: the rule gets another number");
      return 0;
    }
    lock_.put(section, prefix_ + id, std::to_string(number));
    return number;
  }

  /// The lowest free number of the band; 0 when there is none.
  int next(const std::string& id, BandRange band) {
    for (int number = band.first; number <= band.last; ++number) {
      if (!taken_.emplace(number, id).second) continue;
      lock_.put(section, prefix_ + id, std::to_string(number));
      return number;
    }
    return 0;
  }

  std::size_t taken_in(BandRange band) const {
    return static_cast<std::size_t>(std::distance(taken_.lower_bound(band.first), taken_.upper_bound(band.last)));
  }
  std::size_t gone() const { return gone_; }

 private:
  std::string prefix_;
  Lock& lock_;
  std::map<int, std::string> taken_;
  std::size_t gone_ = 0;
};

void number_one(DraftRule& draft, const Spot& spot, std::string_view direction, Numbers& numbers,
                Diagnostics& diagnostics) {
  const auto band = range_of(draft.band);
  auto& rule = draft.rule;
  if (draft.band == Band::Last) {
    rule.priority = band.last;
    return;
  }
  rule.priority = numbers.next(rule.id, band);
  if (rule.priority != 0) return;
  diagnostics
      .report(diag::PriorityBandFull, rule.span, rule.id, spot.site->id() + "/" + spot.subnet->key,
              std::string(direction), numbers.taken_in(band), static_cast<std::size_t>(band.last - band.first + 1),
              band.first, band.last, numbers.gone())
      .hint("join flows that have the same ends, or release the numbers of rules that are gone from the lock");
}

void number_direction(std::vector<DraftRule*> drafts, const Spot& spot, std::string_view direction, Lock& lock,
                      Diagnostics& diagnostics) {
  // By id, so that the numbers of rules that are new together do not depend on the order of the spec.
  std::sort(drafts.begin(), drafts.end(), [](const auto* a, const auto* b) { return a->rule.id < b->rule.id; });
  Numbers numbers(spot, direction, lock);
  for (auto* draft : drafts)
    if (draft->band != Band::Last)
      draft->rule.priority = numbers.before(draft->rule.id, range_of(draft->band), draft->rule.span, diagnostics);
  for (auto* draft : drafts)
    if (draft->rule.priority == 0) number_one(*draft, spot, direction, numbers, diagnostics);
}

template <typename T>
std::vector<std::vector<T>> chunks(const std::vector<T>& items, std::size_t size) {
  std::vector<std::vector<T>> result;
  for (std::size_t i = 0; i < items.size(); i += size)
    result.emplace_back(items.begin() + static_cast<std::ptrdiff_t>(i),
                        items.begin() + static_cast<std::ptrdiff_t>(std::min(i + size, items.size())));
  if (result.empty()) result.emplace_back();
  return result;
}

}  // namespace

std::vector<DraftRule> split(DraftRule draft, const RuleLimits& limits) {
  std::vector<DraftRule> parts;
  const std::string id = draft.rule.id;
  for (const auto& ports : chunks(draft.rule.ports, limits.ports))
    for (const auto& from : chunks(draft.rule.from.prefixes, limits.prefixes))
      for (const auto& to : chunks(draft.rule.to.prefixes, limits.prefixes)) {
        auto& part = parts.emplace_back(draft);
        part.rule.ports = ports;
        part.rule.from.prefixes = from;
        part.rule.to.prefixes = to;
        if (parts.size() > 1) part.rule.id = id + "-" + std::to_string(parts.size());
      }
  return parts;
}

int assign_part(const Spot& spot, Lock& lock) {
  const std::string network = spot.site->id() + "/", end = "/part", key = network + spot.subnet->key + end;
  std::set<int> taken;
  const auto& entries = lock.section(section);
  for (auto it = entries.lower_bound(network); it != entries.end() && it->first.starts_with(network); ++it)
    if (it->first.ends_with(end) && std::count(it->first.begin(), it->first.end(), '/') == 3)
      taken.insert(std::atoi(it->second.value.c_str()));
  int part = 1;
  if (const auto* before = lock.find(section, key))
    part = std::atoi(before->value.c_str());
  else
    while (taken.contains(part)) ++part;
  lock.put(section, key, std::to_string(part));
  return part;
}

std::vector<Rule> assign_priorities(const Spot& spot, std::vector<DraftRule> drafts, Lock& lock,
                                    Diagnostics& diagnostics) {
  std::vector<DraftRule*> in, out;
  for (auto& draft : drafts) (draft.rule.direction == Rule::Direction::Inbound ? in : out).push_back(&draft);
  number_direction(in, spot, "inbound", lock, diagnostics);
  number_direction(out, spot, "outbound", lock, diagnostics);
  std::vector<Rule> rules;
  for (auto& draft : drafts) rules.push_back(std::move(draft.rule));
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
    return std::tie(a.direction, a.priority, a.id) < std::tie(b.direction, b.priority, b.id);
  });
  return rules;
}

}  // namespace aurora::connect_detail
