#include "aws/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

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
  std::string service;                    ///< in the spec's words
  const ServiceFact* fact = nullptr;      ///< nullptr: a service of somebody's own, which `target` names
  std::string subnet = "infrastructure";  ///< key, in the spec's words
  std::optional<Text> target{};           ///< or the one resource that may be reached
  Span span{};
};

/// By label: the service's name in AWS; of somebody's own, that of the entry.
using All = std::map<std::string, Wanted, std::less<>>;

/// A service of somebody's own has a whole name: `com.amazonaws.vpce.ca-central-1.vpce-svc-0a1b...`.
bool is_service_name(const std::string& target) { return target.starts_with("com.amazonaws."); }
bool is_arn(const std::string& target) { return target.starts_with("arn:"); }

std::vector<const ServiceFact*> parts_of(const Stack& stack, std::string_view service, std::string_view part = {}) {
  std::vector<const ServiceFact*> parts;
  for (const auto& fact : stack.facts.services)
    if (fact.service == service && (part.empty() || fact.subresource == part)) parts.push_back(&fact);
  return parts;
}

/// What the stack needs by itself: an entry of the spec for the same service is as good.
void add_service(const Stack& stack, std::string_view service, All& all) {
  for (const auto* fact : parts_of(stack, service))
    all.emplace(fact->subresource, Wanted{std::string(service), fact, "infrastructure", {}, stack.identity.span});
}

/// The entries of the spec, each of which makes something or is refused.
class Entries {
 public:
  Entries(Stack& stack, All& all) : stack_(stack), all_(all) {}

  void add(const PrivateEndpoint& endpoint) {
    Wanted wanted{endpoint.service, nullptr, "infrastructure", endpoint.target_id, endpoint.span};
    if (endpoint.subnet) wanted.subnet = endpoint.subnet->value;
    if (wanted.target && is_service_name(wanted.target->value))
      return static_cast<void>(put(endpoint, endpoint.key, wanted));
    if (wanted.target && !is_arn(wanted.target->value)) return refuse_target(*wanted.target);
    const auto parts =
        parts_of(stack_, endpoint.service, endpoint.subresource ? endpoint.subresource->value : std::string_view());
    if (parts.empty()) return refuse_part(endpoint);
    for (const auto* fact : parts) {
      wanted.fact = fact;
      if (!put(endpoint, std::string(fact->subresource), wanted)) return;
    }
  }

 private:
  bool put(const PrivateEndpoint& endpoint, const std::string& label, const Wanted& wanted) {
    const bool held = wanted.fact != nullptr && wanted.target;
    if (held && endpoint_policy(stack_, label).empty()) {
      refuse(endpoint, fmt::format("that of `{}` takes no policy, which would hold it to one resource", label))
          .hint("leave `target_id` out");
      return false;
    }
    const auto [place, is_new] = all_.emplace(label, wanted);
    if (!is_new)
      refuse(endpoint, fmt::format("the network has one for `{}` already", label))
          .related(place->second.span, "this one")
          .hint("leave one of them out: without `target_id` an endpoint leads to everything in the account");
    return is_new;
  }

  Diagnostics::Report refuse(const PrivateEndpoint& endpoint, const std::string& why) {
    return stack_.diagnostics.report(diag::EndpointNotPossible, endpoint.span, endpoint.key, stack_.identity.id, why);
  }

  void refuse_target(const Text& target) {
    stack_.diagnostics.report(diag::NotAnArn, target.span, target.value, "a resource")
        .hint("an endpoint service of somebody's own has a name: `com.amazonaws.vpce.<region>.vpce-svc-...`");
  }

  void refuse_part(const PrivateEndpoint& endpoint) {
    std::string known;
    for (const auto* fact : parts_of(stack_, endpoint.service))
      known += fmt::format("{}`{}`", known.empty() ? "" : ", ", fact->subresource);
    stack_.diagnostics
        .report(diag::EndpointSubresourceUnknown, endpoint.subresource ? endpoint.subresource->span : endpoint.span,
                endpoint.key, endpoint.service)
        .hint("`subresource` can be " + known);
  }

