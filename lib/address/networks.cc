#include "address/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "address/layout.h"
#include "address/prefix_lists.h"

namespace aurora {
namespace {

void note_existing(const Site& site, AddressPlan& plan) {
  std::size_t i = 0;
  for (const auto& cidr : site.network->existing_cidrs)
    plan.add({site.owner, numbered("network", i++), cidr.value, Allocation::Origin::External, 0, "exists already",
              cidr.span});
  for (const auto& subnet : site.network->subnets) {
    std::size_t n = 0;
    for (const auto& cidr : subnet.cidrs)
      plan.add({site.owner, numbered("subnet/" + subnet.key, n++), cidr.value, Allocation::Origin::External, 0,
                "exists already", cidr.span});
  }
}

}  // namespace

std::string what_is_left(const Pool& pool) {
  const auto largest = pool.free.largest();
  return fmt::format("{} ({}) {}", pool.what, joined(pool.prefixes),
                     largest ? fmt::format("have {} as their largest free block", largest->to_string())
                             : std::string("have nothing left"));
}

void report_exhausted(const Pool& pool, std::string_view what, int length, Span span, Diagnostics& diagnostics) {
  auto report = diagnostics.report(diag::PoolExhausted, span, what, length,
                                   std::uint64_t{1} << std::min(32 - length, 63), what_is_left(pool));
  if (pool.span.known()) report.related(pool.span, "the pool");
  report.hint(fmt::format(
      "add a pool of a /{} or larger, or ask for less; where `aurora-iac lock show --tombstones SPEC` lists "
      "some, `aurora-iac lock release` lets go of what they hold",
      length));
}

void place_networks(const std::vector<Site>& sites, const LockedRanges& locked, Ground& ground, AddressPlan& plan,
                    Diagnostics& diagnostics) {
  std::deque<Layout> layouts;
  std::vector<Layout*> growing, growing_pods;
  for (const auto& site : sites) {
    if (site.existing()) {
      note_existing(site, plan);
      continue;
    }
    auto& layout = layouts.emplace_back(site, false, locked, ground, plan, diagnostics);
    layout.fix();
    if (layout.length() > 0) growing.push_back(&layout);
    if (!layout.has_pods_part()) continue;
    auto& pods = layouts.emplace_back(site, true, locked, ground, plan, diagnostics);
    pods.fix();
    if (pods.length() > 0) growing_pods.push_back(&pods);
  }
  // A network's first prefix is that of its nodes.
  for (auto* list : {&growing, &growing_pods}) {
    std::stable_sort(list->begin(), list->end(),
                     [](const Layout* a, const Layout* b) { return a->length() < b->length(); });
    for (auto* one : *list) one->grow();
  }
}

}  // namespace aurora
