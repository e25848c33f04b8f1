#include <algorithm>
#include <set>

#include "aws/blocks.h"

// Private zones. Those of AWS's own services come with their endpoints, and that of a private API server with the
// cluster; the spec's further ones are made once, in the hub of the environment, and every network of the environment
// is associated by the stack that makes it or, where the spec brings it, by the first one in it. A zone that the spec
// gives by its id is somebody else's: the network is associated with it, which its account has to authorize when it is
// another.

namespace aurora::aws {
namespace {

/// `corp.example.ca` -> `corp-example-ca`
std::string zone_label(std::string zone) {
  std::replace(zone.begin(), zone.end(), '.', '-');
  return zone;
}

std::set<std::string> zones_of(const Stack& stack) {
  std::set<std::string> zones;
  if (stack.hub != nullptr && stack.hub->private_dns.create)
    for (const auto& zone : stack.hub->private_dns.zones) zones.insert(zone.value);
  return zones;
}

/// Whether the network is the hub's too, or that of a cluster before this one: then it is associated there.
bool is_associated(const Stack& stack) {
  if (!stack.existing_network()) return false;
  const auto same = [&](const Network& other) {
    return other.existing_id && other.existing_id->value == stack.network.existing_id->value;
  };
  if (same(stack.hub->network)) return true;
  for (const auto& cluster : stack.environment.clusters)
    if (same(cluster.network)) return &cluster != stack.cluster;
  return false;
}

void lower_zone(Stack& stack, const std::string& zone) {
  auto& made = stack.add("aws_route53_zone", zone_label(zone), stack.hub->private_dns.span,
                         {{"name", zone},
                          {"comment", "Private zone of " + stack.environment.key},
                          {"vpc", tf::object({{"vpc_id", stack.network_id()}})}});
  // Other networks are associated by their own stacks.
  stack.keep(made, {"vpc"});
}

void associate(Stack& stack, const std::string& label, tf::Value zone, Span span) {
  stack.add("aws_route53_zone_association", label, span,
            {{"zone_id", std::move(zone)}, {"vpc_id", stack.network_id()}, {"vpc_region", stack.region()}});
}

/// The zone that the hub made, which is in the same account.
tf::Value look_up(Stack& stack, const std::string& zone) {
  return stack.document.data("aws_route53_zone", tf::label(zone_label(zone)), stack.identity.span,
                             {{"name", zone}, {"private_zone", true}})["zone_id"];
}

}  // namespace

void lower_private_dns(Stack& stack) {
  stack.document.file = "dns";
  if (stack.network_id().is_null() || stack.hub == nullptr) return;
  tf::Object ids;
  for (const auto& zone : zones_of(stack)) {
    if (!stack.is_hub()) {
      if (!is_associated(stack)) associate(stack, zone_label(zone), look_up(stack, zone), stack.identity.span);
      continue;
    }
    lower_zone(stack, zone);
    ids.emplace_back(zone, (*stack.document.find("aws_route53_zone." + tf::label(zone_label(zone))))["zone_id"]);
  }
  // Whoever brings a network and zones for it has joined them already.
  for (const auto& [service, id] : stack.hub->private_dns.zone_ids)
    if (!stack.existing_network()) associate(stack, "given-" + service, id.value, id.span);
  if (!ids.empty())
    stack.document.output("private_dns_zone_ids", std::move(ids), "Private zones of the environment, by name");
}

}  // namespace aurora::aws
