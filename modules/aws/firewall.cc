#include <fmt/format.h>

#include <array>

#include "aws/egress.h"
#include "aws/firewall_rules.h"
#include "aws/hub.h"
#include "aws/monitoring.h"
#include "aws/network.h"
#include "terraform/function.h"

// AWS Network Firewall: an endpoint in each zone, which the route tables of the zone lead to (routing.cc).

namespace aurora::aws {
namespace {

/// What is private is home (RFC 1918, RFC 6598), so that `$EXTERNAL_NET`, the opposite, is the internet and nothing
/// else.
constexpr std::array<std::string_view, 4> private_ranges{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                         "100.64.0.0/10"};

tf::Object variables() {
  const tf::Object home = tf::object({{"definition", tf::list(private_ranges)}});
  return tf::object({{"rule_variables", tf::object({{"key", "HOME_NET"}, {"ip_set", home}})}});
}

tf::Resource& lower_policy(Stack& stack) {
  const auto span = stack.egress.span;
  tf::List references;
  for (const auto& [priority, group] : lower_firewall_rules(stack))
    references.emplace_back(tf::object({{"priority", priority}, {"resource_arn", (*group)["arn"]}}));
  const tf::Object engine = tf::object({{"rule_order", "STRICT_ORDER"}, {"stream_exception_policy", "REJECT"}});
  tf::Object policy =
      tf::object({{"stateless_default_actions", tf::list({"aws:forward_to_sfe"})},
                  {"stateless_fragment_default_actions", tf::list({"aws:forward_to_sfe"})},
                  {"stateful_default_actions",
                   tf::list({"aws:alert_established_app_layer_to_server", "aws:drop_established_app_layer_to_server"})},
                  {"stateful_engine_options", engine},
                  {"policy_variables", variables()}});
  if (!references.empty()) policy.emplace_back("stateful_rule_group_reference", std::move(references));
  return stack.add("aws_networkfirewall_firewall_policy", "firewall", span,
                   {{"name", stack.name("firewall_policy", {}, -1, span)}, {"firewall_policy", std::move(policy)}});
}

/// One that is dropped, and every connection.
void lower_logs(Stack& stack, const tf::Resource& firewall) {
  tf::List destinations;
  for (const auto& [type, purpose] :
       {std::make_pair("ALERT", "firewall-alerts"), std::make_pair("FLOW", "firewall-flows")}) {
    const auto& group = lower_log_group(stack, purpose, stack.egress.span);
    destinations.emplace_back(tf::object({{"log_type", type},
                                          {"log_destination_type", "CloudWatchLogs"},
                                          {"log_destination", tf::object({{"logGroup", group["name"]}})}}));
  }
  stack.add("aws_networkfirewall_logging_configuration", "firewall", stack.egress.span,
            {{"firewall_arn", firewall["arn"]},
             {"logging_configuration", tf::object({{"log_destination_config", std::move(destinations)}})}});
}

}  // namespace

void lower_firewall(Stack& stack) {
  if (stack.egress.kind != Egress::Kind::Firewall) return;
  stack.document.file = "firewall";
  const auto span = stack.egress.span;
  if (stack.existing_network()) return stack.not_in_given_network("egress: firewall", span);
  if (required_subnet(stack, "egress.firewall", "firewall", span) == nullptr) return;
  tf::List places;
  for (auto& id : stack.subnet_ids("firewall")) places.emplace_back(tf::object({{"subnet_id", std::move(id)}}));
  const auto& policy = lower_policy(stack);
  auto& firewall =
      stack.add_tagged("aws_networkfirewall_firewall", "firewall", stack.name("firewall", {}, -1, span), span,
                       {{"name", stack.name("firewall", {}, -1, span)},
                        {"vpc_id", stack.network_id()},
                        {"firewall_policy_arn", policy["arn"]},
                        {"subnet_mapping", std::move(places)},
                        {"delete_protection", stack.protect},
                        {"subnet_change_protection", stack.protect}});
  stack.keep(firewall);
  lower_logs(stack, firewall);
  stack.document.output("firewall_arn", firewall["arn"], "The firewall");
}

tf::Value firewall_endpoint(const Stack& stack, std::string_view zone) {
  const auto* firewall = stack.document.find("aws_networkfirewall_firewall.firewall");
  const auto name = zone_of(stack, zone);
  if (firewall == nullptr || name.empty()) return {};
  return tf::Expression::raw(fmt::format(
      "one([for state in {}[0].sync_states : state.attachment[0].endpoint_id if state.availability_zone == {}])",
      (*firewall)["firewall_status"].code(), tf::literal(name).code()));
}

}  // namespace aurora::aws
