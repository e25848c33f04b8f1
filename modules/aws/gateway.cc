#include <fmt/format.h>

#include <algorithm>

#include "aws/gateway_numbers.h"
#include "aws/hub.h"
#include "aws/monitoring.h"
#include "aws/network.h"
#include "aws/transit.h"

// The gateway to networks outside. It is one more attachment of the transit gateway, which only the account that has
// that may make, so everything here is made there, through its provider. What it learns goes into the tables of the
// networks that exchange routes with the hub; what comes in by it finds networks and no other gateway. Where the hub is
// in an existing network, the gateway is on that network and on nothing else.

namespace aurora::aws {
namespace {

using Connection = Gateway::Connection;

/// Of a customer gateway without BGP, where a number has to be said: the provider's documentation.
constexpr std::int64_t static_asn = 65000;

/// The strongest that both sides of usual devices have in common; AWS would also take SHA-1 and 1024-bit groups.
/// `overrides` changes it for a device that has less.
tf::Object tunnel_options(int tunnel, const tf::Resource& logs) {
  const auto name = [&](std::string_view what) { return fmt::format("tunnel{}_{}", tunnel, what); };
  const tf::Object destination =
      tf::object({{"log_enabled", true}, {"log_group_arn", logs["arn"]}, {"log_output_format", "json"}});
  tf::Object options;
  options.emplace_back(name("ike_versions"), tf::list({"ikev2"}));
  for (const auto* phase : {"phase1", "phase2"}) {
    options.emplace_back(name(fmt::format("{}_encryption_algorithms", phase)), tf::list({"AES256-GCM-16"}));
    options.emplace_back(name(fmt::format("{}_integrity_algorithms", phase)), tf::list({"SHA2-384", "SHA2-512"}));
    options.emplace_back(name(fmt::format("{}_dh_group_numbers", phase)), tf::list({19, 20, 21}));
  }
  options.emplace_back(name("startup_action"), "add");
  options.emplace_back(name("dpd_timeout_action"), "restart");
  options.emplace_back(name("log_options"), tf::object({{"cloudwatch_log_options", destination}}));
  return options;
}

/// One gateway of a hub while it is made.
class Writer {
 public:
  Writer(Stack& stack, const Gateway& gateway)
      : stack_(stack),
        gateway_(gateway),
        transit_(stack.plan.connectivity.transit_of(stack.identity.id)),
        provider_(transit_ == nullptr ? tf::Value{} : transit_provider(stack, *transit_)) {}

  void vpn() {
    check_side_asn(stack_, transit_);
    if (gateway_.connections.empty() && transit_ != nullptr) return;
    if (transit_ == nullptr) lower_private_gateway();
    const auto& logs = lower_log_group(stack_, "vpn", gateway_.span, {}, provider_);
    for (const auto& connection : gateway_.connections) vpn_connection(connection, logs);
  }

  void direct_connect() {
    const auto* existing = existing_direct_connect(gateway_);
    if (existing != nullptr) check_side_asn(stack_, transit_);
    const tf::Value id = existing != nullptr ? tf::Value(existing->circuit_id->value) : lower_direct_connect();
    for (const auto& connection : gateway_.connections) circuit(connection, id);
    if (transit_ != nullptr) join_direct_connect(id);
    stack_.document.output("direct_connect_gateway_id", id, "The Direct Connect gateway");
  }

 private:
  /// Made in the account that has the transit gateway.
  tf::Resource& put(tf::Resource& resource) {
    if (!provider_.is_null()) resource.set("provider", provider_);
    return resource;
  }

  tf::Value lower_direct_connect() {
    return put(stack_.add("aws_dx_gateway", "main", gateway_.span,
                          {{"name", stack_.name("interconnect_gateway", {}, -1, gateway_.span)},
                           {"amazon_side_asn", std::to_string(direct_connect_asn(stack_, transit_))}}))["id"];
  }

  /// Of an existing network.
  void lower_private_gateway() {
    auto& made = stack_.add_tagged(
        "aws_vpn_gateway", "main", stack_.name("virtual_network_gateway", {}, -1, gateway_.span), gateway_.span,
        {{"vpc_id", stack_.network_id()}, {"amazon_side_asn", std::to_string(side_asn(*stack_.hub))}});
    stack_.keep(made);
  }

