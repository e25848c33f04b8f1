#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "address/forecast.h"

namespace aurora {
namespace {

/// Time to ask for addresses: in most companies that takes weeks.
constexpr std::uint64_t kEnoughPercent = 20;

bool is_little(std::uint64_t left, std::uint64_t of) { return left * 100 < of * kEnoughPercent; }

std::uint64_t percent(std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : part * 100 / whole; }

void warn_of_space(const PoolState& pool, Diagnostics& diagnostics) {
  if (pool.addresses == 0 || !is_little(pool.left(), pool.addresses)) return;
  auto report = diagnostics.report(diag::PoolNearlyFull, pool.span, pool.what, percent(pool.left(), pool.addresses),
                                   pool.left(), pool.addresses);
  if (pool.resting > 0)
    report.hint(fmt::format("{} addresses rest of what is gone: `aurora-iac lock release` frees them", pool.resting));
  report.hint("add a pool under `address_plan` while there is time");
}

int length_of(const Shape& shape, PoolState::For purpose) {
  switch (purpose) {
    case PoolState::For::Networks:
      return shape.network > 0 ? shape.network : shape.pods;
    case PoolState::For::Pods:
      return shape.pods;
    case PoolState::For::Ipv6:
      return shape.ipv6;
    case PoolState::For::Services:
      break;
  }
  return 24;
}

/// The largest shape that is made there; of equal ones that with the larger pods.
void warn_of_shapes(const PoolState& pool, const std::vector<Shape>& shapes, Diagnostics& diagnostics) {
  const Fit* largest = nullptr;
  const auto size = [&](const Fit& fit) {
    const auto& shape = shapes[fit.shape];
    return std::make_pair(length_of(shape, pool.purpose), shape.pods);
  };
  for (const auto& fit : pool.fits)
    if (fit.drawn && (largest == nullptr || size(fit) < size(*largest))) largest = &fit;
  if (largest == nullptr || largest->more > 0) return;
  const auto& shape = shapes[largest->shape];
  auto report =
      diagnostics.report(diag::NoRoomForAnother, pool.span, pool.what, shape.hub ? "hub" : "cluster", shape.example);
  const bool pods = shape.pods_beside && shape.pods > 0 && pool.purpose == PoolState::For::Networks;
  const auto takes = fmt::format("it takes a /{}{}", length_of(shape, pool.purpose),
                                 pods && shape.network > 0 ? fmt::format(" and a /{} of pods", shape.pods) : "");
  report.hint(takes +
              (pool.largest ? "; the largest free block is " + pool.largest->to_string() : "; nothing is free"));
  report.hint("try one without writing anything: `aurora-iac addresses SPEC --try CLUSTER=SHAPE`");
}

std::string what_of(const NodeRoom& room) {
  const bool subnet = room.name.starts_with("subnet/");
  return subnet ? fmt::format("subnet `{}` of `{}`", room.name.substr(7), room.owner)
                : fmt::format("the pod range of `{}`", room.owner);
}

}  // namespace

void warn_of_exhaustion(const Forecast& forecast, Diagnostics& diagnostics) {
  for (const auto& pool : forecast.pools) {
    warn_of_space(pool, diagnostics);
    warn_of_shapes(pool, forecast.shapes, diagnostics);
  }
  // A large platform has few shapes: those that are as full as each other are one warning.
  using Likeness = std::tuple<std::string, std::uint64_t, std::uint64_t>;
  std::map<Likeness, std::vector<const NodeRoom*>> places;
  for (const auto& room : forecast.nodes)
    if (is_little(room.more, room.more + room.nodes)) places[{room.name, room.nodes, room.more}].push_back(&room);
  for (const auto& [place, rooms] : places) {
    const auto& least = *rooms.front();
    auto report =
        diagnostics.report(diag::NodesNearlyFull, least.span, what_of(least),
                           fmt::format("{} more node{}", least.more, least.more == 1 ? "" : "s"), least.nodes);
    if (rooms.size() > 1) report.hint(fmt::format("the same holds for {} more", rooms.size() - 1));
    report.hint(least.name == "pods" ? "a pod range cannot grow while its cluster lives: pin a larger "
                                       "`kubernetes.network.pod_cidr` before the cluster is made"
                                     : "before it is made, give it a larger `size`; later, put nodes into a pool with "
                                       "a subnet of its own");
  }
}

}  // namespace aurora
