#include "aws/routing.h"

#include <algorithm>
#include <array>

#include "aws/blocks.h"
#include "aws/egress.h"
#include "aws/network.h"
#include "aws/transit.h"

// Each zone has its own tables, by what its subnets are for, so that what leaves a zone leaves by that zone. In a hub
// with a firewall packets pass subnets in one order, and back in the reverse one:
//
//   attachment (transit) -> firewall endpoint (firewall) -> NAT gateway (nat) -> internet
//
// and between networks, those outside too, from the attachment to the endpoint and back into the transit gateway.

namespace aurora::aws {
namespace {

constexpr std::string_view anywhere = "0.0.0.0/0";

/// Where a route leads: the argument of `aws_route` and its value.
struct Hop {
  std::string_view argument;
  tf::Value target;
  const tf::Resource* after = nullptr;  ///< what must be there before, where no reference says so
};

class Tables {
 public:
  explicit Tables(Stack& stack) : stack_(stack), far_(far_ranges(stack)) {}

  void write() {
    for (const auto& subnet : stack_.network.subnets) {
      if (!subnet.route_table || stack_.subnet_id(subnet.key).is_null()) continue;
      const auto kind = table_kind(subnet);
      const auto& table = table_for(kind, subnet);
      stack_.add("aws_route_table_association", subnet.key, subnet.span,
                 {{"subnet_id", stack_.subnet_id(subnet.key)}, {"route_table_id", table["id"]}});
    }
  }

 private:
  const tf::Resource& table_for(std::string_view kind, const Subnet& subnet) {
    const auto label = table_label(kind, subnet.zone);
    if (const auto* made = stack_.document.find("aws_route_table." + tf::label(label))) return *made;
    const auto& table = stack_.add_tagged("aws_route_table", label, stack_.name("route_table", label),
                                          stack_.network.span, {{"vpc_id", stack_.network_id()}});
    fill(kind, subnet.zone, table);
    return table;
  }

  void fill(std::string_view kind, const std::string& zone, const tf::Resource& table) {
    const bool firewall = stack_.is_hub() && stack_.egress.kind == Egress::Kind::Firewall;
    const Hop nat{"nat_gateway_id", nat_gateway_id(stack_, zone)};
    const Hop inspected{"vpc_endpoint_id", firewall_endpoint(stack_, zone)};
    const Hop transit{"transit_gateway_id", transit_gateway_id(stack_), transit_attachment(stack_)};
    const Hop way_out = leaves_by_hub(stack_) ? transit : firewall ? inspected : nat;
    if (kind == "nat") {
      if (const auto* internet = stack_.document.find("aws_internet_gateway.main"))
        add(table, "default", anywhere, {"gateway_id", (*internet)["id"]});
      // Answers to networks that leave by this one.
      if (stack_.is_hub()) add_far(table, firewall ? inspected : transit);
      if (firewall) add_near(table, zone, inspected);
    } else if (kind == "firewall") {
      add(table, "default", anywhere, nat);
      add_far(table, transit);
      add_outside(table, transit);
    } else if (kind == "transit") {
      // Only a hub's attachment hands on what is not for its own network.
      if (stack_.is_hub()) add(table, "default", anywhere, firewall ? inspected : nat);
    } else {
      add(table, "default", anywhere, way_out);
      add_far(table, transit);
      add_outside(table, transit);
      add_own(table, zone, way_out);
      if (const auto* internet6 = stack_.document.find("aws_egress_only_internet_gateway.main"))
        add(table, "default6", "::/0", {"egress_only_gateway_id", (*internet6)["id"]});
    }
  }

  /// Answers to the hub's own machines, by the firewall that their questions passed: more exact than the network's own
  /// route, which AWS takes for whole subnets.
  void add_near(const tf::Resource& table, const std::string& zone, const Hop& hop) {
    for (const auto& subnet : stack_.network.subnets) {
      if (subnet.zone != zone || table_kind(subnet) != "private") continue;
      for (const auto& range : stack_.addresses().prefixes(stack_.identity.id, "subnet/" + subnet.key))
        add(table, subnet.key, range.to_string(), hop);
    }
  }

  void add_far(const tf::Resource& table, const Hop& hop) {
    for (const auto& range : far_) add(table, prefix_label(range), range.to_string(), hop);
  }

  /// Networks outside: behind a gateway of the platform, else behind a transit gateway that the spec names.
  void add_outside(const tf::Resource& table, const Hop& transit) {
    const bool learns = learns_from_gateways(stack_);
    const auto* external = external_attachment(stack_);
    if (!learns && external == nullptr) return;
    const Hop out{"transit_gateway_id", external == nullptr ? tf::Value{} : *external->find("transit_gateway_id"),
                  external};
    for (const auto& range : outside_ranges(stack_))
      add(table, prefix_label(range), range.to_string(), learns ? transit : out);
  }

