#include <algorithm>
#include <string>

#include "aws/endpoints.h"
#include "aws/network.h"

// A gateway endpoint is an entry in route tables: the service keeps its public addresses, which AWS lists as a prefix
// list of the region. A group that may open connections to the whole internet has them among the rest. In a network
// without a way out no group does, and each needs a rule for the list, or no image comes (docs.aws.amazon.com, "Gateway
// endpoints for Amazon S3": security; "Amazon ECR interface VPC endpoints": layers are in S3). Network ACLs let public
// addresses pass (network_acls.cc).

namespace aurora::aws {
namespace {

constexpr int https = 443;

bool opens_everything(const Stack& stack, const tf::Resource& group) {
  const auto is_whole = [&](const tf::Resource& rule) {
    const auto is = [&](std::string_view argument, const tf::Value& value) {
      const auto* given = rule.find(argument);
      return given != nullptr && *given == value;
    };
    return rule.type == "aws_vpc_security_group_egress_rule" && is("security_group_id", group["id"]) &&
           is("ip_protocol", "-1") && is("cidr_ipv4", "0.0.0.0/0");
  };
  return std::any_of(stack.document.resources.begin(), stack.document.resources.end(), is_whole);
}

void add_rule(Stack& stack, const std::string& base, const tf::Resource& group, const tf::Resource& endpoint) {
  stack.add("aws_vpc_security_group_egress_rule", base + "_endpoint_" + endpoint.label, endpoint.span,
            {{"security_group_id", group["id"]},
             {"description", "the endpoint " + endpoint.label},
             {"ip_protocol", "tcp"},
             {"from_port", https},
             {"to_port", https},
             {"prefix_list_id", endpoint["prefix_list_id"]}});
}

}  // namespace

void lower_endpoint_rules(Stack& stack, const tf::Resource& endpoint) {
  for (const auto& base : subnet_bases(stack)) {
    const auto* group = stack.document.find("aws_security_group." + tf::label(base));
    if (group == nullptr || is_silent(*stack.network.find(base)) || opens_everything(stack, *group)) continue;
    add_rule(stack, base, *group, endpoint);
  }
}

bool is_endpoint_rule(const tf::Resource& resource) {
  return resource.type == "aws_vpc_security_group_egress_rule" && resource.find("prefix_list_id") != nullptr;
}

}  // namespace aurora::aws
