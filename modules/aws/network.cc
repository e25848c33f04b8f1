#include "aws/network.h"

#include <algorithm>

#include "aws/blocks.h"

// The VPC and its subnets, one for each role and zone. What AWS puts into every VPC by itself (a security group, a
// network ACL, a route table) is taken over and emptied, so that whatever is put into the network without a word about
// rules reaches nothing. A network that the spec brings is only pointed at: nothing in it is ours.

namespace aurora::aws {
namespace {

/// `10.64.4.0/22` -> `10-64-4-0-22`: a label that needs no digest.
constexpr std::string_view not_in_labels = "./:";

/// Further ranges of the network, each with what a subnet in it has to wait for.
void lower_further_ranges(Stack& stack, const tf::Resource& vpc) {
  const auto prefixes = stack.addresses().prefixes(stack.identity.id, "network");
  for (std::size_t i = 1; i < prefixes.size(); ++i)
    stack.add("aws_vpc_ipv4_cidr_block_association", "range-" + prefix_label(prefixes[i]), stack.network.span,
              {{"vpc_id", vpc["id"]}, {"cidr_block", prefixes[i].to_string()}});
  // AWS gives a VPC addresses of its own choice, or those of a pool in its IPAM: the spec's are in one.
  for (const auto& prefix : stack.addresses().prefixes(stack.identity.id, "network6"))
    stack.add("aws_vpc_ipv6_cidr_block_association", "range-" + prefix_label(prefix), stack.network.span,
              {{"vpc_id", vpc["id"]},
               {"ipv6_cidr_block", prefix.to_string()},
               {"ipv6_ipam_pool_id",
                stack.document.variable("ipv6_ipam_pool_id", "The IPAM pool that holds the address plan's IPv6 ranges",
                                        false)}});
}

/// The VPC's id, by way of the association that the subnet's range is in.
tf::Value vpc_of(const Stack& stack, const tf::Resource& vpc, const Prefix& range, const Prefix* range6) {
  const auto through = [&](const char* type, const char* network, const Prefix& inner) -> const tf::Resource* {
    for (const auto& prefix : stack.addresses().prefixes(stack.identity.id, network))
      if (prefix.contains(inner))
        return stack.document.find(std::string(type) + "." + tf::label("range-" + prefix_label(prefix)));
    return nullptr;
  };
  if (range6 != nullptr)
    if (const auto* made = through("aws_vpc_ipv6_cidr_block_association", "network6", *range6))
      return (*made)["vpc_id"];
  if (const auto* made = through("aws_vpc_ipv4_cidr_block_association", "network", range)) return (*made)["vpc_id"];
  return vpc["id"];
}

tf::Object subnet_tags(Stack& stack, const Subnet& subnet) {
  tf::Object tags = tf::object({{"Name", stack.name("subnet", subnet.key, -1, subnet.span)}});
  // Where the load balancer controller looks for a place: docs.aws.amazon.com, "Network load balancing", EKS.
  if (!stack.is_hub() && subnet.plays("loadbalancer")) tags.emplace_back("kubernetes.io/role/internal-elb", "1");
  return tags;
}

void lower_subnet(Stack& stack, const tf::Resource& vpc, const Subnet& subnet) {
  const auto ranges = stack.addresses().prefixes(stack.identity.id, "subnet/" + subnet.key);
  const auto ranges6 = stack.addresses().prefixes(stack.identity.id, "subnet6/" + subnet.key);
  if (ranges.empty()) return;
  const auto* range6 = ranges6.empty() ? nullptr : &ranges6.front();
  tf::Object arguments = tf::object({{"vpc_id", vpc_of(stack, vpc, ranges.front(), range6)},
                                     {"cidr_block", ranges.front().to_string()},
                                     {"availability_zone", zone_of(stack, subnet)},
                                     {"map_public_ip_on_launch", false}});
  if (range6 != nullptr) {
    arguments.emplace_back("ipv6_cidr_block", range6->to_string());
    arguments.emplace_back("assign_ipv6_address_on_creation", true);
  }
  arguments.emplace_back("tags", subnet_tags(stack, subnet));
  stack.add("aws_subnet", subnet.key, subnet.span, std::move(arguments));
}

/// Without a rule in them; what is in them now goes.
void close_defaults(Stack& stack, const tf::Resource& vpc) {
  const auto called = [&](const char* purpose) { return stack.name("virtual_network", purpose); };
  stack.add_tagged("aws_default_security_group", "closed", called("closed-group"), stack.network.span,
                   {{"vpc_id", vpc["id"]}});
  // Subnets come and go here while they change from one of ours to another.
  stack
      .add_tagged("aws_default_network_acl", "closed", called("closed-acl"), stack.network.span,
                  {{"default_network_acl_id", vpc["default_network_acl_id"]}})
      .set("lifecycle", tf::object({{"ignore_changes", tf::list({"subnet_ids"})}}));
  stack.add_tagged("aws_default_route_table", "closed", called("closed-routes"), stack.network.span,
                   {{"default_route_table_id", vpc["default_route_table_id"]}, {"route", tf::List{}}});
}

void lower_name_servers(Stack& stack, const tf::Resource& vpc) {
  if (stack.network.dns_servers.empty()) return;
  tf::List servers;
  for (const auto& server : stack.network.dns_servers) servers.emplace_back(server.value);
  const auto& options = stack.add_tagged("aws_vpc_dhcp_options", "main", stack.name("dhcp_options"), stack.network.span,
                                         {{"domain_name_servers", std::move(servers)}});
  stack.add("aws_vpc_dhcp_options_association", "main", stack.network.span,
            {{"vpc_id", vpc["id"]}, {"dhcp_options_id", options["id"]}});
}

}  // namespace

std::string prefix_label(const Prefix& prefix) {
  auto text = prefix.to_string();
  std::replace_if(
      text.begin(), text.end(), [](char c) { return not_in_labels.find(c) != not_in_labels.npos; }, '-');
  return text;
}

std::string zone_of(const Stack& stack, std::string_view zone) {
  for (const auto& region : stack.facts.regions)
    if (region.name == stack.region()) return zone_name(stack.facts, region, zone);
  return {};
}

tf::Value zone_of(const Stack& stack, const Subnet& subnet) {
  const auto name = zone_of(stack, subnet.zone);
  return name.empty() ? tf::Value{} : tf::Value(name);
}

bool has_ipv6(const Stack& stack) { return !stack.addresses().prefixes(stack.identity.id, "network6").empty(); }

std::vector<std::string> subnet_bases(const Stack& stack) {
  std::vector<std::string> bases;
  for (const auto& subnet : stack.network.subnets) bases.push_back(subnet.base.empty() ? subnet.key : subnet.base);
  std::sort(bases.begin(), bases.end());
  bases.erase(std::unique(bases.begin(), bases.end()), bases.end());
  return bases;
}

void lower_network(Stack& stack) {
  stack.document.file = "network";
  if (stack.existing_network() || stack.network.absent()) return;
  const auto prefixes = stack.addresses().prefixes(stack.identity.id, "network");
  if (prefixes.empty()) return;
  check_ranges(stack);
  auto& vpc = stack.add_tagged(
      "aws_vpc", "network", stack.name("virtual_network"), stack.network.span,
      {{"cidr_block", prefixes.front().to_string()}, {"enable_dns_support", true}, {"enable_dns_hostnames", true}});
  stack.keep(vpc);
  lower_further_ranges(stack, vpc);
  for (const auto& subnet : stack.network.subnets) lower_subnet(stack, vpc, subnet);
  close_defaults(stack, vpc);
  lower_name_servers(stack, vpc);
  if (stack.subnet_of_role("nat") != nullptr)
    stack.add_tagged("aws_internet_gateway", "main", stack.name("internet_gateway"), stack.network.span,
                     {{"vpc_id", vpc["id"]}});
  if (has_ipv6(stack) && stack.egress.kind != Egress::Kind::None)
    stack.add_tagged("aws_egress_only_internet_gateway", "main", stack.name("internet_gateway", "ipv6"),
                     stack.network.span, {{"vpc_id", vpc["id"]}});
}

}  // namespace aurora::aws
