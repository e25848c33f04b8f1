#include "aws/egress.h"

#include <fmt/format.h>

#include "aws/blocks.h"
#include "aws/network.h"

// The way to the internet: NAT gateways in public subnets, one a zone or one for all; of a hub with a firewall, behind
// that (firewall.cc). A network that leaves by its hub has none of its own.

namespace aurora::aws {
namespace {

using Kind = Egress::Kind;

/// What a hub or a cluster cannot have, in words, with what to write instead; empty: fine.
struct Problem {
  std::string what, hint;
};

Problem problem_of_hub(const Stack& stack) {
  if (stack.egress.kind == Kind::Hub) return {"it is the hub", "write `nat` or `firewall`"};
  return {};
}

Problem problem_of_cluster(const Stack& stack) {
  const bool firewall = stack.egress.kind == Kind::Firewall;
  if (stack.egress.kind != Kind::Hub && !firewall) return {};
  if (stack.hub == nullptr) return {"its environment has no hub", "add a `hub`, or write `nat`"};
  const auto hub = stack.hub->egress.kind;
  if (firewall && hub != Kind::Firewall)
    return {"the hub has no firewall", "give the hub `egress: firewall`, or write `hub` or `nat`"};
  if (hub != Kind::Nat && hub != Kind::Firewall)
    return {"the hub has no way out of its own", "give the hub `egress: nat` or `firewall`"};
  if (stack.hub->region != stack.region())
    return {fmt::format("the hub is in {}", stack.hub->region), "write `nat`: what leaves would cross two regions"};
  if (stack.plan.connectivity.transit_of(stack.hub->identity.id) == nullptr)
    return {"the hub is in an existing network", "write `nat`"};
  return {};
}

Problem problem_of(const Stack& stack) {
  if (stack.egress.kind == Kind::NextHop)
    return {"a route table of AWS leads to gateways and interfaces, never to an address",
            "write `nat`, `firewall` or `hub`; an enterprise's own transit gateway is a peer: "
            "`network: { peers: { enterprise: { id: tgw-... } } }`"};
  if (stack.egress.kind == Kind::LoadBalancer) return {"a load balancer of AWS carries nothing out", "write `nat`"};
  return stack.is_hub() ? problem_of_hub(stack) : problem_of_cluster(stack);
}

/// What a cluster takes over from its hub was said there, if it is no hub's either.
bool said_already(const Stack& stack) {
  const bool inherited = !stack.is_hub() && stack.hub != nullptr && stack.egress.span.known() &&
                         stack.hub->egress.span == stack.egress.span;
  return inherited && stack.egress.kind != Kind::Firewall;
}

void lower_nat_gateway(Stack& stack, const std::string& label, const Subnet& subnet) {
  const auto purpose = label == "main" ? std::string() : label;
  const auto span = stack.egress.span;
  const auto& address = stack.add_tagged("aws_eip", "nat_" + label,
                                         stack.name("public_ip", purpose.empty() ? "nat" : "nat-" + purpose, -1, span),
                                         span, {{"domain", "vpc"}});
  auto& gateway = stack.add_tagged("aws_nat_gateway", label, stack.name("nat_gateway", purpose, -1, span), span,
                                   {{"allocation_id", address["id"]}, {"subnet_id", stack.subnet_id(subnet.key)}});
  if (const auto* internet = stack.document.find("aws_internet_gateway.main")) gateway.depends_on(*internet);
}

}  // namespace

void lower_egress(Stack& stack) {
  stack.document.file = "egress";
  if (stack.existing_network() || stack.network.absent()) return;
  if (const auto problem = problem_of(stack); !problem.what.empty()) {
    if (!said_already(stack))
      stack.diagnostics.report(diag::EgressNotPossible, stack.egress.span, stack.identity.id, problem.what)
          .hint(problem.hint);
    return;
  }
  for (const auto& subnet : stack.network.subnets) {
    if (!subnet.plays("nat")) continue;
    const bool one = !stack.egress.nat_per_zone || subnet.zone.empty();
    lower_nat_gateway(stack, one ? "main" : "zone-" + subnet.zone, subnet);
    if (one) break;
  }
  tf::Object addresses;
  for (const auto& resource : stack.document.resources)
    if (resource.type == "aws_eip" && resource.file == "egress")
      addresses.emplace_back(resource.label, resource["public_ip"]);
  if (!addresses.empty())
    stack.document.output("nat_addresses", std::move(addresses), "Addresses that the internet sees");
}

tf::Value nat_gateway_id(const Stack& stack, std::string_view zone) {
  const auto* made = stack.document.find("aws_nat_gateway." + tf::label("zone-" + std::string(zone)));
  if (made == nullptr) made = stack.document.find("aws_nat_gateway.main");
  return made == nullptr ? tf::Value{} : tf::Value((*made)["id"]);
}

bool leaves_by_hub(const Stack& stack) {
  return !stack.is_hub() && (stack.egress.kind == Kind::Hub || stack.egress.kind == Kind::Firewall);
}

}  // namespace aurora::aws
