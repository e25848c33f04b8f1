#include "aws/route_server.h"

#include <algorithm>
#include <array>

#include "aws/hub.h"
#include "aws/routing.h"

// VPC Route Server: endpoints in two subnets, a peer at each for every machine that tells routes, and the tables that
// the routes go into. Peers are machines of the same network.

namespace aurora::aws {
namespace {

constexpr std::size_t side_count = 2;

const std::optional<RouteServer>& asked_of(const Stack& stack) {
  return stack.is_hub() ? stack.hub->route_server : stack.cluster->route_server;
}

std::vector<const Subnet*> homes_of(const Stack& stack) {
  std::vector<const Subnet*> homes;
  for (const auto& subnet : stack.network.subnets)
    if (subnet.plays("route_server")) homes.push_back(&subnet);
  return homes;
}

/// As the sessions of the plan have them: the first usable addresses of the subnets, a side in each in turn.
std::string nominal_address(const Stack& stack, const std::vector<const Subnet*>& homes, std::size_t side) {
  const auto ranges = stack.addresses().prefixes(stack.identity.id, "subnet/" + homes[side % homes.size()]->key);
  if (ranges.empty()) return {};
  const auto number = static_cast<std::uint64_t>(stack.facts.first_usable) + side / homes.size();
  return ranges.front().nth(number).to_string();
}

struct Neighbour {
  std::string name, address;
  std::int64_t asn;
  Span span;
};

/// The hub's own reflectors, and the neighbours that the spec names.
std::vector<Neighbour> neighbours_of(const Stack& stack, const RouteServer& asked) {
  std::vector<Neighbour> all;
  const auto& asns = stack.plan.connectivity.asns;
  const auto asn = asns.find(stack.identity.id);
  if (stack.is_hub() && stack.hub->route_reflectors && asked.peer_with_reflectors && asn != asns.end())
    for (int i = 0; i < stack.hub->route_reflectors->count.value; ++i) {
      const auto address = stack.static_address("static/route_reflector/" + std::to_string(i));
      if (!address.empty()) all.push_back({"reflector-" + std::to_string(i), address, asn->second, asked.span});
    }
  for (const auto& peer : asked.peers)
    all.push_back({peer.name, peer.address.value.to_string(), peer.asn.value, peer.span});
  return all;
}

void lower_peers(Stack& stack, const RouteServer& asked, const tf::Resource& endpoint) {
  for (const auto& neighbour : neighbours_of(stack, asked)) {
    const auto label = neighbour.name + "-" + endpoint.label;
    stack.add_tagged(
        "aws_vpc_route_server_peer", label, stack.name("bgp_connection", label, -1, neighbour.span), neighbour.span,
        {{"route_server_endpoint_id", endpoint["route_server_endpoint_id"]},
         {"peer_address", neighbour.address},
         {"bgp_options", tf::object({{"peer_asn", neighbour.asn}, {"peer_liveness_detection", "bgp-keepalive"}})}});
  }
}

bool is_address_character(char c) { return (c >= '0' && c <= '9') || c == '.'; }

}  // namespace

void lower_route_server(Stack& stack) {
  const auto& asked = asked_of(stack);
  if (!asked || stack.network_id().is_null()) return;
  if (stack.existing_network()) return stack.not_in_given_network("route_server", asked->span);
  stack.document.file = "route_server";
  const auto homes = homes_of(stack);
  if (homes.empty()) return;
  const auto& server = stack.add_tagged("aws_vpc_route_server", "main", stack.name("route_server", {}, -1, asked->span),
                                        asked->span, {{"amazon_side_asn", stack.facts.route_server_asn}});
  const auto& joined = stack.add("aws_vpc_route_server_vpc_association", "main", asked->span,
                                 {{"route_server_id", server["route_server_id"]}, {"vpc_id", stack.network_id()}});
  for (std::size_t side = 0; side < side_count; ++side) {
    const auto label = "side-" + std::to_string(side);
    auto& endpoint = stack.add_tagged("aws_vpc_route_server_endpoint", label,
                                      stack.name("route_server_endpoint", label, -1, asked->span), asked->span,
                                      {{"route_server_id", server["route_server_id"]},
                                       {"subnet_id", stack.subnet_id(homes[side % homes.size()]->key)}});
    endpoint.depends_on(joined);
    lower_peers(stack, *asked, endpoint);
  }
  for (const auto* table : tables_of_kind(stack, "private"))
    stack
        .add("aws_vpc_route_server_propagation", table->label, asked->span,
             {{"route_server_id", server["route_server_id"]}, {"route_table_id", (*table)["id"]}})
        .depends_on(joined);
}

std::vector<RouteServerSide> route_server_sides(const Stack& stack) {
  std::vector<RouteServerSide> sides;
  const auto homes = homes_of(stack);
  for (std::size_t side = 0; side < side_count && !homes.empty(); ++side)
    if (const auto* made = stack.document.find("aws_vpc_route_server_endpoint.side-" + std::to_string(side)))
      sides.push_back({nominal_address(stack, homes, side), made});
  return sides;
}

tf::Template with_real_addresses(const std::string& text, const std::vector<RouteServerSide>& sides) {
  tf::Template result;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto starts = [&](const RouteServerSide& side) {
      const auto end = at + side.nominal.size();
      return !side.nominal.empty() && text.compare(at, side.nominal.size(), side.nominal) == 0 &&
             (at == 0 || !is_address_character(text[at - 1])) &&
             (end == text.size() || !is_address_character(text[end]));
    };
    const auto side = std::find_if(sides.begin(), sides.end(), starts);
    if (side == sides.end()) {
      plain += text[at++];
      continue;
    }
    result.parts.emplace_back(std::move(plain));
    plain.clear();
    result.parts.emplace_back((*side->endpoint)["eni_address"]);
    at += side->nominal.size();
  }
  result.parts.emplace_back(std::move(plain));
  return result;
}

}  // namespace aurora::aws
