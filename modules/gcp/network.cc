#include "gcp/blocks.h"
#include "gcp/ids.h"

// The network and its subnets. A network that the spec brings is only pointed at: nothing in it is ours.

namespace aurora::gcp {
namespace {

/// Subnets that Google's own machines or translations live in: no machine of ours, so neither access to Google's
/// services nor a flow log. cloud.google.com, "Proxy-only subnets" and "Publish services".
struct Purpose {
  std::string_view role, purpose, state;
};
constexpr Purpose purposes[] = {{"private_service_connect", "PRIVATE_SERVICE_CONNECT", ""},
                                {"proxy", "REGIONAL_MANAGED_PROXY", "ACTIVE"}};

const Purpose* purpose_of(const Subnet& subnet) {
  for (const auto& row : purposes)
    if (row.role == subnet.role.value) return &row;
  return nullptr;
}

std::optional<Prefix> ipv6_range(const Stack& stack) {
  const auto* found = stack.addresses().find(stack.identity.id, "network6");
  return found == nullptr ? std::nullopt : std::optional(found->prefix);
}

/// cloud.google.com, "Internal IPv6 specifications": a /48 of fd20::/20.
void check_ipv6_range(Stack& stack, const Prefix& range) {
  if (Prefix::parse("fd20::/20")->contains(range)) return;
  Span span = stack.identity.span;
  for (const auto& pool : stack.plan.platform.addresses.ipv6_pools)
    if (pool.value.contains(range)) span = pool.span;
  stack.diagnostics.report(diag::Ipv6RangeNotHere, span, range.to_string(), stack.identity.id)
      .hint("internal IPv6 addresses are from `fd20::/20` here: give `address_plan.ipv6` a pool of it");
}

/// The services' and the pods' ranges of a cluster lie beside its nodes' subnet.
tf::Value secondary_ranges(Stack& stack, const Subnet& subnet) {
  if (stack.cluster == nullptr || &subnet != stack.subnet_of_role("system")) return {};
  tf::List ranges;
  for (const auto* purpose : {"pods", "services"})
    if (const auto* found = stack.addresses().find(stack.identity.id, purpose))
      ranges.emplace_back(tf::object({{"range_name", stack.name("secondary_range", purpose, -1, subnet.span)},
                                      {"ip_cidr_range", found->prefix.to_string()}}));
  return ranges.empty() ? tf::Value{} : tf::Value(std::move(ranges));
}

/// Half of the flows, summed over a minute: cloud.google.com, "VPC Flow Logs": what is logged is paid for.
tf::Value flow_log(const Stack& stack) {
  if (!stack.network.flow_logs) return {};
  return tf::object(
      {{"aggregation_interval", "INTERVAL_1_MIN"}, {"flow_sampling", 0.5}, {"metadata", "INCLUDE_ALL_METADATA"}});
}

void add_machine_arguments(Stack& stack, const Subnet& subnet, tf::Object& arguments) {
  const bool both = ipv6_range(stack).has_value();
  arguments.emplace_back("private_ip_google_access", true);
  if (auto ranges = secondary_ranges(stack, subnet); !ranges.is_null())
    arguments.emplace_back("secondary_ip_range", std::move(ranges));
  if (both) arguments.insert(arguments.end(), {{"stack_type", "IPV4_IPV6"}, {"ipv6_access_type", "INTERNAL"}});
  if (auto log = flow_log(stack); !log.is_null()) arguments.emplace_back("log_config", std::move(log));
}

/// cloud.google.com, "Subnets: IPv4 subnet ranges": one primary range, which can be widened. Secondary ones are no
/// machine's first address.
void check_ranges(Stack& stack, const Subnet& subnet) {
  if (subnet.cidrs.size() < 2) return;
  const auto& further = subnet.cidrs[1];
  stack.diagnostics.report(diag::FurtherRange, further.span, further.value.to_string(), subnet.key, stack.identity.id)
      .hint("write one larger range, or a further subnet");
}

void add_subnet(Stack& stack, const tf::Resource& network, const Subnet& subnet) {
  tf::Object arguments = tf::object(
      {{"network", network["id"]}, {"region", stack.region()}, {"ip_cidr_range", stack.subnet_prefix(subnet.key)}});
  if (const auto* special = purpose_of(subnet)) {
    arguments.emplace_back("purpose", special->purpose);
    if (!special->state.empty()) arguments.emplace_back("role", special->state);
  } else {
    add_machine_arguments(stack, subnet, arguments);
  }
  stack.add_named("google_compute_subnetwork", subnet.key, subnet_name(stack.names, stack.identity, subnet),
                  subnet.span, std::move(arguments));
}

/// Routes that a Cloud Router learns hold for its region, unless something of the environment, or of a network that is
/// peered with this one, is in another one.
bool in_several_regions(const Stack& stack) {
  for (const auto& cluster : stack.environment.clusters)
    if (cluster.region != stack.region()) return true;
  if (stack.hub != nullptr && stack.hub->region != stack.region()) return true;
  const auto& peerings = stack.plan.connectivity.peerings;
  return std::any_of(peerings.begin(), peerings.end(), [&](const Peering& peering) {
    const bool ours = peering.first == stack.identity.id || peering.second == stack.identity.id;
    const auto& far = peering.first == stack.identity.id ? peering.second : peering.first;
    if (!ours) return false;
    const auto owner = find_owner(stack.plan.platform, far);
    return owner.identity != nullptr && owner.identity->region != stack.region();
  });
}

}  // namespace

void lower_network(Stack& stack) {
  stack.document.file = "network";
  if (stack.existing_network() || stack.network.absent()) return;
  const auto ipv6 = ipv6_range(stack);
  if (ipv6) check_ipv6_range(stack, *ipv6);
  auto& network = stack.add_named("google_compute_network", "network", network_name(stack.names, stack.identity),
                                  stack.network.span,
                                  {{"auto_create_subnetworks", false},
                                   {"routing_mode", in_several_regions(stack) ? "GLOBAL" : "REGIONAL"},
                                   {"delete_default_routes_on_create", true},
                                   {"network_firewall_policy_enforcement_order", "BEFORE_CLASSIC_FIREWALL"},
                                   {"enable_ula_internal_ipv6", ipv6 ? tf::Value(true) : tf::Value{}},
                                   {"internal_ipv6_range", ipv6 ? tf::Value(ipv6->to_string()) : tf::Value{}}});
  stack.keep(network);
  for (const auto& subnet : stack.network.subnets)
    if (is_real(subnet)) {
      check_ranges(stack, subnet);
      add_subnet(stack, network, subnet);
    }
}

void lower_network_outputs(Stack& stack) {
  if (auto network = stack.network_id(); !network.is_null())
    stack.document.output("network_id", std::move(network), "The network");
  tf::Object subnets;
  for (const auto& subnet : stack.network.subnets)
    if (auto id = stack.subnet_id(subnet.key); !id.is_null()) subnets.emplace_back(subnet.key, std::move(id));
  if (!subnets.empty()) stack.document.output("subnet_ids", std::move(subnets), "Subnets by key");
}

}  // namespace aurora::gcp
