#include <algorithm>
#include <set>

#include "aws/blocks.h"

// Private zones. Those of AWS's own services come with their endpoints, and that of a private API server with the
// cluster; the spec's further ones are made once, in the hub of the environment, and every network of the environment
// is associated by the stack that makes it. A zone that the spec gives by its id is somebody else's: the network is
// associated with it, which its account has to authorize when it is another.

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
  if (stack.existing_network() || stack.network_id().is_null() || stack.hub == nullptr) return;
  const bool hub_has_network = !stack.hub->network.absent() && !stack.hub->network.existing_id;
  const auto zones = hub_has_network ? zones_of(stack) : std::set<std::string>{};
  tf::Object ids;
  for (const auto& zone : zones) {
    if (!stack.is_hub()) {
      associate(stack, zone_label(zone), look_up(stack, zone), stack.identity.span);
      continue;
    }
    lower_zone(stack, zone);
    ids.emplace_back(zone, (*stack.document.find("aws_route53_zone." + tf::label(zone_label(zone))))["zone_id"]);
  }
  for (const auto& [service, id] : stack.hub->private_dns.zone_ids)
    associate(stack, "given-" + service, id.value, id.span);
  if (!ids.empty())
    stack.document.output("private_dns_zone_ids", std::move(ids), "Private zones of the environment, by name");
}

}  // namespace aurora::aws
