#include "gcp/blocks.h"
#include "gcp/hub.h"

// The route server is a Cloud Router, with an interface of its own on either side of a zone's failure. Its neighbours
// are the hub's route reflectors, which Network Connectivity Center has to know as router appliances of this network;
// they have a session with each interface. Nothing passes between sites through Google's backbone.

namespace aurora::gcp {
namespace {

constexpr int sides = 2;
/// Instances of one spoke: cloud.google.com, "Network Connectivity Center quotas".
constexpr int most_in_spoke = 8;

struct Appliance {
  int index = 0;
  const tf::Resource* machine = nullptr;
  std::string address;
};

std::vector<Appliance> appliances_of(const Stack& stack) {
  std::vector<Appliance> all;
  for (int i = 0; stack.hub->route_reflectors && i < stack.hub->route_reflectors->count.value; ++i) {
    const auto number = std::to_string(i);
    if (const auto* made = stack.document.find("google_compute_instance.route-reflector-" + number))
      all.push_back({i, made, stack.static_address("static/route_reflector/" + number)});
  }
  return all;
}

void lower_spokes(Stack& stack, const std::vector<Appliance>& appliances, Span span) {
  const auto& hub = stack.add_named("google_network_connectivity_hub", "main", stack.name("transit_hub", {}, -1, span),
                                    span, {{"description", "Router appliances of " + stack.identity.id}});
  for (std::size_t first = 0; first < appliances.size(); first += most_in_spoke) {
    const int number = static_cast<int>(first) / most_in_spoke;
    tf::List instances;
    for (std::size_t i = first; i < appliances.size() && i < first + most_in_spoke; ++i)
      instances.emplace_back(tf::object(
          {{"virtual_machine", (*appliances[i].machine)["self_link"]}, {"ip_address", appliances[i].address}}));
    stack.add_named("google_network_connectivity_spoke", "route-reflectors-" + std::to_string(number),
                    stack.name("transit_attachment", "route-reflectors", number, span), span,
                    {{"hub", hub["id"]},
                     {"location", stack.region()},
                     {"linked_router_appliance_instances",
                      tf::object({{"site_to_site_data_transfer", false}, {"instances", std::move(instances)}})}});
  }
}

/// The second side first: the first one names it.
std::vector<const tf::Resource*> lower_sides(Stack& stack, const tf::Resource& router, const Subnet& subnet,
                                             Span span) {
  std::vector<const tf::Resource*> made(sides);
  for (int side = sides; side-- > 0;) {
    const auto number = std::to_string(side);
    tf::Object arguments = tf::object({{"router", router["name"]},
                                       {"region", stack.region()},
                                       {"subnetwork", stack.subnet_id(subnet.key)},
                                       {"private_ip_address", stack.static_address("static/route_server/" + number)}});
    if (side == 0) arguments.emplace_back("redundant_interface", (*made[1])["name"]);
    made[static_cast<std::size_t>(side)] =
        &stack.add_named("google_compute_router_interface", "route-server-" + number,
                         stack.name("router_interface", "route-server", side, span), span, std::move(arguments));
  }
  return made;
}

/// It tells the network's own ranges: what else there is, the reflectors tell it.
tf::List told_ranges(const Stack& stack) {
  tf::List ranges;
  for (const auto& prefix : stack.addresses().prefixes(stack.identity.id, "network"))
    ranges.emplace_back(tf::object({{"range", prefix.to_string()}}));
  return ranges;
}

void lower_session(Stack& stack, const tf::Resource& router, const tf::Resource& side, int number,
                   const Appliance& appliance, Span span) {
  const auto label = "route-reflector-" + std::to_string(appliance.index) + "-" + std::to_string(number);
  const auto purpose = "route-reflector-" + std::to_string(appliance.index);
  auto& peer =
      stack.add_named("google_compute_router_peer", label, stack.name("bgp_connection", purpose, number, span), span,
                      {{"router", router["name"]},
                       {"region", stack.region()},
                       {"interface", side["name"]},
                       {"router_appliance_instance", (*appliance.machine)["self_link"]},
                       {"peer_ip_address", appliance.address},
                       {"peer_asn", reflector_asn(stack)},
                       {"advertise_mode", "CUSTOM"},
                       {"advertised_ip_ranges", told_ranges(stack)}});
  // A neighbour has to be a router appliance first.
  for (const auto& resource : stack.document.resources)
    if (resource.type == "google_network_connectivity_spoke") peer.depends_on(resource);
}

/// A neighbour is a machine of this network, so that one that the spec names by its address cannot be one.
void check_peers(Stack& stack, const RouteServer& server) {
  for (const auto& peer : server.peers)
    stack.diagnostics.report(diag::RouteServerPeer, peer.span, stack.identity.id, peer.name)
        .hint("give it to the route reflectors instead, as `route_reflectors.peers`");
}

}  // namespace

void check_route_server(Stack& stack) {
  if (stack.cluster == nullptr || !stack.cluster->route_server) return;
  stack.diagnostics.report(diag::RouteServerAlone, stack.cluster->route_server->span, stack.identity.id)
      .hint("leave it out: the routes of pods are the network's own here, and peered networks have them too");
}

void lower_route_server(Stack& stack) {
  if (!stack.hub->route_server) return;
  const auto& server = *stack.hub->route_server;
  stack.document.file = "route_server";
  check_peers(stack, server);
  const auto appliances = appliances_of(stack);
  const auto* subnet = stack.subnet_of_role("route_reflector");
  if (appliances.empty() || subnet == nullptr) {
    stack.diagnostics.report(diag::RouteServerAlone, server.span, stack.identity.id)
        .hint("give the hub `route_reflectors`, or leave the route server out");
    return;
  }
  lower_spokes(stack, appliances, server.span);
  const auto& router = stack.add_named(
      "google_compute_router", "route-server", stack.name("router", "route-server", -1, server.span), server.span,
      {{"region", stack.region()},
       {"network", stack.network_id()},
       {"bgp", tf::object({{"asn", stack.facts.route_server_asn}, {"advertise_mode", "DEFAULT"}})}});
  const auto made = lower_sides(stack, router, *subnet, server.span);
  for (const auto& appliance : appliances)
    for (int side = 0; side < sides && server.peer_with_reflectors; ++side)
      lower_session(stack, router, *made[static_cast<std::size_t>(side)], side, appliance, server.span);
  tf::List addresses;
  for (int side = 0; side < sides; ++side)
    addresses.emplace_back(stack.static_address("static/route_server/" + std::to_string(side)));
  stack.document.output("route_server_addresses", std::move(addresses), "Addresses of the route server's two sides");
}

}  // namespace aurora::gcp
