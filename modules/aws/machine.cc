#include "aws/machine.h"

#include <fmt/format.h>

#include <regex>

#include "aws/routing.h"

namespace aurora::aws {
namespace {

/// Canonical's own parameter, which names the newest image of the region: documentation.ubuntu.com, "Find Ubuntu images
/// on AWS".
constexpr std::string_view ubuntu_parameter =
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/{}/hvm/ebs-gp3/ami-id";

/// Types with a `g` behind the generation have Arm processors: docs.aws.amazon.com, "Instance type naming conventions".
std::string_view architecture_of(const std::string& type) {
  static const std::regex arm("[a-z]+[0-9]+g[a-z]*(-[a-z0-9]+)?\\..*");
  return std::regex_match(type, arm) ? "arm64" : "amd64";
}

tf::Value image_of(Stack& stack, const LinuxMachine& machine) {
  if (machine.image) {
    static const std::regex id("ami-([0-9a-f]{8}|[0-9a-f]{17})");
    if (!std::regex_match(machine.image->value, id))
      stack.diagnostics.report(diag::ImageNotUnderstood, machine.image->span, machine.image->value)
          .hint("write the id of an image of the region: `ami-0a1b2c3d4e5f60718`");
    return machine.image->value;
  }
  const std::string architecture(architecture_of(machine.type));
  const auto label = "ubuntu_" + architecture;
  const auto* made = stack.document.find("data.aws_ssm_parameter." + label);
  if (made == nullptr)
    made = &stack.document.data("aws_ssm_parameter", label, machine.span,
                                {{"name", fmt::format(fmt::runtime(ubuntu_parameter), architecture)}});
  return (*made)["value"];
}

/// What the agent calls. These actions have no resources to be held to, but for the first: docs.aws.amazon.com,
/// "Actions, resources, and condition keys for AWS Systems Manager" and for the two message services.
std::vector<Statement> session_manager(const Stack& stack) {
  return {{"Agent", {"ssm:UpdateInstanceInformation"}, {arn(stack, "ec2", "instance/*")}},
          {"Sessions",
           {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel", "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage",
            "ec2messages:FailMessage", "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply"},
           {"*"}}};
}

}  // namespace

std::string machine_label(const LinuxMachine& machine) {
  const std::string purpose(machine.purpose);
  return machine.index < 0 ? purpose : purpose + "-" + std::to_string(machine.index);
}

std::string home_of(const Stack& stack, std::string_view role, const std::string& address) {
  const auto parsed = IpAddress::parse(address);
  for (const auto& subnet : stack.network.subnets)
    if (subnet.plays(role))
      for (const auto& range : stack.addresses().prefixes(stack.identity.id, "subnet/" + subnet.key))
        if (parsed && range.contains(*parsed)) return subnet.key;
  const auto* first = stack.subnet_of_role(role);
  return first == nullptr ? std::string() : first->key;
}

tf::Resource& lower_machine_profile(Stack& stack, std::string_view purpose, std::string_view description,
                                    std::vector<Statement> more, Span span) {
  const auto& role = lower_role(stack, purpose, {trust_service_plainly("ec2")}, description, span);
  auto allowed = session_manager(stack);
  allowed.insert(allowed.end(), more.begin(), more.end());
  lower_role_policy(stack, purpose, role, allowed, span);
  return stack.add("aws_iam_instance_profile", purpose, span,
                   {{"name", stack.name("instance_profile", purpose, -1, span)}, {"role", role["name"]}});
}

tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine) {
  const auto* subnet = stack.network.find(machine.subnet);
  const auto base = subnet == nullptr || subnet->base.empty() ? machine.subnet : subnet->base;
  const auto group = stack.security_group_id(base);
  // What is made anew with another text must not be held on to.
  const bool stays = machine.user_data.is_null();
  tf::Object arguments = tf::object(
      {{"ami", image_of(stack, machine)},
       {"instance_type", machine.type},
       {"subnet_id", stack.subnet_id(machine.subnet)},
       {"private_ip", machine.address.empty() ? tf::Value{} : tf::Value(machine.address)},
       {"associate_public_ip_address", false},
       {"vpc_security_group_ids", group.is_null() ? tf::Value{} : tf::Value(tf::List{group})},
       {"iam_instance_profile", machine.profile},
       {"monitoring", true},
       {"ebs_optimized", true},
       {"disable_api_termination", stack.protect && stays},
       {"metadata_options",
        tf::object({{"http_endpoint", "enabled"}, {"http_tokens", "required"}, {"http_put_response_hop_limit", 1}})},
       {"root_block_device",
        tf::object({{"encrypted", true}, {"volume_type", "gp3"}, {"volume_size", machine.os_disk_gib}})}});
  if (!stays) {
    arguments.emplace_back("user_data", machine.user_data);
    arguments.emplace_back("user_data_replace_on_change", true);
  }
  auto& made = stack.add_tagged("aws_instance", machine_label(machine),
                                stack.name("virtual_machine", machine.purpose, machine.index, machine.span),
                                machine.span, std::move(arguments));
  // A newer image of Ubuntu must replace nothing by itself.
  if (stays)
    stack.keep(made, {"ami"});
  else
    made.set("lifecycle", tf::object({{"ignore_changes", tf::list({"ami"})}}));
  wait_for_routes(stack, made);
  return made;
}

}  // namespace aurora::aws
