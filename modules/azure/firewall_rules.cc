#include "azure/firewall_rules.h"

#include <set>

// A group's priority orders groups, a collection's the collections in it; network rules always go before application
// rules, and what no rule names is denied.

namespace aurora::azure {
namespace {

using Prefixes = std::set<std::string>;

/// What a cluster reaches on the internet besides the tag `AzureKubernetesService`.
/// Source: Microsoft, "Outbound network and FQDN rules for AKS clusters".
struct AddOn {
  const char* name;
  bool (*wanted)(const Kubernetes&);
  std::vector<std::string_view> names;
};
const std::vector<AddOn>& add_ons() {
  static const std::vector<AddOn> table{
      {"container-insights",
       [](const Kubernetes& k) { return k.container_insights; },
       {"*.handler.control.monitor.azure.com", "*.ingest.monitor.azure.com", "*.monitoring.azure.com",
        "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com", "dc.services.visualstudio.com",
        "global.handler.control.monitor.azure.com"}},
      {"azure-policy",
       [](const Kubernetes& k) { return k.azure_policy; },
       {"data.policy.core.windows.net", "store.policy.core.windows.net"}},
      {"defender",
       [](const Kubernetes& k) { return k.defender; },
       {"*.cloud.defender.microsoft.com", "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com",
        "login.microsoftonline.com"}},
      {"key-vault-secrets-provider",
       [](const Kubernetes& k) { return k.key_vault_secrets_provider; },
       {"*.vault.azure.net", "vault.azure.net"}},
      {"workload-identity", [](const Kubernetes& k) { return k.workload_identity; }, {"login.microsoftonline.com"}},
  };
  return table;
}

/// The hub's own machines: packages, and people who log in by Entra ID.
constexpr std::string_view machine_names[] = {
    "*.archive.ubuntu.com",   "archive.ubuntu.com", "login.microsoftonline.com", "management.azure.com",
    "packages.microsoft.com", "pas.windows.net",    "security.ubuntu.com"};

/// Addresses of the internet: all but private (RFC 1918), shared (RFC 6598), local and reserved ones.
constexpr std::string_view internet[] = {"1.0.0.0-9.255.255.255",       "11.0.0.0-100.63.255.255",
                                         "100.128.0.0-126.255.255.255", "128.0.0.0-169.253.255.255",
                                         "169.255.0.0-172.15.255.255",  "172.32.0.0-192.167.255.255",
                                         "192.169.0.0-198.17.255.255",  "198.20.0.0-223.255.255.255"};

void add_networks(const Stack& stack, const std::string& owner, Prefixes& prefixes) {
  for (const auto& prefix : stack.addresses().prefixes(owner, "network")) prefixes.insert(prefix.to_string());
}

tf::Object application_rule(std::string_view name, const Prefixes& from, std::string_view key, tf::Value names,
                            bool plain_too) {
  tf::List protocols{tf::object({{"type", "Https"}, {"port", 443}})};
  if (plain_too) protocols.emplace_back(tf::object({{"type", "Http"}, {"port", 80}}));
  return tf::object({{"name", name},
                     {"source_addresses", tf::list(from)},
                     {std::string(key), std::move(names)},
                     {"protocols", std::move(protocols)}});
}

void add_cluster_rules(Stack& stack, const tf::Resource& policy) {
  Prefixes all;
  for (const auto& cluster : stack.environment.clusters) add_networks(stack, cluster.identity.id, all);
  if (all.empty()) return;
  tf::List rules;
  rules.emplace_back(
      application_rule("kubernetes-service", all, "destination_fqdn_tags", tf::list({"AzureKubernetesService"}), true));
  for (const auto& add_on : add_ons()) {
    Prefixes from;
    for (const auto& cluster : stack.environment.clusters)
      if (add_on.wanted(cluster.kubernetes)) add_networks(stack, cluster.identity.id, from);
    if (!from.empty())
      rules.emplace_back(application_rule(add_on.name, from, "destination_fqdns", tf::list(add_on.names), false));
  }
  // Clocks; the Basic tier resolves no names in network rules.
  const bool by_name = stack.egress.firewall_sku != "Basic";
  tf::Object clock = tf::object({{"name", "time"},
                                 {"source_addresses", tf::list(all)},
                                 {"protocols", tf::list({"UDP"})},
                                 {"destination_ports", tf::list({"123"})}});
  clock.emplace_back(by_name ? "destination_fqdns" : "destination_addresses",
                     by_name ? tf::list({"ntp.ubuntu.com"}) : internet_addresses());
  add_collections(stack, policy, "kubernetes", 200,
                  {{"network_rule_collection", allow("time", 100, {std::move(clock)})},
                   {"application_rule_collection", allow("kubernetes", 200, std::move(rules))}});
}

void add_name_rules(Stack& stack, const tf::Resource& policy) {
  tf::List rules;
  Prefixes hub, all;
  add_networks(stack, stack.identity.id, hub);
  all = hub;
  for (const auto& cluster : stack.environment.clusters) add_networks(stack, cluster.identity.id, all);
  if (!hub.empty() && (stack.hub->route_reflectors || stack.hub->jumpbox))
    rules.emplace_back(application_rule("hub-machines", hub, "destination_fqdns", tf::list(machine_names), true));
  tf::List allowed;
  for (const auto& name : stack.egress.allowed_fqdns) allowed.emplace_back(name.value);
  if (!allowed.empty())
    rules.emplace_back(application_rule("allowed", all, "destination_fqdns", std::move(allowed), true));
  if (!rules.empty())
    add_collections(stack, policy, "names", 300,
                    {{"application_rule_collection", allow("names", 300, std::move(rules))}});
}

}  // namespace

tf::Value internet_addresses() { return tf::list(internet); }

tf::Object allow(std::string_view name, int priority, tf::List rules) {
  return tf::object({{"name", name}, {"priority", priority}, {"action", "Allow"}, {"rule", std::move(rules)}});
}

void add_collections(Stack& stack, const tf::Resource& policy, std::string_view name, int priority,
                     tf::Object collections) {
  tf::Object arguments = tf::object({{"name", name}, {"firewall_policy_id", policy["id"]}, {"priority", priority}});
  for (auto& one : collections) arguments.push_back(std::move(one));
  stack.add("azurerm_firewall_policy_rule_collection_group", name, stack.egress.span, std::move(arguments));
}

void lower_firewall_rules(Stack& stack, const tf::Resource& policy) {
  lower_firewall_flows(stack, policy);
  add_cluster_rules(stack, policy);
  add_name_rules(stack, policy);
}

}  // namespace aurora::azure
