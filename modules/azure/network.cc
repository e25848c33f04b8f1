#include <algorithm>

#include "azure/blocks.h"

// The resource group of the network, the virtual network and its subnets. A network that the spec brings is only
// pointed at: nothing in it is ours.

namespace aurora::azure {
namespace {

tf::Value delegation_of(const Stack& stack, const Subnet& subnet) {
  const auto* fact = stack.subnet_fact(subnet);
  std::string service = subnet.delegation ? subnet.delegation->value : std::string(fact ? fact->delegation : "");
  if (service.empty()) return {};
  std::string name = service;
  std::replace(name.begin(), name.end(), '/', '.');
  const tf::List actions{"Microsoft.Network/virtualNetworks/subnets/join/action"};
  return tf::object({{"name", name}, {"service_delegation", tf::object({{"name", service}, {"actions", actions}})}});
}

std::vector<std::string> sorted_texts(const std::vector<Text>& texts) {
  std::vector<std::string> result;
  for (const auto& text : texts) result.push_back(text.value);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

/// azurerm 5 has a block per service where 4 had a list.
void add_service_endpoints(const Stack& stack, const Subnet& subnet, tf::Object& arguments) {
  const auto services = sorted_texts(subnet.service_endpoints);
  if (services.empty()) return;
  if (stack.major < 5) {
    arguments.emplace_back("service_endpoints", tf::list(services));
    return;
  }
  tf::List blocks;
  for (const auto& service : services) blocks.push_back(tf::object({{"service", service}}));
  arguments.emplace_back("service_endpoint", std::move(blocks));
}

bool is_policy(std::string_view id) { return parse_id(id).type == "Microsoft.Network/serviceEndpointPolicies"; }

/// What is no policy's id names what a policy of ours allows: storage accounts, or Azure's own services.
tf::Resource& add_storage_policy(Stack& stack, const Subnet& subnet, const std::vector<std::string>& allowed) {
  std::vector<std::string> accounts, services;
  for (const auto& id : allowed) (id.starts_with("/services/") ? services : accounts).push_back(id);
  tf::List definitions;
  const auto define = [&](const char* name, const char* service, const std::vector<std::string>& resources) {
    if (!resources.empty())
      definitions.push_back(
          tf::object({{"name", name}, {"service", service}, {"service_resources", tf::list(resources)}}));
  };
  define("storage", "Microsoft.Storage", accounts);
  define("global", "Global", services);
  return stack.add("azurerm_subnet_service_endpoint_storage_policy", subnet.key, stack.group("network"),
                   stack.name("service_endpoint_policy", subnet.key), subnet.span, {{"definition", definitions}});
}

tf::Value service_endpoint_policies(Stack& stack, const Subnet& subnet) {
  tf::List ids;
  std::vector<std::string> allowed;
  for (const auto& id : sorted_texts(subnet.service_endpoint_policies)) {
    if (is_policy(id))
      ids.emplace_back(id);
    else
      allowed.push_back(id);
  }
  if (!allowed.empty()) ids.emplace_back(add_storage_policy(stack, subnet, allowed)["id"]);
  return ids.empty() ? tf::Value{} : tf::Value(std::move(ids));
}

/// The ranges of one of ours, IPv4 before IPv6.
tf::Value ranges(const Stack& stack, const std::string& v4, const std::string& v6) {
  tf::List texts;
  for (const auto* name : {&v4, &v6})
    for (const auto& prefix : stack.addresses().prefixes(stack.identity.id, *name))
      texts.emplace_back(prefix.to_string());
  return texts;
}

void add_subnet(Stack& stack, const tf::Resource& network, const Subnet& subnet) {
  const auto called = subnet_name(stack.names, stack.identity, stack.network, subnet, stack.facts);
  const auto* fact = stack.subnet_fact(subnet);
  const auto delegation = delegation_of(stack, subnet);
  // Azure's own subnets and those of a delegate find their way out themselves.
  const bool own_way_out = !delegation.is_null() || (fact != nullptr && !fact->fixed_name.empty());
  tf::Object arguments =
      tf::object({{"name", called},
                  {"resource_group_name", stack.group("network")["name"]},
                  {"virtual_network_name", network["name"]},
                  {"address_prefixes", ranges(stack, "subnet/" + subnet.key, "subnet6/" + subnet.key)},
                  {"default_outbound_access_enabled", own_way_out ? tf::Value{} : tf::Value(false)},
                  {"private_endpoint_network_policies", subnet.private_endpoint_policies},
                  {"private_link_service_network_policies_enabled", subnet.private_link_service_policies},
                  {"service_endpoint_policy_ids", service_endpoint_policies(stack, subnet)},
                  {"delegation", delegation}});
  add_service_endpoints(stack, subnet, arguments);
  auto& made = stack.add("azurerm_subnet", subnet.key, subnet.span, std::move(arguments));
  // Azure adds actions of its own to a delegation.
  if (!delegation.is_null()) stack.keep(made, {"delegation[0].service_delegation[0].actions"});
}

tf::Value ddos_plan(const Network& network) {
  if (!network.ddos_protection_plan_id) return {};
  return tf::object({{"id", network.ddos_protection_plan_id->value}, {"enable", true}});
}

}  // namespace

void lower_network(Stack& stack) {
  stack.document.file = "network";
  if (stack.existing_network() || stack.network.absent()) return;
  tf::List servers;
  for (const auto& server : stack.network.dns_servers) servers.emplace_back(server.value);
  auto& network = stack.add("azurerm_virtual_network", "network", stack.group("network"),
                            network_name(stack.names, stack.identity), stack.network.span,
                            {{"address_space", ranges(stack, "network", "network6")},
                             {"dns_servers", servers.empty() ? tf::Value{} : tf::Value(std::move(servers))},
                             {"ddos_protection_plan", ddos_plan(stack.network)}});
  stack.keep(network);
  for (const auto& subnet : stack.network.subnets) add_subnet(stack, network, subnet);
}

}  // namespace aurora::azure
