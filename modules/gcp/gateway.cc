#include "gcp/gateway.h"

#include "gcp/hub.h"
#include "gcp/ids.h"

namespace aurora::gcp {
namespace {

struct GatewayKind {
  std::string_view kind;
  void (*lower)(Stack&, const Gateway&, const tf::Resource& router);
};
constexpr GatewayKind kinds[] = {{"vpn", lower_vpn}, {"interconnect", lower_interconnect}};

/// A private number, and not that of the hub's route server: they are two routers.
constexpr std::int64_t default_asn = 65514;

/// Hubs of the same route domains learn what this gateway learned (peering.cc), so the other end has to know them; one
/// that has a gateway of its own is told of there.
std::vector<const Identity*> hubs_behind(const Stack& stack) {
  std::vector<const Identity*> hubs;
  const auto& own = stack.identity.id;
  for (const auto& peering : stack.plan.connectivity.peerings) {
    if (peering.reason != Peering::Reason::RouteDomain || (peering.first != own && peering.second != own)) continue;
    const auto far = find_owner(stack.plan.platform, peering.first == own ? peering.second : peering.first);
    if (far.hub != nullptr && !far.hub->gateway && far.hub->egress.kind != Egress::Kind::NextHop)
      hubs.push_back(far.identity);
  }
  return hubs;
}

/// Everything that belongs to the hub and to the spokes: networks that are peered do not tell their ranges by
/// themselves ("Cloud Router: advertised routes"). Not those whose way out is an appliance: they do not learn the
/// gateway's routes (peering.cc), so their answers would go another way than the questions came.
tf::List told_ranges(const Stack& stack) {
  tf::List ranges;
  const auto add = [&](const Identity& owner) {
    for (const auto& prefix : stack.addresses().prefixes(owner.id, "network"))
      ranges.emplace_back(tf::object({{"range", prefix.to_string()}, {"description", owner.id}}));
  };
  add(stack.identity);
  // Where the questions to the network's name servers come from: cloud.google.com, "Best practices for Cloud DNS".
  if (!stack.network.dns_servers.empty())
    ranges.emplace_back(tf::object({{"range", "35.199.192.0/19"}, {"description", "Cloud DNS"}}));
  for (const auto& cluster : stack.environment.clusters) {
    if (cluster.egress.kind == Egress::Kind::NextHop) continue;
    add(cluster.identity);
    if (const auto* pods = stack.addresses().find(cluster.identity.id, "pods"))
      ranges.emplace_back(
          tf::object({{"range", pods->prefix.to_string()}, {"description", cluster.identity.id + " pods"}}));
  }
  for (const auto* hub : hubs_behind(stack)) add(*hub);
  return ranges;
}

const GatewayKind* kind_of(Stack& stack, const Gateway& gateway) {
  for (const auto& row : kinds)
    if (row.kind == gateway.kind.value) return &row;
  stack.diagnostics.report(diag::GatewayKindUnknown, gateway.kind.span, gateway.kind.value)
      .hint("write `vpn` or `interconnect`");
  return nullptr;
}

}  // namespace

void incomplete(Stack& stack, const Gateway::Connection& connection, std::string_view missing, std::string_view hint) {
  stack.diagnostics.report(diag::ConnectionIncomplete, connection.span, connection.name, missing)
      .hint(std::string(hint));
}

void lower_gateway(Stack& stack) {
  if (!stack.hub->gateway) return;
  const auto& gateway = *stack.hub->gateway;
  stack.document.file = "gateway";
  const auto* kind = kind_of(stack, gateway);
  if (kind == nullptr || stack.network_id().is_null()) return;
  const auto& router = stack.add_named("google_compute_router", "gateway",
                                       stack.name("router", "gateway", -1, gateway.span), gateway.span,
                                       {{"region", stack.region()},
                                        {"network", stack.network_id()},
                                        {"bgp", tf::object({{"asn", gateway.asn ? gateway.asn->value : default_asn},
                                                            {"advertise_mode", "CUSTOM"},
                                                            {"advertised_ip_ranges", told_ranges(stack)}})}});
  kind->lower(stack, gateway, router);
  stack.document.output("gateway_asn", gateway.asn ? gateway.asn->value : default_asn, "AS number of this side");
}

}  // namespace aurora::gcp