  const tf::Resource* other_end(const Connection& connection) {
    const char* missing = !connection.address                           ? "address"
                          : !connection.asn && connection.cidrs.empty() ? "cidrs"
                                                                        : nullptr;
    if (missing != nullptr) {
      stack_.diagnostics.report(diag::ConnectionIncomplete, connection.span, connection.name, missing)
          .hint("a VPN needs `address`, and either `cidrs` or `asn` with `bgp_address`");
      return nullptr;
    }
    const auto asn = connection.asn ? connection.asn->value : static_asn;
    constexpr std::int64_t largest_short = 2147483647;  // the provider's rule for `bgp_asn`
    return &put(stack_.add_tagged("aws_customer_gateway", connection.name,
                                  stack_.name("local_network_gateway", connection.name, -1, connection.span),
                                  connection.span,
                                  {{"type", "ipsec.1"},
                                   {"ip_address", connection.address->value.to_string()},
                                   {asn > largest_short ? "bgp_asn_extended" : "bgp_asn", std::to_string(asn)}}));
  }

  /// AWS's tunnels have addresses of their own for BGP; of each /30 the second address is the other end's.
  tf::Value inside_range(const Connection& connection) {
    if (!connection.asn || !connection.bgp_address) return {};
    const auto& address = connection.bgp_address->value;
    const auto range = enclosing(Prefix::host(address), address.family == IpFamily::V4 ? 30 : 126);
    if (Prefix::parse("169.254.0.0/16")->contains(range) && range.nth(2) == address) return range.to_string();
    stack_.diagnostics
        .report(diag::GatewayConnection, connection.bgp_address->span, connection.name,
                fmt::format("`{}` is not the second address of a /30 in 169.254.0.0/16, where AWS's tunnels are",
                            address.to_string()))
        .hint("write an address such as `169.254.10.2`");
    return {};
  }

  void vpn_connection(const Connection& connection, const tf::Resource& logs) {
    const auto* other = other_end(connection);
    if (other == nullptr) return;
    tf::Object arguments = tf::object({{"type", "ipsec.1"},
                                       {"customer_gateway_id", (*other)["id"]},
                                       {"static_routes_only", !connection.asn},
                                       // AWS makes the keys and keeps them: state and files never hold them.
                                       {"preshared_key_storage", "SecretsManager"},
                                       {"tunnel1_inside_cidr", inside_range(connection)}});
    if (transit_ != nullptr)
      arguments.emplace_back("transit_gateway_id", transit_gateway_id(stack_));
    else
      arguments.emplace_back("vpn_gateway_id", (*stack_.document.find("aws_vpn_gateway.main"))["id"]);
    for (const int tunnel : {1, 2})
      for (auto& option : tunnel_options(tunnel, logs)) arguments.push_back(std::move(option));
    auto& made =
        put(stack_.add_tagged("aws_vpn_connection", connection.name,
                              stack_.name("virtual_network_gateway_connection", connection.name, -1, connection.span),
                              connection.span, std::move(arguments)));
    stack_.document.output("vpn_" + connection.name + "_key", made["preshared_key_arn"],
                           "Secret that holds the shared keys of the connection");
    if (transit_ != nullptr)
      join(connection.name, made["transit_gateway_attachment_id"], connection.asn ? nullptr : &connection);
    else
      lower_static_routes(connection, made);
  }

  void lower_static_routes(const Connection& connection, const tf::Resource& made) {
    if (connection.asn) return;
    for (const auto& range : connection.cidrs)
      stack_.add("aws_vpn_connection_route", connection.name + "_" + prefix_label(range.value), range.span,
                 {{"vpn_connection_id", made["id"]}, {"destination_cidr_block", range.value.to_string()}});
  }

