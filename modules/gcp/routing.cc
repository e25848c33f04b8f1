#include "gcp/egress.h"

#include "gcp/blocks.h"

// Routes of the network. It was made without Google's own default route: it has one where it has a way out.
// An appliance is an internal passthrough load balancer, which may be in a network that this one is peered with; only
// an address of this very network may be a machine's ("Static routes: next hops").

namespace aurora::gcp {
namespace {

constexpr std::string_view internet_gateway = "default-internet-gateway";
constexpr std::string_view everywhere = "0.0.0.0/0";

bool is_own(const Stack& stack, const IpAddress& address) {
  for (const auto& prefix : stack.addresses().prefixes(stack.identity.id, "network"))
    if (prefix.contains(address)) return true;
  return false;
}

tf::Resource& add_route(Stack& stack, std::string_view label, std::string name, const std::string& range,
                        std::string_view hop_argument, const std::string& hop, Span span) {
  auto& route =
      stack.add_named("google_compute_route", label, std::move(name), span,
                      {{"network", stack.network_id()}, {"dest_range", range}, {std::string(hop_argument), hop}});
  // A load balancer of another network is one only once the networks are peered.
  if (hop_argument == "next_hop_ilb")
    for (const auto& resource : stack.document.resources)
      if (resource.type == "google_compute_network_peering") route.depends_on(resource);
  return route;
}

std::string_view appliance_argument(const Stack& stack, const IpAddress& address) {
  return is_own(stack, address) ? "next_hop_ip" : "next_hop_ilb";
}

void lower_default_route(Stack& stack) {
  const auto name = [&] { return stack.name("default_route", {}, -1, stack.egress.span); };
  if (has_nat(stack))
    add_route(stack, "default", name(), std::string(everywhere), "next_hop_gateway", std::string(internet_gateway),
              stack.egress.span);
  if (stack.egress.kind != Egress::Kind::NextHop || !stack.egress.next_hop) return;
  const auto& hop = stack.egress.next_hop->value;
  add_route(stack, "default", name(), std::string(everywhere), appliance_argument(stack, hop), hop.to_string(),
            stack.egress.span);
}

void lower_further_route(Stack& stack, const Route& route) {
  const auto hop = IpAddress::parse(route.next_hop);
  const auto name = [&] { return stack.name("route", route.name, -1, route.span); };
  const auto range = route.prefix.value.to_string();
  if (route.next_hop_type == "internet")
    add_route(stack, "route_" + route.name, name(), range, "next_hop_gateway", std::string(internet_gateway),
              route.span);
  else if (route.next_hop_type == "appliance" && hop)
    add_route(stack, "route_" + route.name, name(), range, appliance_argument(stack, *hop), route.next_hop, route.span);
  else
    stack.diagnostics.report(diag::RouteHopNotHere, route.span, route.name, stack.identity.id, route.next_hop_type)
        .hint(
            "routes of a gateway are learned by BGP and those of the network are always there; what must go nowhere "
            "is denied by default");
}

/// What a spec may ask for and Google Cloud has not.
void check_egress(Stack& stack) {
  const bool hub = stack.egress.kind == Egress::Kind::Hub;
  if (!hub && stack.egress.kind != Egress::Kind::LoadBalancer) return;
  auto report = stack.diagnostics.report(diag::EgressNotHere, stack.egress.span, hub ? "hub" : "load_balancer",
                                         stack.identity.id);
  report.hint(hub ? "NAT serves one network, and peered networks do not hand packets on: write `nat`, `firewall`, or "
                    "the `next_hop` of an appliance's load balancer"
                  : "machines without public addresses go out by NAT: write `nat` or `firewall`");
}

}  // namespace

bool has_nat(const Stack& stack) {
  return stack.egress.kind == Egress::Kind::Nat || stack.egress.kind == Egress::Kind::Firewall;
}

void lower_routing(Stack& stack) {
  stack.document.file = "routing";
  if (stack.network_id().is_null() || stack.existing_network()) return;
  check_egress(stack);
  lower_default_route(stack);
  for (const auto& route : stack.network.routes) lower_further_route(stack, route);
  lower_nat(stack);
}

}  // namespace aurora::gcp
