#include "gcp/egress.h"

#include <algorithm>
#include <array>

#include "address/need.h"
#include "gcp/ids.h"

namespace aurora::gcp {
namespace {

/// Nothing in these opens connections to the internet, or no machine of ours is in them.
constexpr std::array<std::string_view, 5> silent{"apiserver", "infrastructure", "loadbalancer",
                                                 "private_service_connect", "proxy"};
// cloud.google.com, "Cloud NAT: IP addresses and ports": what an address has, and what a machine is to get of them. A
// node opens more connections at once than the 64 ports that a machine gets by default.
constexpr std::uint64_t ports_of_address = 64512, ports_of_machine = 1024;
constexpr int least_ports = 64, most_ports = 8192;

bool goes_out(const Subnet& subnet) {
  return is_real(subnet) && std::find(silent.begin(), silent.end(), subnet.role.value) == silent.end();
}

tf::List subnet_blocks(Stack& stack) {
  tf::List blocks;
  for (const auto& subnet : stack.network.subnets) {
    if (!goes_out(subnet)) continue;
    const bool pods = stack.cluster != nullptr && &subnet == stack.subnet_of_role("system") &&
                      stack.addresses().find(stack.identity.id, "pods") != nullptr;
    auto& block = *blocks.emplace_back(tf::object({{"name", stack.subnet_id(subnet.key)}})).get_if<tf::Object>();
    tf::List ranges{"PRIMARY_IP_RANGE"};
    if (pods) ranges.emplace_back("LIST_OF_SECONDARY_IP_RANGES");
    block.emplace_back("source_ip_ranges_to_nat", std::move(ranges));
    if (pods)
      block.emplace_back("secondary_ip_range_names",
                         tf::list({stack.name("secondary_range", "pods", -1, subnet.span)}));
  }
  return blocks;
}

std::uint64_t addresses_needed(const Stack& stack) {
  std::uint64_t machines = 1;
  if (stack.cluster != nullptr)
    for (const auto& pool : stack.cluster->node_pools) machines += most_nodes(pool, stack.facts);
  return (machines * ports_of_machine + ports_of_address - 1) / ports_of_address;
}

/// Whom the other side may let in stays the same: the addresses are reserved. Returns their links.
tf::List add_addresses(Stack& stack) {
  tf::List links, seen;
  for (std::uint64_t i = 0; i < addresses_needed(stack); ++i) {
    const auto index = static_cast<int>(i);
    auto& address = stack.add_named("google_compute_address", "nat-" + std::to_string(i),
                                    stack.name("public_ip", "nat", index, stack.egress.span), stack.egress.span,
                                    {{"region", stack.region()}, {"address_type", "EXTERNAL"}});
    links.emplace_back(address["self_link"]);
    seen.emplace_back(address["address"]);
  }
  stack.document.output("nat_addresses", std::move(seen), "Addresses that the world sees");
  return links;
}

}  // namespace

void lower_nat(Stack& stack) {
  if (!has_nat(stack)) return;
  stack.document.file = "egress";
  auto subnets = subnet_blocks(stack);
  if (subnets.empty()) return;
  const auto span = stack.egress.span;
  auto addresses = add_addresses(stack);
  const auto& router = stack.add_named("google_compute_router", "nat", stack.name("router", "nat", -1, span), span,
                                       {{"region", stack.region()}, {"network", stack.network_id()}});
  stack.add_named("google_compute_router_nat", "main", stack.name("nat_gateway", {}, -1, span), span,
                  {{"router", router["name"]},
                   {"region", stack.region()},
                   {"nat_ip_allocate_option", "MANUAL_ONLY"},
                   {"nat_ips", std::move(addresses)},
                   {"source_subnetwork_ip_ranges_to_nat", "LIST_OF_SUBNETWORKS"},
                   {"subnetwork", std::move(subnets)},
                   {"enable_dynamic_port_allocation", true},
                   {"enable_endpoint_independent_mapping", false},
                   {"min_ports_per_vm", least_ports},
                   {"max_ports_per_vm", most_ports},
                   {"tcp_established_idle_timeout_sec", stack.egress.nat_idle_timeout_minutes * 60},
                   {"log_config", tf::object({{"enable", true}, {"filter", "ERRORS_ONLY"}})}});
}

}  // namespace aurora::gcp
