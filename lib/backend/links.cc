#include "backend/links.h"

#include <algorithm>
#include <iterator>

#include "backend/provider_pins.h"

namespace aurora {
namespace {

/// One end with everything that it needs.
struct End {
  End(const Plan& plan, const CloudLink& link, const Environment& environment, const Environment& peer,
      const Backend& of, tf::Document& document, Diagnostics& diagnostics)
      : backend(of),
        names(plan.platform.naming, plan.platform.name.value, of.facts(), plan.lock),
        elsewhere(plan.platform.naming, plan.platform.name.value, of.facts(), plan.lock),
        scope{plan, link, environment, peer, names, elsewhere, document, diagnostics} {}

  const Backend& backend;
  Names names, elsewhere;
  LinkScope scope;
  LinkEnd told;
};

const Environment* environment_of(const Platform& platform, std::string_view hub) {
  return platform.find(hub.substr(0, hub.find('/')));
}

LinkTunnel tunnel_in(const CloudLink& link, std::size_t number, bool first) {
  LinkTunnel tunnel;
  tunnel.number = static_cast<int>(number);
  tunnel.inside = link.inside.at(number);
  tunnel.own = tunnel.inside.nth(first ? 1 : 2);
  tunnel.other = tunnel.inside.nth(first ? 2 : 1);
  return tunnel;
}

/// A key that nobody has to think of. Both clouds keep what they are given in the state, so it is no better kept
/// anywhere else.
tf::Value new_key(tf::Document& document, const Platform& platform, std::size_t number) {
  require_provider(document, platform, random_pin);
  auto& made = document.resource("random_password", "tunnel_" + std::to_string(number), document.span,
                                 {{"length", 48}, {"special", false}});
  return made["result"];
}

/// Tunnel number n goes to address n of an end, counted round: so each end knows in its hub's stack already which of
/// its addresses has which tunnels.
///
/// Both ends have addresses: as many tunnels as the one with more of them has.
void pair_addresses(const CloudLink& link, End& first, End& second, std::vector<LinkTunnel>& of_first,
                    std::vector<LinkTunnel>& of_second) {
  auto& document = first.scope.document;
  const auto &left = first.told.addresses, &right = second.told.addresses;
  const auto count = std::max(left.size(), right.size());
  for (std::size_t i = 0; i < count; ++i) {
    auto near = tunnel_in(link, i, true), far = tunnel_in(link, i, false);
    near.address = i % left.size();
    far.address = i % right.size();
    near.peer_address = right[far.address];
    far.peer_address = left[near.address];
    near.shared_key = far.shared_key = new_key(document, first.scope.plan.platform, i);
    of_first.push_back(std::move(near));
    of_second.push_back(std::move(far));
  }
}

/// `maker` makes an address for each tunnel; `other` has its own.
void take_offer(const CloudLink& link, End& maker, End& other, bool maker_is_first, std::vector<LinkTunnel>& of_maker,
                std::vector<LinkTunnel>& of_other) {
  auto offered = maker.backend.offer_tunnels(maker.scope, other.told);
  for (auto& offer : offered) {
    const auto number = static_cast<std::size_t>(offer.number);
    auto far = tunnel_in(link, number, !maker_is_first);
    far.address = number % other.told.addresses.size();
    far.peer_address = std::move(offer.peer_address);
    far.shared_key = std::move(offer.shared_key);
    auto near = tunnel_in(link, number, maker_is_first);
    near.address = number;
    near.peer_address = other.told.addresses[far.address];
    of_maker.push_back(std::move(near));
    of_other.push_back(std::move(far));
  }
}

void join(const CloudLink& link, End& first, End& second) {
  std::vector<LinkTunnel> of_first, of_second;
  if (!first.told.addresses.empty() && !second.told.addresses.empty())
    pair_addresses(link, first, second, of_first, of_second);
  else if (!second.told.addresses.empty())
    take_offer(link, first, second, true, of_first, of_second);
  else if (!first.told.addresses.empty())
    take_offer(link, second, first, false, of_second, of_first);
  first.backend.lower_link(first.scope, second.told, of_first);
  second.backend.lower_link(second.scope, first.told, of_second);
}

void keep_names(End& end, LoweredLinks& all) {
  const auto& uses = end.names.uses();
  auto& names = all.names[&end.backend];
  names.insert(names.end(), uses.begin(), uses.end());
}

void lower_one(const Plan& plan, const CloudLink& link, const FindBackend& find, Diagnostics& diagnostics,
               LoweredLinks& all) {
  const auto *near = environment_of(plan.platform, link.first), *far = environment_of(plan.platform, link.second);
  if (near == nullptr || far == nullptr) return;
  const auto *left = find(near->cloud), *right = find(far->cloud);
  for (const auto& [backend, environment] : {std::pair(left, near), std::pair(right, far)})
    if (backend == nullptr || !backend->links()) {
      diagnostics.report(diag::LinkNotSupported, link.span, environment->key)
          .hint("join the two by hand, and name the other one under `networks` for your flows");
      return;
    }
  tf::Document document;
  document.stack = link.stack;
  document.span = link.span;
  document.required_version = plan.platform.terraform.required_version;
  document.depends_on = {std::min(link.first, link.second), std::max(link.first, link.second)};
  document.file = "link";
  End first(plan, link, *near, *far, *left, document, diagnostics),
      second(plan, link, *far, *near, *right, document, diagnostics);
  first.told = left->open_link(first.scope);
  second.told = right->open_link(second.scope);
  join(link, first, second);
  keep_names(first, all);
  keep_names(second, all);
  all.documents.push_back(std::move(document));
}

}  // namespace

LoweredLinks lower_links(const Plan& plan, const FindBackend& find, Diagnostics& diagnostics) {
  LoweredLinks all;
  for (const auto& link : plan.connectivity.links) lower_one(plan, link, find, diagnostics, all);
  return all;
}

}  // namespace aurora
