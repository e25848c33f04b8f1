#include "aws/transit.h"

#include <algorithm>
#include <map>

#include "aws/gateway_numbers.h"
#include "aws/hub.h"
#include "aws/network.h"
#include "aws/provider.h"

// Nothing is associated or propagated by itself: an attachment of another account is let in at once, and reaches
// nothing until its own stack puts it into a table. Between two regions there is a peering of their gateways, whose
// routes are static: they are written here, since the peering is nobody else's.

namespace aurora::aws {
namespace {

const Environment& owner_of(const Stack& stack, const Transit& transit) {
  for (const auto& environment : stack.plan.platform.environments)
    if (environment.hub && environment.hub->identity.id == transit.owner) return environment;
  return stack.environment;
}

/// A link's stack is its hub's only by name.
bool is_owner(const Stack& stack, const Transit& transit) { return stack.document.stack == transit.owner; }

/// The owner's own region has the plain name.
std::string purpose_of(const Environment& owner, const Transit& transit, std::string_view purpose) {
  std::string text(purpose);
  if (transit.region == owner.hub->region) return text;
  return text.empty() ? transit.region : transit.region + "-" + text;
}

std::string label_of(const Stack& stack, const Transit& transit, std::string_view what = {}) {
  if (transit.region == stack.region()) return what.empty() ? "main" : std::string(what);
  return what.empty() ? transit.region : transit.region + "_" + std::string(what);
}

tf::Object in_region(Stack& stack, const Transit& transit, tf::Object arguments) {
  if (auto provider = transit_provider(stack, transit); !provider.is_null())
    arguments.emplace(arguments.begin(), "provider", std::move(provider));
  return arguments;
}

std::string name_of(Stack& stack, const Transit& transit, std::string_view kind, std::string_view purpose) {
  const auto& owner = owner_of(stack, transit);
  return stack.name(kind, purpose_of(owner, transit, purpose), -1, owner.hub->span);
}

/// The accounts of the attached networks, by the spec's environments; not the owner's own.
std::map<std::string, std::string> accounts_of(const Stack& stack, const Transit& transit) {
  std::map<std::string, std::string> accounts;  // account -> environment
  for (const auto& environment : stack.plan.platform.environments) {
    if (environment.account.value == stack.account()) continue;
    const auto prefix = environment.key + "/";
    const bool attached = std::any_of(transit.networks.begin(), transit.networks.end(),
                                      [&](const std::string& id) { return id.starts_with(prefix); });
    if (attached) accounts.emplace(environment.account.value, environment.key);
  }
  return accounts;
}

/// Within the organization only, where shares need no acceptance.
void lower_share(Stack& stack, const Transit& transit, const tf::Resource& gateway) {
  const auto accounts = accounts_of(stack, transit);
  if (accounts.empty()) return;
  const auto label = label_of(stack, transit);
  const auto span = stack.hub->span;
  const auto& share = stack.add(
      "aws_ram_resource_share", label, span,
      in_region(stack, transit,
                {{"name", name_of(stack, transit, "transit_hub", "share")}, {"allow_external_principals", false}}));
  stack.add("aws_ram_resource_association", label, span,
            in_region(stack, transit, {{"resource_arn", gateway["arn"]}, {"resource_share_arn", share["arn"]}}));
  for (const auto& [account, environment] : accounts)
    stack.add("aws_ram_principal_association", label_of(stack, transit, "account-" + account), span,
              in_region(stack, transit, {{"principal", account}, {"resource_share_arn", share["arn"]}}));
}

void lower_gateway_of(Stack& stack, const Transit& transit) {
  auto& gateway = stack.add("aws_ec2_transit_gateway", label_of(stack, transit), stack.hub->span,
                            in_region(stack, transit,
                                      {{"description", "Networks of " + stack.plan.platform.name.value},
                                       {"amazon_side_asn", side_asn(*stack.hub)},
                                       {"auto_accept_shared_attachments", "enable"},
                                       {"default_route_table_association", "disable"},
                                       {"default_route_table_propagation", "disable"},
                                       {"dns_support", "enable"},
                                       {"vpn_ecmp_support", "enable"},
                                       {"tags", tf::object({{"Name", name_of(stack, transit, "transit_hub", {})}})}}));
  stack.keep(gateway);
  for (const auto& table : transit.tables)
    stack.add(
        "aws_ec2_transit_gateway_route_table", label_of(stack, transit, table.name), stack.hub->span,
        in_region(stack, transit,
                  {{"transit_gateway_id", gateway["id"]},
                   {"tags", tf::object({{"Name", name_of(stack, transit, "transit_route_table", table.name)}})}}));
  lower_share(stack, transit, gateway);
}

tf::Value own_table(const Stack& stack, const Transit& transit, std::string_view table) {
  const auto* made =
      stack.document.find("aws_ec2_transit_gateway_route_table." + tf::label(label_of(stack, transit, table)));
  return made == nullptr ? tf::Value{} : tf::Value((*made)["id"]);
}

bool holds(const Transit& transit, const std::string& network) {
  return std::binary_search(transit.networks.begin(), transit.networks.end(), network);
}

/// In the tables of one region, what lies in the other.
void lower_region_routes(Stack& stack, const Transit& here, const Transit& there, const tf::Resource& peering,
                         const tf::Resource& accepted) {
  for (const auto& table : here.tables) {
    if (table.regions)
      stack
          .add("aws_ec2_transit_gateway_route_table_association", label_of(stack, here, "from-" + there.region),
               stack.hub->span,
               in_region(stack, here,
                         {{"transit_gateway_attachment_id", peering["id"]},
                          {"transit_gateway_route_table_id", own_table(stack, here, table.name)}}))
          .depends_on(accepted);
    for (const auto& route : table.routes) {
      if (!holds(there, route.via)) continue;
      for (const auto& range : stack.addresses().prefixes(route.network, "network"))
        if (!range.is_v6())
          stack
              .add("aws_ec2_transit_gateway_route", label_of(stack, here, table.name + "_" + prefix_label(range)),
                   stack.hub->span,
                   in_region(stack, here,
                             {{"destination_cidr_block", range.to_string()},
                              {"transit_gateway_attachment_id", peering["id"]},
                              {"transit_gateway_route_table_id", own_table(stack, here, table.name)}}))
              .depends_on(accepted);
    }
  }
}

void lower_region_peering(Stack& stack, const Transit& first, const Transit& second) {
  const auto gateway = [&](const Transit& transit) {
    return (*stack.document.find("aws_ec2_transit_gateway." + tf::label(label_of(stack, transit))))["id"];
  };
  const auto label = first.region + "_" + second.region;
  const auto called =
      tf::object({{"Name", stack.name("transit_attachment", first.region + "-" + second.region, -1, stack.hub->span)}});
  const auto& peering = stack.add("aws_ec2_transit_gateway_peering_attachment", label, stack.hub->span,
                                  in_region(stack, first,
                                            {{"transit_gateway_id", gateway(first)},
                                             {"peer_transit_gateway_id", gateway(second)},
                                             {"peer_region", second.region},
                                             {"peer_account_id", stack.account()},
                                             {"tags", called}}));
  const auto& accepted =
      stack.add("aws_ec2_transit_gateway_peering_attachment_accepter", label, stack.hub->span,
                in_region(stack, second, {{"transit_gateway_attachment_id", peering["id"]}, {"tags", called}}));
  lower_region_routes(stack, first, second, peering, accepted);
  lower_region_routes(stack, second, first, peering, accepted);
}

/// By its name, in the owner's account.
const tf::Resource& look_up(Stack& stack, const Transit& transit, std::string_view type, const std::string& label,
                            std::string_view kind, std::string_view purpose, tf::Value gateway) {
  const std::string address = "data." + std::string(type) + "." + tf::label(label);
  if (const auto* found = stack.document.find(address)) return *found;
  const auto& owner = owner_of(stack, transit);
  const auto name = stack.elsewhere.of(
      owner.hub->identity,
      {.kind = kind, .purpose = purpose_of(owner, transit, purpose), .span = owner.hub->identity.span});
  tf::List filters{tf::object({{"name", "tag:Name"}, {"values", tf::list({name})}}),
                   tf::object({{"name", "state"}, {"values", tf::list({"available"})}})};
  if (!gateway.is_null())
    filters.emplace_back(tf::object({{"name", "transit-gateway-id"}, {"values", tf::List{std::move(gateway)}}}));
  return stack.document.data(type, tf::label(label), stack.identity.span,
                             in_region(stack, transit, {{"filter", std::move(filters)}}));
}

}  // namespace

void lower_transit(Stack& stack) {
  stack.document.file = "transit";
  std::vector<const Transit*> own;
  for (const auto& transit : stack.plan.connectivity.transits)
    if (is_owner(stack, transit)) own.push_back(&transit);
  for (const auto* transit : own) lower_gateway_of(stack, *transit);
  for (std::size_t i = 0; i < own.size(); ++i)
    for (std::size_t j = i + 1; j < own.size(); ++j) lower_region_peering(stack, *own[i], *own[j]);
  tf::Object ids;
  for (const auto& resource : stack.document.resources)
    if (resource.type == "aws_ec2_transit_gateway") ids.emplace_back(resource.label, resource["id"]);
  if (!ids.empty())
    stack.document.output("transit_gateway_ids", std::move(ids),
                          "Transit gateways of the platform; `main`: this region's");
}

tf::Value transit_provider(Stack& stack, const Transit& transit) {
  const auto& owner = owner_of(stack, transit);
  auto identity = owner.hub->identity;
  identity.region = transit.region;
  return provider_for(stack, owner, identity);
}

tf::Value transit_gateway_id(Stack& stack) {
  const auto* transit = stack.plan.connectivity.transit_of(stack.identity.id);
  if (transit == nullptr) return {};
  if (const auto* made = stack.document.find("aws_ec2_transit_gateway.main")) return (*made)["id"];
  return look_up(stack, *transit, "aws_ec2_transit_gateway", "main", "transit_hub", {}, {})["id"];
}

tf::Value transit_table_id(Stack& stack, const Transit& transit, std::string_view table) {
  if (auto own = own_table(stack, transit, table); !own.is_null()) return own;
  return look_up(stack, transit, "aws_ec2_transit_gateway_route_table", std::string(table), "transit_route_table",
                 table, transit_gateway_id(stack))["id"];
}

const tf::Resource* transit_attachment(const Stack& stack) {
  return stack.document.find("aws_ec2_transit_gateway_vpc_attachment.network");
}

const tf::Resource* external_attachment(const Stack& stack) {
  for (const auto& peer : stack.network.peers)
    if (const auto* made =
            stack.document.find("aws_ec2_transit_gateway_vpc_attachment." + tf::label("external_" + peer.name)))
      return made;
  return nullptr;
}

}  // namespace aurora::aws
