#include <algorithm>

#include "gcp/blocks.h"
#include "gcp/firewall_rules.h"
#include "source/digest.h"

// One network firewall policy for the network, a resource per rule, and the association, which waits for the rules: the
// network is not open while they are being made. The policy comes before the network's classic rules, which Kubernetes
// Engine makes for itself: what is allowed is what is written here.
// A rule holds for the whole network, so both of its sides are written, the near one as the subnet's own ranges; and a
// priority is unique in the policy. Each subnet has a stretch of numbers of its own, by the part that the lock gives
// it, half of it for each direction: a further subnet or rule changes no other's number. Health checks are let in only
// where load balancers lead; elsewhere the number of their rule is kept free.

namespace aurora::gcp {
namespace {

/// Azure's numbers, which the plan's are, end at 4096; a stretch has room for as many again.
constexpr int stretch = 8192;

int priority_of(const SubnetRules& rules, const Rule& rule) {
  const int direction = rule.direction == Rule::Direction::Inbound ? 0 : 1;
  return (rules.part * 2 + direction) * stretch + rule.priority;
}

/// cloud.google.com, "Health checks: probe IP ranges and firewall rules": application and internal load balancers, then
/// external passthrough ones.
constexpr std::string_view probes[] = {"35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22"};
/// Google's own: `private.googleapis.com`.
constexpr std::string_view control_plane[] = {"199.36.153.8/30"};

template <typename Range>
tf::List texts(const Range& range) {
  return tf::List(std::begin(range), std::end(range));
}

tf::List texts(const std::vector<Prefix>& prefixes) {
  tf::List list;
  for (const auto& prefix : prefixes) list.emplace_back(prefix.to_string());
  return list;
}

bool holds_nodes(const Stack& stack, const Subnet& subnet) {
  if (stack.cluster == nullptr) return false;
  const auto& pools = stack.cluster->node_pools;
  return subnet.plays("system") || subnet.plays("gateway") || subnet.plays("general") ||
         std::any_of(pools.begin(), pools.end(), [&](const NodePool& pool) { return subnet.is(pool.subnet); });
}

/// Where load balancers lead: their own subnet, nodes with their pods, and what front ends are let into.
bool is_probed(const Stack& stack, const Subnet& subnet, const SubnetRules& rules) {
  if (holds_nodes(stack, subnet) || subnet.plays("pods") || subnet.plays("loadbalancer")) return true;
  const auto* front_ends = stack.subnet_of_role("loadbalancer");
  if (front_ends == nullptr) return false;
  const auto own = stack.addresses().prefixes(stack.identity.id, "subnet/" + front_ends->key);
  const auto is_front_end = [&](const Prefix& prefix) {
    return std::any_of(own.begin(), own.end(), [&](const Prefix& one) { return one.contains(prefix); });
  };
  return std::any_of(rules.rules.begin(), rules.rules.end(), [&](const Rule& rule) {
    return rule.direction == Rule::Direction::Inbound && rule.access == Rule::Access::Allow &&
           std::any_of(rule.from.prefixes.begin(), rule.from.prefixes.end(), is_front_end);
  });
}

/// The subnet's own ranges: pods keep their addresses, so they stand beside their nodes.
tf::List own_ranges(const Stack& stack, const Subnet& subnet) {
  auto ranges = texts(stack.addresses().prefixes(stack.identity.id, "subnet/" + subnet.key));
  if (!holds_nodes(stack, subnet)) return ranges;
  for (auto& pods : texts(stack.addresses().prefixes(stack.identity.id, "pods"))) ranges.push_back(std::move(pods));
  return ranges;
}

tf::List side_of(const Stack& stack, const RuleSide& side) {
  switch (side.kind) {
    case RuleSide::Kind::Prefixes:
      return texts(side.prefixes);
    case RuleSide::Kind::Any:
      return {"0.0.0.0/0"};
    case RuleSide::Kind::Internet:
      return internet_ranges();
    case RuleSide::Kind::LoadBalancerProbe:
      return texts(probes);
    case RuleSide::Kind::Network:
      return texts(stack.addresses().prefixes(stack.identity.id, "network"));
    case RuleSide::Kind::ControlPlane:
      return texts(control_plane);
  }
  return {};
}

/// Lower-case letters, digits and `-`, at most 63 characters; what had to be changed gets a digest.
std::string name_of(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    name += (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ? lower : '-';
  }
  constexpr std::size_t longest = 63, digits = 8;
  if (name == text && name.size() <= longest) return name;
  return name.substr(0, longest - digits - 1) + "-" + digest64_hex(text).substr(0, digits);
}

std::vector<std::string> ports_of(const Rule& rule) {
  std::vector<std::pair<int, int>> ranges;
  for (const auto& range : rule.ports) ranges.emplace_back(range.first, range.last);
  std::sort(ranges.begin(), ranges.end());
  ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
  std::vector<std::string> ports;
  if (rule.protocol == "icmp" || ranges.empty() || ranges.front() == std::make_pair(0, 65535)) return ports;
  for (const auto& [first, last] : ranges)
    ports.push_back(first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last));
  return ports;
}

/// Only TCP and UDP have ports: a port of any protocol is one of each. Health checks are over TCP, whatever they ask.
std::vector<std::string> protocols_of(const Rule& rule, bool with_ports) {
  if (rule.from.kind == RuleSide::Kind::LoadBalancerProbe) return {"tcp"};
  if (rule.protocol != "any") return {rule.protocol};
  return with_ports ? std::vector<std::string>{"tcp", "udp"} : std::vector<std::string>{"all"};
}

PolicyRule policy_rule(const Stack& stack, const Subnet& subnet, const SubnetRules& rules, const Rule& rule) {
  PolicyRule made;
  made.label = subnet.key + "_" + rule.id;
  made.name = name_of(subnet.key + "-" + rule.id);
  made.why = rule.why;
  made.inbound = rule.direction == Rule::Direction::Inbound;
  made.allow = rule.access == Rule::Access::Allow;
  made.priority = priority_of(rules, rule);
  made.from = side_of(stack, rule.from);
  made.to = side_of(stack, rule.to);
  auto& near = made.inbound ? made.to : made.from;
  if ((made.inbound ? rule.to : rule.from).kind != RuleSide::Kind::Prefixes) near = own_ranges(stack, subnet);
  made.ports = ports_of(rule);
  made.protocols = protocols_of(rule, !made.ports.empty());
  made.span = rule.span;
  return made;
}

void add_rules(Stack& stack, const tf::Resource& policy, const Subnet& subnet, const SubnetRules& rules,
               std::vector<const tf::Resource*>& made) {
  const bool probed = is_probed(stack, subnet, rules);
  for (const auto& rule : rules.rules)
    if (probed || rule.from.kind != RuleSide::Kind::LoadBalancerProbe)
      made.push_back(&add_policy_rule(stack, policy, policy_rule(stack, subnet, rules, rule)));
}

}  // namespace

void lower_security(Stack& stack) {
  stack.document.file = "security";
  const auto* network = stack.document.find("google_compute_network.network");
  if (network == nullptr) return;
  const auto called = stack.name("network_security_group");
  const auto& policy = stack.add_named("google_compute_network_firewall_policy", "network", called, stack.identity.span,
                                       {{"description", "Rules of " + stack.identity.id}});
  std::vector<const tf::Resource*> made;
  for (const auto& subnet : stack.network.subnets)
    if (const auto* rules = stack.plan.connectivity.find(stack.identity.id, subnet.key))
      add_rules(stack, policy, subnet, *rules, made);
  for (const auto* rule : lower_network_rules(stack, policy)) made.push_back(rule);
  auto& association =
      stack.add_named("google_compute_network_firewall_policy_association", "network", called, stack.identity.span,
                      {{"firewall_policy", policy["name"]}, {"attachment_target", (*network)["id"]}});
  for (const auto* rule : made) association.depends_on(*rule);
}

}  // namespace aurora::gcp
