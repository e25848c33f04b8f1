#include "gcp/firewall_rules.h"

#include <algorithm>
#include <array>
#include <set>

// A firewall policy has one list of rules for the network. Before the subnets' rules stands what Google asks for, and
// nothing that a spec denies: the tunnel of Identity-Aware Proxy to the jumpbox, and the endpoint of Google's services.
// Behind them, where `egress: firewall` holds, the names that may be reached on the internet; at the end, a denial of
// everything else, both ways, for what has no rules of its own.
// The metadata server, which is also the name server and the clock, cannot be denied and needs no rule.

namespace aurora::gcp {
namespace {

/// RFC 1918, RFC 6598, RFC 6890: never the internet, whoever routes it.
constexpr std::array<std::string_view, 9> not_internet{"0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",
                                                       "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
                                                       "192.168.0.0/16", "198.18.0.0/15",  "224.0.0.0/3"};
constexpr std::array<std::string_view, 4> private_space{"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12",
                                                        "192.168.0.0/16"};
/// cloud.google.com, "Using IAP for TCP forwarding".
constexpr std::string_view tunnel_range = "35.235.240.0/20";
/// Names in one rule: "Cloud NGFW quotas", FQDN objects.
constexpr std::size_t most_names = 100;

/// The machines of a hub install and update themselves: Ubuntu on Compute Engine, "Image and package sources".
std::vector<std::string> machine_names(const Stack& stack) {
  return {stack.region() + ".gce.archive.ubuntu.com", "archive.ubuntu.com", "esm.ubuntu.com", "security.ubuntu.com"};
}

void add_internet(const Prefix& block, tf::List& ranges) {
  bool whole = true;
  for (const auto text : not_internet) {
    const auto other = *Prefix::parse(text);
    if (other.contains(block)) return;
    whole = whole && !other.overlaps(block);
  }
  if (whole) return void(ranges.emplace_back(block.to_string()));
  for (const std::uint64_t half : {0, 1}) add_internet(block.child(block.length + 1, half), ranges);
}

/// Everything that is or may be inside, as the subnets' own last rules have it.
tf::List inside(const Stack& stack) {
  for (const auto& subnet : stack.plan.connectivity.subnets)
    for (const auto& rule : subnet.rules)
      if (subnet.owner == stack.identity.id && rule.access == Rule::Access::Deny &&
          rule.direction == Rule::Direction::Outbound) {
        tf::List ranges;
        for (const auto& prefix : rule.to.prefixes) ranges.emplace_back(prefix.to_string());
        return ranges;
      }
  return tf::List(private_space.begin(), private_space.end());
}

void add_tunnel(Stack& stack, std::vector<PolicyRule>& rules) {
  if (!stack.is_hub() || !stack.hub->jumpbox) return;
  const auto address = stack.static_address("static/jumpbox");
  const auto* subnet = stack.subnet_of_role("jumpbox");
  if (subnet == nullptr) return;
  PolicyRule rule{.label = "iap", .name = "iap-jumpbox", .why = "administration through Identity-Aware Proxy"};
  rule.inbound = rule.allow = true;
  rule.priority = NetworkPriorities::tunnel;
  rule.from = {tunnel_range};
  rule.to = {address.empty() ? stack.subnet_prefix(subnet->key) : address + "/32"};
  rule.protocols = {"tcp"};
  rule.ports = {"22"};
  rule.span = stack.hub->jumpbox->span;
  rules.push_back(std::move(rule));
}

void add_google_apis(Stack& stack, std::vector<PolicyRule>& rules) {
  const auto address = stack.google_apis_address();
  if (address.empty()) return;
  PolicyRule rule{.label = "google_apis", .name = "google-apis", .why = "the endpoint of Google's services"};
  rule.allow = true;
  rule.priority = NetworkPriorities::google_apis;
  rule.to = {address + "/32"};
  rule.protocols = {"tcp"};
  rule.ports = {"443"};
  rule.span = stack.identity.span;
  rules.push_back(std::move(rule));
}

std::set<std::string> allowed_names(Stack& stack) {
  std::set<std::string> names;
  for (const auto& name : stack.egress.allowed_fqdns) {
    if (name.value.find('*') != std::string::npos)
      stack.diagnostics.report(diag::FqdnPattern, name.span, name.value)
          .hint("write every name that is needed; Google's own services need none, they have an endpoint");
    names.insert(name.value);
  }
  const bool machines = stack.is_hub() && (stack.hub->route_reflectors || stack.hub->jumpbox);
  for (auto& name : machines ? machine_names(stack) : std::vector<std::string>{}) names.insert(std::move(name));
  return names;
}

void add_names(Stack& stack, std::vector<PolicyRule>& rules) {
  if (stack.egress.kind != Egress::Kind::Firewall) return;
  const auto allowed = allowed_names(stack);
  PolicyRule rule{.why = "names that may be reached on the internet", .allow = true};
  rule.protocols = {"tcp"};
  rule.ports = {"80", "443"};
  rule.span = stack.egress.span;
  int number = 0;
  for (auto name = allowed.begin(); name != allowed.end(); ++number) {
    rule.names.clear();
    while (name != allowed.end() && rule.names.size() < most_names) rule.names.push_back(*name++);
    const auto suffix = number == 0 ? std::string() : "-" + std::to_string(number + 1);
    rule.label = rule.name = "names" + suffix;
    rule.priority = NetworkPriorities::names + number;
    rules.push_back(rule);
  }
  PolicyRule deny{.label = "deny_internet", .name = "deny-internet", .why = "what no name allows"};
  deny.priority = NetworkPriorities::internet;
  deny.to = {"0.0.0.0/0"};
  deny.span = stack.egress.span;
  rules.push_back(std::move(deny));
}

void add_last(Stack& stack, std::vector<PolicyRule>& rules) {
  PolicyRule in{.label = "deny_in", .name = "deny-in", .why = "what no rule allows", .inbound = true};
  in.priority = NetworkPriorities::last_in;
  in.from = {"0.0.0.0/0"};
  PolicyRule out{.label = "deny_out", .name = "deny-out", .why = "what no rule allows, to any network"};
  out.priority = NetworkPriorities::last_out;
  out.to = inside(stack);
  for (auto* rule : {&in, &out}) rule->span = stack.identity.span;
  rules.push_back(std::move(in));
  rules.push_back(std::move(out));
}

}  // namespace

tf::List internet_ranges() {
  tf::List ranges;
  add_internet(*Prefix::parse("0.0.0.0/0"), ranges);
  return ranges;
}

tf::Resource& add_policy_rule(Stack& stack, const tf::Resource& policy, const PolicyRule& rule) {
  tf::List layer4;
  for (const auto& protocol : rule.protocols) {
    auto& one = *layer4.emplace_back(tf::object({{"ip_protocol", protocol}})).get_if<tf::Object>();
    if (!rule.ports.empty()) one.emplace_back("ports", tf::list(rule.ports));
  }
  tf::Object match;
  if (!rule.from.empty()) match.emplace_back("src_ip_ranges", rule.from);
  if (!rule.to.empty()) match.emplace_back("dest_ip_ranges", rule.to);
  if (!rule.names.empty()) match.emplace_back("dest_fqdns", tf::list(rule.names));
  match.emplace_back("layer4_configs", std::move(layer4));
  return stack.add("google_compute_network_firewall_policy_rule", rule.label, rule.span,
                   {{"firewall_policy", policy["name"]},
                    {"rule_name", rule.name},
                    {"description", rule.why.empty() ? tf::Value{} : tf::Value(rule.why)},
                    {"priority", rule.priority},
                    {"direction", rule.inbound ? "INGRESS" : "EGRESS"},
                    {"action", rule.allow ? "allow" : "deny"},
                    {"enable_logging", !rule.allow},
                    {"match", std::move(match)}});
}

std::vector<const tf::Resource*> lower_network_rules(Stack& stack, const tf::Resource& policy) {
  std::vector<PolicyRule> rules;
  for (const auto add : {add_tunnel, add_google_apis, add_names, add_last}) add(stack, rules);
  std::vector<const tf::Resource*> made;
  for (const auto& rule : rules) made.push_back(&add_policy_rule(stack, policy, rule));
  return made;
}

}  // namespace aurora::gcp
