#include <map>
#include <set>
#include <tuple>

#include "azure/firewall_rules.h"

// The security groups at both ends already hold every flow to its subnets; the firewall between them sees the same
// flows once more, by the same prefixes. Rules are taken from the connectivity plan, so both say the same.

namespace aurora::azure {
namespace {

using Prefixes = std::set<std::string>;

/// What several subnets' rules of one flow have in common; the prefixes on this environment's side are joined.
struct FlowRule {
  Prefixes from, to;
  std::vector<std::string> ports;
  std::string why;
};
using FlowRules = std::map<std::tuple<std::string, std::string, std::string>, FlowRule>;

void add_internet(Prefixes& prefixes) {
  const auto all = internet_addresses();
  for (const auto& range : *all.get_if<tf::List>()) prefixes.insert(*range.get_if<std::string>());
}

void add_side(const RuleSide& side, Prefixes& prefixes) {
  if (side.kind == RuleSide::Kind::Any) prefixes.insert("*");
  if (side.kind == RuleSide::Kind::Internet) add_internet(prefixes);
  for (const auto& prefix : side.prefixes) prefixes.insert(prefix.to_string());
}

std::string text_of(const Prefixes& prefixes) {
  std::string text;
  for (const auto& prefix : prefixes) text += prefix + " ";
  return text;
}

bool crosses(const Rule& rule) {
  const bool known = rule.from.kind != RuleSide::Kind::Internet;  // the internet comes in by no firewall of ours
  return known && rule.access == Rule::Access::Allow && rule.id.starts_with("flow-");
}

std::vector<std::string> ports_of(const Rule& rule) {
  std::vector<std::string> ports;
  for (const auto& range : rule.ports)
    ports.push_back(range.first == range.last ? std::to_string(range.first)
                                              : std::to_string(range.first) + "-" + std::to_string(range.last));
  if (ports.empty()) ports.emplace_back("*");
  return ports;
}

FlowRules flows_of(const Stack& stack) {
  std::set<std::string> owners{stack.identity.id};
  for (const auto& cluster : stack.environment.clusters) owners.insert(cluster.identity.id);
  FlowRules flows;
  for (const auto& subnet : stack.plan.connectivity.subnets) {
    if (!owners.contains(subnet.owner)) continue;
    for (const auto& rule : subnet.rules) {
      if (!crosses(rule)) continue;
      Prefixes from, to;
      add_side(rule.from, from);
      add_side(rule.to, to);
      const bool in = rule.direction == Rule::Direction::Inbound;
      auto& flow = flows[{rule.id, rule.protocol, (in ? "in " : "out ") + text_of(in ? from : to)}];
      flow.from.insert(from.begin(), from.end());
      flow.to.insert(to.begin(), to.end());
      flow.ports = ports_of(rule);
      flow.why = rule.why;
    }
  }
  return flows;
}

std::string protocol_name(const std::string& protocol) {
  static const std::map<std::string, std::string> names{{"tcp", "TCP"}, {"udp", "UDP"}, {"icmp", "ICMP"}};
  const auto found = names.find(protocol);
  return found == names.end() ? "Any" : found->second;
}

}  // namespace

void lower_firewall_flows(Stack& stack, const tf::Resource& policy) {
  tf::List rules;
  std::map<std::string, int> seen;
  for (const auto& [key, flow] : flows_of(stack)) {
    if (flow.from.empty() || flow.to.empty()) continue;
    const auto& [id, protocol, other_side] = key;
    const auto direction = other_side.substr(0, other_side.find(' '));
    const auto base = id + "-" + direction;
    const int number = ++seen[base];
    tf::Object rule = tf::object({{"name", number == 1 ? base : base + "-" + std::to_string(number)},
                                  {"source_addresses", tf::list(flow.from)},
                                  {"destination_addresses", tf::list(flow.to)},
                                  {"destination_ports", tf::list(flow.ports)},
                                  {"protocols", tf::list({tf::Value(protocol_name(protocol))})}});
    if (!flow.why.empty()) rule.emplace_back("description", flow.why);
    rules.emplace_back(std::move(rule));
  }
  if (!rules.empty())
    add_collections(stack, policy, "flows", 100, {{"network_rule_collection", allow("flows", 100, std::move(rules))}});
}

}  // namespace aurora::azure