  /// Routes that the spec has besides.
  void add_own(const tf::Resource& table, const std::string& zone, const Hop& way_out) {
    for (const auto& route : stack_.network.routes) {
      const auto range = route.prefix.value.to_string();
      if (route.next_hop_type == "gateway")
        add(table, "route_" + route.name, range, to_gateway());
      else if (route.next_hop_type == "internet")
        add(table, "route_" + route.name, range, way_out);
      else if (zone.empty() || zone == stack_.zones().front())
        refuse(route);
    }
  }

  Hop to_gateway() const {
    if (const auto* gateway = stack_.document.find("aws_vpn_gateway.main")) return {"gateway_id", (*gateway)["id"]};
    return {"transit_gateway_id", transit_gateway_id(stack_), transit_attachment(stack_)};
  }

  void refuse(const Route& route) {
    const bool appliance = route.next_hop_type == "appliance";
    stack_.diagnostics
        .report(diag::RouteNotPossible, route.span, route.name, stack_.identity.id,
                appliance ? route.next_hop : route.next_hop_type)
        .hint("a route table of AWS leads to gateways: write `gateway` (the transit gateway) or `internet`")
        .hint("what no route holds is dropped, and what is in the network is never sent elsewhere");
  }

  void add(const tf::Resource& table, const std::string& what, std::string_view range, const Hop& hop) {
    if (hop.target.is_null()) return;
    auto& route = stack_.add("aws_route", table.label + "_" + what, table.span, {{"route_table_id", table["id"]}});
    route.set(range.find(':') == range.npos ? "destination_cidr_block" : "destination_ipv6_cidr_block", range);
    route.set(hop.argument, hop.target);
    if (hop.after != nullptr) route.depends_on(*hop.after);
  }

  Stack& stack_;
  std::vector<Prefix> far_;
};

void add_all(const std::vector<Located<Prefix>>& ranges, std::vector<Prefix>& all) {
  for (const auto& range : ranges)
    if (!range.value.is_v6()) all.push_back(range.value);
}

/// Without what is in the network itself: that is found by the route that AWS puts into every table.
std::vector<Prefix> settled(const Stack& stack, std::vector<Prefix> ranges) {
  ranges = disjoint(std::move(ranges));
  const auto own = stack.addresses().prefixes(stack.identity.id, "network");
  std::erase_if(ranges, [&](const Prefix& range) {
    return std::any_of(own.begin(), own.end(), [&](const Prefix& prefix) { return prefix.contains(range); });
  });
  return ranges;
}

}  // namespace

std::string_view table_kind(const Subnet& subnet) {
  constexpr std::array<std::string_view, 3> own{"nat", "firewall", "transit"};
  for (const auto kind : own)
    if (subnet.role.value == kind) return kind;
  return "private";
}

std::string table_label(std::string_view kind, std::string_view zone) {
  return zone.empty() ? std::string(kind) : std::string(kind) + "-" + std::string(zone);
}

std::vector<const tf::Resource*> tables_of_kind(const Stack& stack, std::string_view kind) {
  std::vector<const tf::Resource*> tables;
  for (const auto& resource : stack.document.resources)
    if (resource.type == "aws_route_table" &&
        (resource.label == kind || resource.label.starts_with(std::string(kind) + "-")))
      tables.push_back(&resource);
  return tables;
}

void wait_for_routes(const Stack& stack, tf::Resource& resource) {
  for (const auto& route : stack.document.resources)
    if (route.type == "aws_route" && route.label.starts_with("private") && route.label.ends_with("_default"))
      resource.depends_on(route);
}

std::vector<Prefix> far_ranges(const Stack& stack) {
  if (stack.plan.connectivity.transit_of(stack.identity.id) == nullptr) return {};
  const auto& platform = stack.plan.platform;
  std::vector<Prefix> all;
  add_all(platform.addresses.pools, all);
  add_all(platform.addresses.pod_pools, all);
  for (const auto& environment : platform.environments) add_all(environment.pools, all);
  for (const auto& transit : stack.plan.connectivity.transits)
    for (const auto& owner : transit.networks)
      for (const auto& range : stack.addresses().prefixes(owner, "network"))
        if (!range.is_v6()) all.push_back(range);
  return settled(stack, std::move(all));
}

std::vector<Prefix> outside_ranges(const Stack& stack) {
  std::vector<Prefix> all;
  for (const auto& network : stack.plan.platform.networks) add_all(network.cidrs, all);
  all = settled(stack, std::move(all));
  const auto far = far_ranges(stack);
  std::erase_if(all, [&](const Prefix& range) { return std::find(far.begin(), far.end(), range) != far.end(); });
  return all;
}

bool learns_from_gateways(const Stack& stack) {
  const auto* transit = stack.plan.connectivity.transit_of(stack.identity.id);
  if (transit == nullptr) return false;
  for (const auto& table : transit->tables)
    if (std::find(table.networks.begin(), table.networks.end(), stack.identity.id) != table.networks.end())
      return !table.gateways.empty() || !table.way_out.empty();
  return false;
}

void lower_routing(Stack& stack) {
  stack.document.file = "routing";
  if (stack.existing_network() || stack.network_id().is_null()) return;
  Tables(stack).write();
}

}  // namespace aurora::aws
