#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "aws/firewall_rules.h"

// The security groups at both ends already hold every flow to its subnets; the firewall between them sees the same
// flows once more, by the same ranges. Rules are taken from the connectivity plan, so both say the same. They are
// written as the firewall's engine has them (Suricata): only ranges, numbers and ids of rules get into the text.
//
// What passes between the hub's own machines and other networks never comes by the firewall, and has no rules there:
// the network's own route leads to these machines, and their table to the transit gateway (routing.cc). What they and
// the internet have to say to each other does.

namespace aurora::aws {
namespace {

using Ranges = std::set<std::string>;

struct FlowRule {
  Ranges from, to, ports;
};
/// By id, protocol, and the side that is not this environment's: what several subnets' rules of a flow have in common.
using FlowRules = std::map<std::tuple<std::string, std::string, std::string>, FlowRule>;

/// The internet as the engine has it: all that is not private (RFC 1918, RFC 6598).
constexpr std::string_view internet = "!10.0.0.0/8,!100.64.0.0/10,!172.16.0.0/12,!192.168.0.0/16";

/// Leaves out what lies in one of `without`.
void add_side(const RuleSide& side, const std::vector<Prefix>& without, Ranges& ranges) {
  if (side.kind == RuleSide::Kind::Any) ranges.insert("0.0.0.0/0");
  if (side.kind == RuleSide::Kind::Internet) ranges.insert(std::string(internet));
  for (const auto& prefix : side.prefixes) {
    const auto holds = [&](const Prefix& one) { return one.contains(prefix); };
    if (!prefix.is_v6() && std::none_of(without.begin(), without.end(), holds)) ranges.insert(prefix.to_string());
  }
}

std::string list_of(const Ranges& ranges, std::string_view otherwise = "any") {
  std::string text;
  for (const auto& range : ranges) text += (text.empty() ? "" : ",") + range;
  return text.empty() ? std::string(otherwise) : "[" + text + "]";
}

Ranges ports_of(const Rule& rule) {
  Ranges ports;
  for (const auto& range : rule.ports)
    ports.insert(range.first == range.last ? std::to_string(range.first)
                                           : fmt::format("{}:{}", range.first, range.last));
  return ports;
}

/// The internet comes in by no firewall of ours.
bool passes(const Rule& rule) {
  return rule.from.kind != RuleSide::Kind::Internet && rule.access == Rule::Access::Allow &&
         rule.id.starts_with("flow-");
}

void add_flow(const Rule& rule, const std::vector<Prefix>& without, FlowRules& flows) {
  Ranges from, to;
  add_side(rule.from, without, from);
  add_side(rule.to, without, to);
  if (from.empty() || to.empty()) return;
  const bool in = rule.direction == Rule::Direction::Inbound;
  auto& flow = flows[{rule.id, rule.protocol, list_of(in ? from : to)}];
  flow.from.insert(from.begin(), from.end());
  flow.to.insert(to.begin(), to.end());
  flow.ports = ports_of(rule);
}

FlowRules flows_of(const Stack& stack) {
  const auto own = stack.addresses().prefixes(stack.identity.id, "network");
  Ranges owners{stack.identity.id};
  for (const auto& cluster : stack.environment.clusters) owners.insert(cluster.identity.id);
  FlowRules flows;
  for (const auto& subnet : stack.plan.connectivity.subnets) {
    if (!owners.contains(subnet.owner)) continue;
    for (const auto& rule : subnet.rules) {
      const bool leaves = rule.to.kind == RuleSide::Kind::Internet;
      if (passes(rule)) add_flow(rule, leaves ? std::vector<Prefix>{} : own, flows);
    }
  }
  return flows;
}

}  // namespace

const tf::Resource* lower_firewall_flows(Stack& stack) {
  std::string text;
  std::size_t number = 0;
  for (const auto& [key, flow] : flows_of(stack)) {
    const auto& [id, protocol, other_side] = key;
    text += fmt::format("pass {} {} any -> {} {} (msg:\"{}\"; sid:{}; rev:1;)\n", protocol == "any" ? "ip" : protocol,
                        list_of(flow.from), list_of(flow.to), list_of(flow.ports), id, ++number);
  }
  if (number == 0) return nullptr;
  return &add_rule_group(stack, "flows", number, {{"rules_string", text}});
}

}  // namespace aurora::aws
