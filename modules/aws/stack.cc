#include "aws/stack.h"

#include <algorithm>

namespace aurora::aws {

tf::Resource& Stack::add_tagged(std::string_view type, std::string_view logical, std::string called, Span span,
                                tf::Object more) {
  more.emplace_back("tags", tf::object({{"Name", std::move(called)}}));
  return add(type, logical, span, std::move(more));
}

tf::Value Stack::network_id() const {
  if (network.existing_id) return network.existing_id->value;
  if (const auto* made = document.find("aws_vpc.network")) return (*made)["id"];
  return {};
}

tf::Value Stack::subnet_id(std::string_view key) const {
  const auto given = network.existing_subnet_ids.find(std::string(key));
  if (given != network.existing_subnet_ids.end()) return given->second.value;
  if (const auto* made = document.find("aws_subnet." + tf::label(key))) return (*made)["id"];
  return {};
}

tf::List Stack::subnet_ids(std::string_view base, const std::vector<std::string>& zones) const {
  tf::List ids;
  for (const auto& subnet : network.subnets) {
    if (!subnet.is(base)) continue;
    if (!zones.empty() && std::find(zones.begin(), zones.end(), subnet.zone) == zones.end()) continue;
    if (auto id = subnet_id(subnet.key); !id.is_null()) ids.push_back(std::move(id));
  }
  return ids;
}

tf::Value Stack::security_group_id(std::string_view base) const {
  if (const auto* subnet = network.find(base); subnet != nullptr && subnet->security_group_id)
    return subnet->security_group_id->value;
  if (const auto* made = document.find("aws_security_group." + tf::label(base))) return (*made)["id"];
  return {};
}

void Stack::not_in_given_network(std::string_view what, Span span) {
  diagnostics.report(diag::NotInGivenNetwork, span, what, identity.id)
      .hint("leave it out: whoever made the network has it, or has it not");
}

}  // namespace aurora::aws
