#include "aws/endpoints.h"

#include <algorithm>
#include <array>
#include <map>

#include "aws/blocks.h"
#include "aws/network.h"
#include "aws/routing.h"

// Endpoints of AWS's services in the network. An interface endpoint takes over the service's own name for the whole
// network, so there is one for each service, whoever asked for it; S3 and DynamoDB are an entry in route tables.
//
// A cluster without a way out gets what its nodes cannot do without (docs.aws.amazon.com, "Deploy private clusters with
// limited internet access"), a hub with machines what Session Manager comes in by.

namespace aurora::aws {
namespace {

constexpr std::array<std::string_view, 8> of_private_clusters{
    "compute", "identity", "kubernetes", "load_balancing", "monitoring", "object_storage", "registry", "scaling"};
constexpr std::array<std::string_view, 1> of_machines{"sessions"};

/// One endpoint to make.
struct Wanted {
  const ServiceFact* fact;
  std::string subnet = "infrastructure";  ///< key, in the spec's words
  std::optional<Text> target;             ///< a service of somebody's own, or the one resource that may be reached
  Span span;
};

/// By the service's name in AWS.
using All = std::map<std::string_view, Wanted>;

void add_service(const Stack& stack, std::string_view service, std::string_view part, const Wanted& like, All& all) {
  for (const auto& fact : stack.facts.services) {
    if (fact.service != service || (!part.empty() && fact.subresource != part)) continue;
    auto wanted = like;
    wanted.fact = &fact;
    all.emplace(fact.subresource, wanted);
  }
}

All endpoints_of(const Stack& stack) {
  All all;
  Wanted plain{};
  plain.span = stack.identity.span;
  if (stack.is_hub()) {
    if (stack.hub->jumpbox)
      for (const auto service : of_machines) add_service(stack, service, {}, plain, all);
    return all;
  }
  for (const auto& endpoint : stack.cluster->private_endpoints) {
    Wanted wanted{nullptr, endpoint.subnet ? endpoint.subnet->value : plain.subnet, endpoint.target_id, endpoint.span};
    add_service(stack, endpoint.service, endpoint.subresource ? endpoint.subresource->value : std::string_view(),
                wanted, all);
  }
  if (stack.egress.kind == Egress::Kind::None)
    for (const auto service : of_private_clusters) add_service(stack, service, {}, plain, all);
  return all;
}

/// A service of somebody's own has a whole name: `com.amazonaws.vpce.ca-central-1.vpce-svc-0a1b...`.
bool is_service_name(const std::string& target) { return target.starts_with("com.amazonaws."); }

tf::Value policy_of(const Stack& stack, const Wanted& wanted) {
  auto statements = endpoint_policy(stack, wanted.fact->subresource);
  if (statements.empty()) return {};
  if (wanted.target && wanted.target->value.starts_with("arn:"))
    statements.front().resources = {wanted.target->value, wanted.target->value + "/*"};
  return policy(statements);
}

void lower_by_route(Stack& stack, const Wanted& wanted, tf::Object arguments) {
  tf::List tables;
  for (const auto* table : tables_of_kind(stack, "private")) tables.emplace_back((*table)["id"]);
  arguments.emplace_back("vpc_endpoint_type", "Gateway");
  arguments.emplace_back("route_table_ids", std::move(tables));
  stack.add_tagged("aws_vpc_endpoint", wanted.fact->subresource,
                   stack.name("private_endpoint", wanted.fact->subresource, -1, wanted.span), wanted.span,
                   std::move(arguments));
}

void lower_by_interface(Stack& stack, const Wanted& wanted, tf::Object arguments) {
  auto subnets = stack.subnet_ids(wanted.subnet);
  if (subnets.empty()) {
    stack.diagnostics
        .report(diag::ClusterSubnetMissing, wanted.span, wanted.fact->service, stack.identity.id, wanted.subnet)
        .hint("add it to `subnets`");
    return;
  }
  arguments.emplace_back("vpc_endpoint_type", "Interface");
  arguments.emplace_back("private_dns_enabled", !(wanted.target && is_service_name(wanted.target->value)));
  arguments.emplace_back("subnet_ids", std::move(subnets));
  if (auto group = stack.security_group_id(wanted.subnet); !group.is_null())
    arguments.emplace_back("security_group_ids", tf::List{std::move(group)});
  std::string label(wanted.fact->subresource);
  std::replace(label.begin(), label.end(), '.', '-');
  stack.add_tagged("aws_vpc_endpoint", label, stack.name("private_endpoint", label, -1, wanted.span), wanted.span,
                   std::move(arguments));
}

}  // namespace

void lower_endpoints(Stack& stack) {
  stack.document.file = "endpoints";
  if (stack.existing_network() || stack.network_id().is_null()) return;
  for (const auto& [name, wanted] : endpoints_of(stack)) {
    const bool own_name = wanted.target && is_service_name(wanted.target->value);
    tf::Object arguments = tf::object(
        {{"vpc_id", stack.network_id()},
         {"service_name", own_name ? wanted.target->value
                                   : "com.amazonaws." + stack.region() + "." + std::string(wanted.fact->subresource)},
         {"policy", own_name ? tf::Value{} : policy_of(stack, wanted)}});
    if (wanted.fact->by_route)
      lower_by_route(stack, wanted, std::move(arguments));
    else
      lower_by_interface(stack, wanted, std::move(arguments));
  }
}

}  // namespace aurora::aws
