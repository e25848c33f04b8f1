#include "gcp/dns.h"

#include <algorithm>
#include <array>
#include <set>

#include "gcp/blocks.h"
#include "gcp/ids.h"

// Private DNS. A zone of Google's services answers with the network's own endpoint, so every network has its own. What
// the spec's `private_dns.zones` names is the hub's, and the other networks of the environment look it up in the hub's
// network (DNS peering): no zone is changed by another stack. Name servers of the network's choice get every question
// that no private zone answers. Questions leave from 35.199.192.0/19, to which only the network with the gateway has
// routes to tell ("Best practices for Cloud DNS"): so the hub alone asks, and the others have it ask.

namespace aurora::gcp {
namespace {

/// What nodes and machines need whatever else there is: Google's interfaces, the registries of images, and the control
/// planes of other networks' clusters.
constexpr std::array<std::string_view, 4> always{"gcr.io", "gke.goog", "googleapis.com", "pkg.dev"};
constexpr int seconds = 300;

std::string dashed(std::string_view zone) {
  std::string text(zone);
  std::replace(text.begin(), text.end(), '.', '-');
  return text;
}

tf::Object visible_in(tf::Value network) {
  return tf::object({{"networks", tf::object({{"network_url", std::move(network)}})}});
}

tf::Resource& add_zone(Stack& stack, const std::string& zone, std::string description, tf::Object more) {
  tf::Object arguments = tf::object({{"dns_name", zone + "."},
                                     {"description", std::move(description)},
                                     {"visibility", "private"},
                                     {"private_visibility_config", visible_in(stack.network_id())}});
  for (auto& argument : more) arguments.push_back(std::move(argument));
  return stack.add_named("google_dns_managed_zone", zone_label(zone),
                         stack.name("private_dns_zone", dashed(zone), -1, stack.identity.span), stack.identity.span,
                         std::move(arguments));
}

void add_record(Stack& stack, const tf::Resource& zone, const std::string& label, const std::string& name,
                std::string_view type, std::string data) {
  stack.add("google_dns_record_set", label, stack.identity.span,
            {{"name", name},
             {"managed_zone", zone["name"]},
             {"type", type},
             {"ttl", seconds},
             {"rrdatas", tf::list({std::move(data)})}});
}

/// cloud.google.com, "Access Google APIs through endpoints: create DNS records by using default DNS names".
void lower_service_zone(Stack& stack, const std::string& zone, const std::string& address) {
  const auto& made = add_zone(stack, zone, "Google's services by their endpoint in this network", {});
  add_record(stack, made, zone_label(zone), zone + ".", "A", address);
  add_record(stack, made, zone_label(zone) + "_any", "*." + zone + ".", "CNAME", zone + ".");
}

bool hub_has_network(const Stack& stack) {
  return stack.hub != nullptr && (stack.hub->network.existing_id || !stack.hub->network.absent());
}

/// The argument that has a zone asked for in the hub's network.
std::pair<std::string, tf::Value> in_hub(const Stack& stack) {
  const auto target = network_id(stack.elsewhere, stack.hub->identity, stack.hub->network);
  return {"peering_config", tf::object({{"target_network", tf::object({{"network_url", target}})}})};
}

void lower_hub_zone(Stack& stack, const std::string& zone) {
  if (stack.is_hub()) return stack.keep(add_zone(stack, zone, "Zone of " + stack.environment.key, {}));
  if (!hub_has_network(stack)) return;
  add_zone(stack, zone, "Asked for in the network of " + stack.hub->identity.id, {in_hub(stack)});
}

void add_forward(Stack& stack, const std::string& description, std::pair<std::string, tf::Value> how) {
  stack.add_named("google_dns_managed_zone", "forward", stack.name("private_dns_zone", "forward"), stack.network.span,
                  {{"dns_name", "."},
                   {"description", description},
                   {"visibility", "private"},
                   {"private_visibility_config", visible_in(stack.network_id())},
                   std::move(how)});
}

bool in_own_network(const Stack& stack, const Text& server) {
  const auto address = IpAddress::parse(server.value);
  const auto ranges = stack.addresses().prefixes(stack.identity.id, "network");
  return address && std::any_of(ranges.begin(), ranges.end(),
                                [&](const Prefix& range) { return range.contains(Prefix::host(*address)); });
}

bool asked_by_hub(const Stack& stack, const Text& server) {
  const auto& servers = stack.hub->network.dns_servers;
  return std::any_of(servers.begin(), servers.end(), [&](const Text& one) { return one.value == server.value; });
}

/// Whether the hub asks for the cluster: in a network that the spec brings it has no zone of ours. Reports servers that
/// neither the hub asks nor the cluster has in its own network, for they are behind the hub, if anywhere.
bool has_hub_ask(Stack& stack) {
  if (stack.is_hub() || !hub_has_network(stack) || stack.hub->network.existing_id) return false;
  const auto& servers = stack.network.dns_servers;
  const auto is_far = [&](const Text& server) {
    return !in_own_network(stack, server) && !asked_by_hub(stack, server);
  };
  if (const auto far = std::find_if(servers.begin(), servers.end(), is_far); far != servers.end())
    stack.diagnostics.report(diag::RouteHopNotHere, far->span, "name servers", stack.identity.id, far->value)
        .hint(
            "Cloud DNS follows no route through a second network: give the hub `network: { dns_servers }` too, and "
            "clusters have it ask");
  return std::all_of(servers.begin(), servers.end(), [&](const Text& one) { return asked_by_hub(stack, one); });
}

void lower_name_servers(Stack& stack) {
  tf::List servers;
  for (const auto& server : stack.network.dns_servers)
    servers.emplace_back(tf::object({{"ipv4_address", server.value}, {"forwarding_path", "private"}}));
  if (servers.empty()) return;
  if (has_hub_ask(stack)) return add_forward(stack, "Every other name, by the name servers of the hub", in_hub(stack));
  add_forward(stack, "Every other name, by the network's name servers",
              {"forwarding_config", tf::object({{"target_name_servers", std::move(servers)}})});
}

/// What is asked for is logged with the flows.
void lower_query_log(Stack& stack) {
  if (!stack.network.flow_logs) return;
  stack.add_named("google_dns_policy", "network", stack.name("dns_policy"), stack.identity.span,
                  {{"enable_logging", true},
                   {"enable_inbound_forwarding", false},
                   {"networks", tf::object({{"network_url", stack.network_id()}})}});
}

/// What the spec gives by id is somebody else's. `googleapis.com` is many services': one that has zones of its own
/// besides, as registries have, says nothing of it.
void drop_given(const Hub& hub, const CloudFacts& facts, std::set<std::string>& zones) {
  constexpr std::string_view shared = "googleapis.com";
  for (const auto& [service, id] : hub.private_dns.zone_ids) {
    std::set<std::string> own;
    for (const auto& fact : facts.services)
      if (fact.service == service) own.emplace(fact.dns_zone);
    if (own.size() > 1) own.erase(std::string(shared));
    for (const auto& zone : own) zones.erase(zone);
  }
}

}  // namespace

std::string zone_label(std::string_view zone) {
  std::string label(zone);
  std::replace(label.begin(), label.end(), '.', '_');
  return label;
}

std::vector<std::string> service_zones(const Stack& stack) {
  if (stack.hub != nullptr && !stack.hub->private_dns.create) return {};
  std::set<std::string> zones(always.begin(), always.end());
  if (stack.cluster != nullptr)
    for (const auto& endpoint : stack.cluster->private_endpoints)
      for (const auto& fact : stack.facts.services)
        if (fact.service == endpoint.service && !endpoint.target_id) zones.insert(std::string(fact.dns_zone));
  if (stack.hub != nullptr) drop_given(*stack.hub, stack.facts, zones);
  return {zones.begin(), zones.end()};
}

void lower_dns(Stack& stack) {
  stack.document.file = "dns";
  if (stack.network_id().is_null() || stack.existing_network()) return;
  const auto address = stack.google_apis_address();
  if (!address.empty())
    for (const auto& zone : service_zones(stack)) lower_service_zone(stack, zone, address);
  if (stack.hub != nullptr && stack.hub->private_dns.create)
    for (const auto& zone : stack.hub->private_dns.zones) lower_hub_zone(stack, zone.value);
  lower_name_servers(stack);
  lower_query_log(stack);
}

}  // namespace aurora::gcp
