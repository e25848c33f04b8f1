#include "azure/firewall_rules.h"
#include "azure/hub.h"

namespace aurora::azure {
namespace {

/// The address that an Azure Firewall has in its subnet: the first that Azure does not keep for itself. Other stacks
/// have to know it before it is there.
std::string firewall_address(const AddressPlan& addresses, const Hub& hub) {
  for (const auto& subnet : hub.network.subnets) {
    if (subnet.role.value != "firewall") continue;
    const auto* found = addresses.find(hub.identity.id, "subnet/" + subnet.key);
    if (found != nullptr) return found->prefix.nth(4).to_string();
  }
  return {};
}

tf::Resource& lower_policy(Stack& stack) {
  const auto& egress = stack.egress;
  tf::Object more = tf::object({{"sku", egress.firewall_sku}});
  // Basic only alerts, and has no DNS proxy: Microsoft, "Azure Firewall features by SKU".
  const bool basic = egress.firewall_sku == "Basic";
  more.emplace_back("threat_intelligence_mode", basic ? "Alert" : "Deny");
  if (!basic) {
    tf::Object dns = tf::object({{"proxy_enabled", true}});
    tf::List servers;
    for (const auto& server : stack.network.dns_servers) servers.emplace_back(server.value);
    if (!servers.empty()) dns.emplace_back("servers", std::move(servers));
    more.emplace_back("dns", std::move(dns));
  }
  if (egress.firewall_sku == "Premium") more.emplace_back("intrusion_detection", tf::object({{"mode", "Deny"}}));
  return stack.add("azurerm_firewall_policy", "firewall", stack.group("network"),
                   stack.name("firewall_policy", {}, -1, egress.span), egress.span, std::move(more));
}

tf::Object ip_configuration(Stack& stack, const Subnet& subnet, std::string_view purpose) {
  const auto& address = lower_public_ip(stack, purpose, stack.egress.span);
  return tf::object(
      {{"name", purpose}, {"subnet_id", stack.subnet_id(subnet.key)}, {"public_ip_address_id", address["id"]}});
}

/// Everything that the firewall does goes to the environment's logs, in tables of its own.
void lower_diagnostics(Stack& stack, const tf::Resource& firewall) {
  if (!stack.hub->logs) return;
  const auto* workspace = stack.document.find("azurerm_log_analytics_workspace.main");
  const tf::Value id = stack.hub->logs->workspace_id ? tf::Value(stack.hub->logs->workspace_id->value)
                       : workspace != nullptr        ? tf::Value((*workspace)["id"])
                                                     : tf::Value{};
  stack.add("azurerm_monitor_diagnostic_setting", "firewall", stack.egress.span,
            {{"name", "logs"},
             {"target_resource_id", firewall["id"]},
             {"log_analytics_workspace_id", id},
             {"log_analytics_destination_type", "Dedicated"},
             {"enabled_log", tf::object({{"category_group", "allLogs"}})},
             {"enabled_metric", tf::object({{"category", "AllMetrics"}})}});
}

/// The environment on the other side of a peering of this hub, when a firewall stands before its networks; else null.
const Environment* firewalled_environment(const Stack& stack, const Peering& peering) {
  const bool first = peering.first == stack.identity.id;
  if (!first && peering.second != stack.identity.id) return nullptr;
  const auto& other = first ? peering.second : peering.first;
  for (const auto& environment : stack.plan.platform.environments)
    if (environment.hub && environment.hub->identity.id == other)
      return environment.hub->egress.kind == Egress::Kind::Firewall ? &environment : nullptr;
  return nullptr;
}

void lower_route(Stack& stack, const tf::Resource& table, const std::string& name, const std::string& prefix,
                 std::string_view type, const std::string& next_hop) {
  stack.add("azurerm_route", "firewall-" + name, stack.egress.span,
            {{"name", name},
             {"resource_group_name", table["resource_group_name"]},
             {"route_table_name", table["name"]},
             {"address_prefix", prefix},
             {"next_hop_type", type},
             {"next_hop_in_ip_address", next_hop.empty() ? tf::Value{} : tf::Value(next_hop)}});
}

/// A peering shows a hub the other hub, not the networks behind that: those are routed to the firewall before them.
void lower_routes_to(Stack& stack, const tf::Resource& table, const Environment& environment) {
  const auto next_hop = firewall_address(stack.addresses(), *environment.hub);
  if (next_hop.empty()) return;
  for (const auto& cluster : environment.clusters) {
    int number = 0;
    for (const auto& prefix : stack.addresses().prefixes(cluster.identity.id, "network")) {
      auto name = environment.key + "-" + cluster.key;
      if (number++ > 0) name += "-" + std::to_string(number);
      lower_route(stack, table, name, prefix.to_string(), "VirtualAppliance", next_hop);
    }
  }
}

void lower_firewall_routes(Stack& stack, const Subnet& subnet) {
  std::vector<const Environment*> others;
  for (const auto& peering : stack.plan.connectivity.peerings)
    if (const auto* other = firewalled_environment(stack, peering)) others.push_back(other);
  if (others.empty() || stack.existing_network()) return;  // the system routes do
  const auto& table = stack.add("azurerm_route_table", "firewall", stack.group("network"),
                                stack.name("route_table", "firewall", -1, stack.egress.span), stack.egress.span,
                                {{"bgp_route_propagation_enabled", true}});
  // Azure wants it said: a firewall's own default route leads to the internet.
  lower_route(stack, table, "internet", "0.0.0.0/0", "Internet", {});
  for (const auto* other : others) lower_routes_to(stack, table, *other);
  stack.add("azurerm_subnet_route_table_association", subnet.key, stack.egress.span,
            {{"subnet_id", stack.subnet_id(subnet.key)}, {"route_table_id", table["id"]}});
}

}  // namespace

void lower_firewall(Stack& stack) {
  if (stack.egress.kind != Egress::Kind::Firewall) return;
  const auto& egress = stack.egress;
  stack.document.file = "egress";
  const bool basic = egress.firewall_sku == "Basic";
  const auto* subnet = required_subnet(stack, "egress.firewall", "firewall", egress.span);
  const auto* management =
      basic ? required_subnet(stack, "egress.firewall", "firewall_management", egress.span) : nullptr;
  if (subnet == nullptr || (basic && management == nullptr)) return;

  const auto& policy = lower_policy(stack);
  lower_firewall_rules(stack, policy);
  tf::Object more = tf::object({{"sku_name", "AZFW_VNet"},
                                {"sku_tier", egress.firewall_sku},
                                {"firewall_policy_id", policy["id"]},
                                {"zones", stack.zone_list(stack.hub->zones)},
                                {"ip_configuration", ip_configuration(stack, *subnet, "firewall")}});
  if (management != nullptr)
    more.emplace_back("management_ip_configuration", ip_configuration(stack, *management, "firewall-management"));
  auto& firewall = stack.add("azurerm_firewall", "firewall", stack.group("network"),
                             stack.name("firewall", {}, -1, egress.span), egress.span, std::move(more));
  stack.keep(firewall);
  lower_diagnostics(stack, firewall);
  lower_firewall_routes(stack, *subnet);
  stack.document.output("firewall_id", firewall["id"], "The firewall");
  stack.document.output("firewall_private_address", firewall["ip_configuration"].at(0)["private_ip_address"],
                        "Address that default routes lead to");
  const auto* address = stack.document.find("azurerm_public_ip.firewall");
  stack.document.output("firewall_public_address", (*address)["ip_address"], "Address that the world sees");
}

}  // namespace aurora::azure
