#include <algorithm>
#include <set>

#include "aws/blocks.h"
#include "aws/network.h"
#include "aws/provider.h"
#include "aws/routing.h"
#include "aws/transit.h"

// How this network is joined to others. The attachment is made here, in the network's own account; what the tables of
// the transit gateway say of it, through a provider of the account that has the gateway. Two networks that a flow
// joins although their environments exchange no routes are peered with each other and with nobody else.

namespace aurora::aws {
namespace {

bool is_in(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const tf::Resource& lower_attachment(Stack& stack, const Transit& transit) {
  const bool firewall = stack.is_hub() && stack.egress.kind == Egress::Kind::Firewall;
  auto& made = stack.add_tagged("aws_ec2_transit_gateway_vpc_attachment", "network", stack.name("transit_attachment"),
                                stack.network.span,
                                {{"transit_gateway_id", transit_gateway_id(stack)},
                                 {"vpc_id", stack.network_id()},
                                 {"subnet_ids", stack.subnet_ids("transit")},
                                 {"dns_support", "enable"},
                                 // Both directions of a connection must meet the same endpoint of the firewall.
                                 {"appliance_mode_support", firewall ? "enable" : "disable"},
                                 {"ipv6_support", has_ipv6(stack) ? "enable" : "disable"}});
  // Of a shared gateway only the owner may say these (the provider's documentation of the resource).
  if (transit_provider(stack, transit).is_null()) {
    made.set("transit_gateway_default_route_table_association", false);
    made.set("transit_gateway_default_route_table_propagation", false);
  }
  return made;
}

/// Entries of the gateway's tables, in the account that has it.
class Entries {
 public:
  Entries(Stack& stack, const Transit& transit, const tf::Resource& attachment)
      : stack_(stack), transit_(transit), attachment_(attachment) {}

  void write() {
    const auto& id = stack_.identity.id;
    for (const auto& table : transit_.tables) {
      if (is_in(table.networks, id)) add("aws_ec2_transit_gateway_route_table_association", table, "network", {});
      for (const auto& route : table.routes) {
        if (route.via != id) continue;
        if (route.network == id)
          add("aws_ec2_transit_gateway_route_table_propagation", table, table.name, {});
        else
          add_static(table, route.network);
      }
      if (table.way_out == id) add_route(table, "default", "0.0.0.0/0");
    }
  }

 private:
  /// What is behind this network's firewall.
  void add_static(const Transit::Table& table, const std::string& network) {
    for (const auto& range : stack_.addresses().prefixes(network, "network"))
      if (!range.is_v6()) add_route(table, prefix_label(range), range.to_string());
  }

  void add_route(const Transit::Table& table, const std::string& what, const std::string& range) {
    add("aws_ec2_transit_gateway_route", table, table.name + "_" + what, {{"destination_cidr_block", range}});
  }

  void add(std::string_view type, const Transit::Table& table, const std::string& label, tf::Object first) {
    auto& made = stack_.add(type, label, stack_.network.span, std::move(first));
    made.set("transit_gateway_attachment_id", attachment_["id"]);
    made.set("transit_gateway_route_table_id", transit_table_id(stack_, transit_, table.name));
    if (auto provider = transit_provider(stack_, transit_); !provider.is_null())
      made.set("provider", std::move(provider));
  }

  Stack& stack_;
  const Transit& transit_;
  const tf::Resource& attachment_;
};

void lower_transit_attachment(Stack& stack) {
  const auto* transit = stack.plan.connectivity.transit_of(stack.identity.id);
  if (transit == nullptr || stack.subnet_ids("transit").empty()) return;
  if (transit->owner != stack.identity.id) stack.wait_for(transit->owner);
  Entries(stack, *transit, lower_attachment(stack, *transit)).write();
}

// --- peerings of flows -------------------------------------------------------------------------------------------

struct Other {
  const Environment* environment;
  const Identity* identity;
  const Network* network;
};

Other find_other(const Platform& platform, const std::string& id) {
  for (const auto& environment : platform.environments) {
    if (environment.hub && environment.hub->identity.id == id)
      return {&environment, &environment.hub->identity, &environment.hub->network};
    for (const auto& cluster : environment.clusters)
      if (cluster.identity.id == id) return {&environment, &cluster.identity, &cluster.network};
  }
  return {};
}

class FlowPeering {
 public:
  FlowPeering(Stack& stack, const Peering& peering, const Other& other)
      : stack_(stack),
        peering_(peering),
        other_(other),
        label_(peering.first.substr(0, peering.first.find('/')) + "-" +
               peering.first.substr(peering.first.find('/') + 1)),
        provider_(provider_for(stack, *other.environment, *other.identity)) {}

  void write() {
    const auto& far = far_data("aws_vpc", label_, "virtual_network", {});
    auto& made = stack_.add_tagged("aws_vpc_peering_connection", label_,
                                   stack_.name("virtual_network_peering", label_, -1, peering_.span), peering_.span,
                                   {{"vpc_id", stack_.network_id()},
                                    {"peer_vpc_id", far["id"]},
                                    {"peer_owner_id", other_.environment->account.value},
                                    {"peer_region", other_.identity->region}});
    const tf::Resource* ready = &made;
    if (provider_.is_null()) {
      made.set("auto_accept", true);
      std::erase_if(made.arguments, [](const auto& argument) { return argument.first == "peer_region"; });
    } else {
      ready = &stack_.add("aws_vpc_peering_connection_accepter", label_, peering_.span,
                          {{"provider", provider_},
                           {"vpc_peering_connection_id", made["id"]},
                           {"auto_accept", true},
                           {"tags", *made.find("tags")}});
    }
    routes(made, *ready);
    stack_.wait_for(peering_.first);
  }

 private:
  const tf::Resource& far_data(std::string_view type, const std::string& label, std::string_view kind,
                               const std::string& purpose) {
    const auto name = stack_.elsewhere.of(*other_.identity, {.kind = kind, .purpose = purpose, .span = peering_.span});
    tf::Object arguments;
    if (!provider_.is_null()) arguments.emplace_back("provider", provider_);
    arguments.emplace_back("filter", tf::object({{"name", "tag:Name"}, {"values", tf::list({name})}}));
    return stack_.document.data(type, tf::label(label), peering_.span, std::move(arguments));
  }

  /// More exact than the routes to the transit gateway, in the tables of machines on both sides.
  void routes(const tf::Resource& made, const tf::Resource& ready) {
    for (const auto* table : private_tables())
      add_routes(table->label, (*table)["id"], peering_.first, made, ready, {});
    std::set<std::string> far;
    for (const auto& subnet : other_.network->subnets)
      if (subnet.route_table && table_kind(subnet) == "private") far.insert(table_label("private", subnet.zone));
    for (const auto& name : far) {
      const auto& table = far_data("aws_route_table", label_ + "_" + name, "route_table", name);
      add_routes("back_" + name, table["id"], stack_.identity.id, made, ready, provider_);
    }
  }

  std::vector<const tf::Resource*> private_tables() const { return tables_of_kind(stack_, "private"); }

  void add_routes(const std::string& table, const tf::Value& id, const std::string& to, const tf::Resource& made,
                  const tf::Resource& ready, const tf::Value& provider) {
    for (const auto& range : stack_.addresses().prefixes(to, "network")) {
      if (range.is_v6()) continue;
      tf::Object arguments;
      if (!provider.is_null()) arguments.emplace_back("provider", provider);
      arguments.emplace_back("route_table_id", id);
      arguments.emplace_back("destination_cidr_block", range.to_string());
      arguments.emplace_back("vpc_peering_connection_id", made["id"]);
      auto& route = stack_.add("aws_route", table + "_" + label_ + "_" + prefix_label(range), peering_.span,
                               std::move(arguments));
      if (&ready != &made) route.depends_on(ready);
    }
  }

  Stack& stack_;
  const Peering& peering_;
  Other other_;
  std::string label_;  ///< `prod-hub`, `nonprod-gen-dev-cc1-00`
  tf::Value provider_;
};

// --- networks that the spec does not describe ----------------------------------------------------------------------

void lower_external_peer(Stack& stack, const ExternalPeer& peer) {
  if (!peer.id.value.starts_with("tgw-")) {
    stack.diagnostics.report(diag::PeerNotPossible, peer.id.span, peer.id.value, stack.identity.id)
        .hint("write the id of a transit gateway that is shared with the account: `tgw-0a1b2c3d4e5f60718`");
    return;
  }
  auto subnets = stack.subnet_ids("transit");
  if (subnets.empty()) {
    stack.diagnostics
        .report(diag::ClusterSubnetMissing, peer.span, "network.peers." + peer.name, stack.identity.id, "transit")
        .hint(
            "every network gets it as soon as the platform has a `hub`; without one, add it: "
            "`subnets: { transit: { size: 28 } }`");
    return;
  }
  stack.add_tagged("aws_ec2_transit_gateway_vpc_attachment", "external_" + peer.name,
                   stack.name("transit_attachment", peer.name, -1, peer.span), peer.span,
                   {{"transit_gateway_id", peer.id.value},
                    {"vpc_id", stack.network_id()},
                    {"subnet_ids", std::move(subnets)},
                    {"dns_support", "enable"}});
}

}  // namespace

void lower_peering(Stack& stack) {
  stack.document.file = "peering";
  if (stack.existing_network() || stack.network_id().is_null()) return;
  lower_transit_attachment(stack);
  for (const auto& peer : stack.network.peers) lower_external_peer(stack, peer);
}

void lower_flow_peerings(Stack& stack) {
  stack.document.file = "peering";
  if (stack.existing_network() || stack.network_id().is_null()) return;
  for (const auto& peering : stack.plan.connectivity.peerings) {
    if (peering.second != stack.identity.id) continue;
    const auto other = find_other(stack.plan.platform, peering.first);
    if (other.environment != nullptr && other.environment->cloud == stack.environment.cloud)
      FlowPeering(stack, peering, other).write();
  }
}

}  // namespace aurora::aws
