#include "aws/gateway_numbers.h"

#include <fmt/format.h>

#include "aws/facts.h"

// A VPN ends at the transit gateway and has its number. A Direct Connect gateway has one of its own, which must not be
// the transit gateway's (repost.aws, "Troubleshoot why I can't associate a transit gateway with my Direct Connect
// gateway"). Where the spec brings the Direct Connect gateway, its number is given, so `asn` is that of the transit
// gateway: the two can be told apart only there.

namespace aurora::aws {
namespace {

constexpr std::int64_t usual_direct_connect_asn = 64513;

bool is_about_our_side(const Gateway& gateway) {
  if (gateway.kind.value == "vpn") return true;
  return gateway.kind.value == "direct_connect" && existing_direct_connect(gateway) != nullptr;
}

}  // namespace

const Gateway::Connection* existing_direct_connect(const Gateway& gateway) {
  for (const auto& connection : gateway.connections)
    if (connection.circuit_id && !connection.circuit_id->value.starts_with("dxcon-")) return &connection;
  return nullptr;
}

std::int64_t side_asn(const Hub& hub) {
  const auto& gateway = hub.gateway;
  return gateway && gateway->asn && is_about_our_side(*gateway) ? gateway->asn->value : facts().gateway_asn;
}

std::int64_t transit_asn(const Platform& platform, const Transit& transit) {
  for (const auto& environment : platform.environments)
    if (environment.hub && environment.hub->identity.id == transit.owner) return side_asn(*environment.hub);
  return facts().gateway_asn;
}

void check_side_asn(Stack& stack, const Transit* transit) {
  const auto& gateway = *stack.hub->gateway;
  if (!gateway.asn) return;
  const auto& number = *gateway.asn;
  if (transit == nullptr) {
    if (gateway.kind.value != "vpn")
      stack.diagnostics
          .report(diag::BadAsn, number.span, number.value,
                  "is of no gateway: the Direct Connect gateway has its number already, and the hub is not on a "
                  "transit gateway")
          .hint("leave it out");
    return;
  }
  const auto ours = transit_asn(stack.plan.platform, *transit);
  if (number.value == ours) return;
  stack.diagnostics
      .report(diag::BadAsn, number.span, number.value,
              fmt::format("is not the transit gateway's, which `{}` makes with {}", transit->owner, ours))
      .hint("the number on AWS's side is that of the transit gateway, and the gateway of the hub that makes it says it")
      .hint("leave it out here");
}

std::int64_t direct_connect_asn(Stack& stack, const Transit* transit) {
  const auto& gateway = *stack.hub->gateway;
  const auto number = gateway.asn ? gateway.asn->value : usual_direct_connect_asn;
  if (transit != nullptr && number == transit_asn(stack.plan.platform, *transit))
    stack.diagnostics
        .report(diag::BadAsn, gateway.asn ? gateway.asn->span : gateway.span, number, "is the transit gateway's own")
        .hint(
            "a Direct Connect gateway needs another number than the gateway that it leads to: give this one an `asn`");
  return number;
}

}  // namespace aurora::aws
