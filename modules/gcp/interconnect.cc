#include "gcp/gateway.h"
#include "terraform/function.h"

// Attachments of Dedicated Interconnects: one for each connection, which names its circuit. Two connections over two
// circuits of different edge domains are what Google's promise of availability asks for. Google picks the BGP
// addresses of both ends.

namespace aurora::gcp {
namespace {

using Connection = Gateway::Connection;

/// The address of `10.0.0.1/29`: the attachment says both.
tf::Expression address_of(const tf::Expression& range) { return tf::call("split", {tf::literal("/"), range}).at(0); }

void lower_session(Stack& stack, const tf::Resource& router, const tf::Resource& attachment,
                   const Connection& connection) {
  const auto& interface =
      stack.add_named("google_compute_router_interface", connection.name,
                      stack.name("router_interface", connection.name, -1, connection.span), connection.span,
                      {{"router", router["name"]},
                       {"region", stack.region()},
                       {"ip_range", attachment["cloud_router_ip_address"]},
                       {"interconnect_attachment", attachment["self_link"]}});
  stack.add_named("google_compute_router_peer", connection.name,
                  stack.name("bgp_connection", connection.name, -1, connection.span), connection.span,
                  {{"router", router["name"]},
                   {"region", stack.region()},
                   {"interface", interface["name"]},
                   {"peer_ip_address", address_of(attachment["customer_router_ip_address"])},
                   {"peer_asn", connection.asn->value}});
}

}  // namespace

void lower_interconnect(Stack& stack, const Gateway& gateway, const tf::Resource& router) {
  tf::Object made;
  for (const auto& connection : gateway.connections) {
    if (!connection.circuit_id) {
      incomplete(stack, connection, "circuit_id",
                 "give the id of the interconnect: `projects/.../global/interconnects/...`");
      continue;
    }
    if (!connection.asn) {
      incomplete(stack, connection, "asn", "give the AS number of the router at the other end");
      continue;
    }
    auto& attachment =
        stack.add_named("google_compute_interconnect_attachment", connection.name,
                        stack.name("interconnect_attachment", connection.name, -1, connection.span), connection.span,
                        {{"region", stack.region()},
                         {"router", router["id"]},
                         {"type", "DEDICATED"},
                         {"interconnect", connection.circuit_id->value},
                         {"admin_enabled", true}});
    stack.keep(attachment);
    lower_session(stack, router, attachment, connection);
    made.emplace_back(connection.name, attachment["customer_router_ip_address"]);
  }
  if (!made.empty())
    stack.document.output("gateway_addresses", std::move(made), "BGP address of the other end of each attachment");
}

}  // namespace aurora::gcp