  /// Puts an attachment into the tables; `fixed`: a connection whose routes nobody tells.
  void join(const std::string& label, const tf::Value& attachment, const Connection* fixed) {
    for (const auto& table : transit_->tables) {
      const bool told =
          std::find(table.gateways.begin(), table.gateways.end(), stack_.identity.id) != table.gateways.end();
      if (table.gateway == stack_.identity.id)
        entry("aws_ec2_transit_gateway_route_table_association", label, attachment, table, {});
      if (told && fixed == nullptr)
        entry("aws_ec2_transit_gateway_route_table_propagation", label + "_" + table.name, attachment, table, {});
      if (told && fixed != nullptr)
        for (const auto& range : fixed->cidrs)
          entry("aws_ec2_transit_gateway_route", label + "_" + table.name + "_" + prefix_label(range.value), attachment,
                table, {{"destination_cidr_block", range.value.to_string()}});
    }
  }

  void entry(std::string_view type, const std::string& label, const tf::Value& attachment, const Transit::Table& table,
             tf::Object first) {
    auto& made = put(stack_.add(type, label, gateway_.span, std::move(first)));
    made.set("transit_gateway_attachment_id", attachment);
    made.set("transit_gateway_route_table_id", transit_table_id(stack_, *transit_, table.name));
  }

  /// What the other side is told: the networks that exchange routes with this hub.
  std::vector<std::string> told_ranges() const {
    std::vector<Prefix> ranges;
    for (const auto& table : transit_->tables)
      if (table.gateway == stack_.identity.id)
        for (const auto& route : table.routes)
          for (const auto& range : stack_.addresses().prefixes(route.network, "network"))
            if (!range.is_v6()) ranges.push_back(range);
    std::vector<std::string> texts;
    for (const auto& range : aggregate(std::move(ranges))) texts.push_back(range.to_string());
    return texts;
  }

  void join_direct_connect(const tf::Value& id) {
    const auto& made = put(stack_.add("aws_dx_gateway_association", "main", gateway_.span,
                                      {{"dx_gateway_id", id},
                                       {"associated_gateway_id", transit_gateway_id(stack_)},
                                       {"allowed_prefixes", tf::list(told_ranges())}}));
    join("direct-connect", made["transit_gateway_attachment_id"], nullptr);
  }

  /// A line of Direct Connect gets a virtual interface; its VLAN is what the line's operator says.
  void circuit(const Connection& connection, const tf::Value& id) {
    if (!connection.circuit_id || !connection.asn) {
      if (connection.circuit_id && !connection.circuit_id->value.starts_with("dxcon-")) return;
      stack_.diagnostics
          .report(diag::ConnectionIncomplete, connection.span, connection.name,
                  connection.circuit_id ? "asn" : "circuit_id")
          .hint(
              "give the id of the Direct Connect connection and the `asn` of the other end, or the id of a Direct "
              "Connect gateway");
      return;
    }
    if (!connection.circuit_id->value.starts_with("dxcon-")) return;
    put(stack_.add_tagged(
        "aws_dx_transit_virtual_interface", connection.name,
        stack_.name("interconnect_attachment", connection.name, -1, connection.span), connection.span,
        {{"name", stack_.name("interconnect_attachment", connection.name, -1, connection.span)},
         {"connection_id", connection.circuit_id->value},
         {"dx_gateway_id", id},
         {"address_family", "ipv4"},
         {"bgp_asn", connection.asn->value},
         {"vlan", stack_.document.variable("vlan_" + tf::label(connection.name),
                                           "VLAN of the Direct Connect connection " + connection.name, false)}}));
  }

  Stack& stack_;
  const Gateway& gateway_;
  const Transit* transit_;
  tf::Value provider_;
};

}  // namespace

void lower_gateway(Stack& stack) {
  if (!stack.hub->gateway) return;
  const auto& gateway = *stack.hub->gateway;
  stack.document.file = "gateway";
  Writer writer(stack, gateway);
  if (gateway.kind.value == "vpn")
    writer.vpn();
  else if (gateway.kind.value == "direct_connect")
    writer.direct_connect();
  else
    stack.diagnostics.report(diag::GatewayKindUnknown, gateway.kind.span, gateway.kind.value)
        .hint("write `vpn` or `direct_connect`");
}

}  // namespace aurora::aws
