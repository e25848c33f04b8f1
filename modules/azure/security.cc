#include <algorithm>
#include <array>

#include "azure/blocks.h"

// A network security group for each subnet that the connectivity plan has rules for, one resource per rule, and the
// association, which waits for the rules: no subnet is open while its rules are being made.

namespace aurora::azure {
namespace {

/// Azure's limit on a rule's description, in characters.
constexpr std::size_t longest_description = 140;

std::string description_of(const Rule& rule) {
  if (rule.why.size() <= longest_description) return rule.why;
  std::size_t end = longest_description - 3;
  while (end > 0 && (static_cast<unsigned char>(rule.why[end]) & 0xC0) == 0x80) --end;
  return rule.why.substr(0, end) + "...";
}

std::string_view protocol_of(const Rule& rule) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> protocols{
      {{"tcp", "Tcp"}, {"udp", "Udp"}, {"icmp", "Icmp"}}};
  for (const auto& [ours, azures] : protocols)
    if (rule.protocol == ours) return azures;
  return "*";
}

std::string_view tag_of(RuleSide::Kind kind, bool source) {
  switch (kind) {
    case RuleSide::Kind::Internet:
      return "Internet";
    case RuleSide::Kind::LoadBalancerProbe:
      return "AzureLoadBalancer";
    case RuleSide::Kind::Network:
      return "VirtualNetwork";
    case RuleSide::Kind::ControlPlane:
      return source ? "GatewayManager" : "AzureCloud";
    default:
      return "*";
  }
}

void add_side(const RuleSide& side, bool source, tf::Object& arguments) {
  const std::string name = source ? "source_address_prefix" : "destination_address_prefix";
  if (side.kind != RuleSide::Kind::Prefixes) {
    arguments.emplace_back(name, tag_of(side.kind, source));
    return;
  }
  tf::List prefixes;
  for (const auto& prefix : side.prefixes) prefixes.emplace_back(prefix.to_string());
  arguments.emplace_back(name + "es", std::move(prefixes));
}

void add_ports(const Rule& rule, tf::Object& arguments) {
  std::vector<std::pair<int, int>> ranges;
  for (const auto& range : rule.ports) ranges.emplace_back(range.first, range.last);
  std::sort(ranges.begin(), ranges.end());
  ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
  arguments.emplace_back("source_port_range", "*");
  if (ranges.empty() || ranges.front() == std::make_pair(0, 65535)) {
    arguments.emplace_back("destination_port_range", "*");
    return;
  }
  tf::List texts;
  for (const auto& [first, last] : ranges)
    texts.emplace_back(first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last));
  arguments.emplace_back("destination_port_ranges", std::move(texts));
}

tf::Resource& add_rule(Stack& stack, const tf::Resource& group, const Subnet& subnet, const Rule& rule) {
  const bool in = rule.direction == Rule::Direction::Inbound;
  tf::Object arguments = tf::object({{"name", rule.id},
                                     {"resource_group_name", stack.group("network")["name"]},
                                     {"network_security_group_name", group["name"]},
                                     {"description", rule.why.empty() ? tf::Value{} : description_of(rule)},
                                     {"direction", in ? "Inbound" : "Outbound"},
                                     {"access", rule.access == Rule::Access::Allow ? "Allow" : "Deny"},
                                     {"priority", rule.priority},
                                     {"protocol", protocol_of(rule)}});
  add_ports(rule, arguments);
  add_side(rule.from, true, arguments);
  add_side(rule.to, false, arguments);
  return stack.add("azurerm_network_security_rule", subnet.key + "_" + rule.id, rule.span, std::move(arguments));
}

tf::Resource& associate(Stack& stack, const Subnet& subnet, tf::Value group_id) {
  return stack.add("azurerm_subnet_network_security_group_association", subnet.key, subnet.span,
                   {{"subnet_id", stack.subnet_id(subnet.key)}, {"network_security_group_id", std::move(group_id)}});
}

void add_group(Stack& stack, const Subnet& subnet, const SubnetRules& rules) {
  const auto& group = stack.add("azurerm_network_security_group", subnet.key, stack.group("network"),
                                stack.name("network_security_group", subnet.key), subnet.span, {});
  std::vector<const tf::Resource*> made;
  for (const auto& rule : rules.rules) made.push_back(&add_rule(stack, group, subnet, rule));
  auto& association = associate(stack, subnet, group["id"]);
  for (const auto* rule : made) association.depends_on(*rule);
}

}  // namespace

void lower_security(Stack& stack) {
  stack.document.file = "security";
  if (stack.existing_network()) return;
  for (const auto& subnet : stack.network.subnets) {
    if (const auto* rules = stack.plan.connectivity.find(stack.identity.id, subnet.key))
      add_group(stack, subnet, *rules);
    else if (subnet.security_group_id)
      associate(stack, subnet, subnet.security_group_id->value);
  }
}

}  // namespace aurora::azure