  Stack& stack_;
  All& all_;
};

All endpoints_of(Stack& stack) {
  All all;
  const bool ours = !stack.existing_network();  // else only what the spec asks for
  if (stack.is_hub()) {
    if (stack.hub->jumpbox && ours)
      for (const auto service : of_machines) add_service(stack, service, all);
    return all;
  }
  Entries entries(stack, all);
  for (const auto& endpoint : stack.cluster->private_endpoints) entries.add(endpoint);
  if (stack.egress.kind == Egress::Kind::None && ours)
    for (const auto service : of_private_clusters) add_service(stack, service, all);
  return all;
}

tf::Value policy_of(const Stack& stack, const Wanted& wanted) {
  if (wanted.fact == nullptr) return {};
  auto statements = endpoint_policy(stack, wanted.fact->subresource);
  if (statements.empty()) return {};
  if (wanted.target) statements.front().resources = {wanted.target->value, wanted.target->value + "/*"};
  return policy(statements);
}

std::string name_of_service(const Stack& stack, const Wanted& wanted) {
  if (wanted.fact == nullptr) return wanted.target->value;
  return fmt::format("com.amazonaws.{}.{}", stack.region(), wanted.fact->subresource);
}

void lower_by_route(Stack& stack, const std::string& label, const Wanted& wanted, tf::Object arguments) {
  tf::List tables;
  for (const auto* table : tables_of_kind(stack, "private")) tables.emplace_back((*table)["id"]);
  arguments.emplace_back("vpc_endpoint_type", "Gateway");
  arguments.emplace_back("route_table_ids", std::move(tables));
  const auto& made = stack.add_tagged("aws_vpc_endpoint", label, stack.name("private_endpoint", label, -1, wanted.span),
                                      wanted.span, std::move(arguments));
  lower_endpoint_rules(stack, made);
}

void lower_by_interface(Stack& stack, std::string label, const Wanted& wanted, tf::Object arguments) {
  auto subnets = stack.subnet_ids(wanted.subnet);
  if (subnets.empty()) {
    stack.diagnostics.report(diag::ClusterSubnetMissing, wanted.span, wanted.service, stack.identity.id, wanted.subnet)
        .hint("add it to `subnets`");
    return;
  }
  arguments.emplace_back("vpc_endpoint_type", "Interface");
  arguments.emplace_back("private_dns_enabled", wanted.fact != nullptr);
  arguments.emplace_back("subnet_ids", std::move(subnets));
  if (auto group = stack.security_group_id(wanted.subnet); !group.is_null())
    arguments.emplace_back("security_group_ids", tf::List{std::move(group)});
  std::replace(label.begin(), label.end(), '.', '-');
  stack.add_tagged("aws_vpc_endpoint", label, stack.name("private_endpoint", label, -1, wanted.span), wanted.span,
                   std::move(arguments));
}

}  // namespace

void lower_endpoints(Stack& stack) {
  stack.document.file = "endpoints";
  if (stack.network_id().is_null()) return;
  for (const auto& [label, wanted] : endpoints_of(stack)) {
    const bool by_route = wanted.fact != nullptr && wanted.fact->by_route;
    if (by_route && stack.existing_network()) {  // whose route tables nobody has named
      stack.not_in_given_network("private_endpoints: " + wanted.service, wanted.span);
      continue;
    }
    tf::Object arguments = tf::object({{"vpc_id", stack.network_id()},
                                       {"service_name", name_of_service(stack, wanted)},
                                       {"policy", policy_of(stack, wanted)}});
    if (by_route)
      lower_by_route(stack, label, wanted, std::move(arguments));
    else
      lower_by_interface(stack, label, wanted, std::move(arguments));
  }
}

}  // namespace aurora::aws
