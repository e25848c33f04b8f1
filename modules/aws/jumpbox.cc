#include "aws/hub.h"
#include "aws/machine.h"
#include "aws/network.h"

// People log in as themselves, by Session Manager: the machine has no key, and nothing opens a connection to it. The
// agent reaches Systems Manager by the hub's endpoints (endpoints.cc). With `bastion`, EC2 Instance Connect comes in
// too, for those who need SSH itself.

namespace aurora::aws {
namespace {

constexpr std::string_view purpose = "jumpbox";
constexpr int ssh = 22;

tf::Resource& add_ssh_rule(Stack& stack, std::string_view type, std::string_view label, const tf::Value& group,
                           const tf::Value& other, std::string_view why, Span span) {
  return stack.add(type, label, span,
                   {{"security_group_id", group},
                    {"description", why},
                    {"ip_protocol", "tcp"},
                    {"from_port", ssh},
                    {"to_port", ssh},
                    {"referenced_security_group_id", other}});
}

/// Its group may open SSH to the jumpbox and nothing else, and nobody opens anything to it but AWS itself.
void lower_instance_connect(Stack& stack, const Subnet& subnet, Span span) {
  const auto jumpbox = stack.security_group_id(subnet.base.empty() ? subnet.key : subnet.base);
  const auto name = stack.name("network_security_group", "instance-connect", -1, span);
  const auto& group =
      stack.add_tagged("aws_security_group", "instance-connect", name, span,
                       {{"name", name}, {"description", "EC2 Instance Connect"}, {"vpc_id", stack.network_id()}});
  if (!jumpbox.is_null()) {
    add_ssh_rule(stack, "aws_vpc_security_group_egress_rule", "instance-connect", group["id"], jumpbox,
                 "SSH to the jumpbox", span);
    add_ssh_rule(stack, "aws_vpc_security_group_ingress_rule", "jumpbox_instance-connect", jumpbox, group["id"],
                 "SSH by EC2 Instance Connect", span);
  }
  const auto& endpoint = stack.add_tagged("aws_ec2_instance_connect_endpoint", "jumpbox",
                                          stack.name("private_endpoint", "instance-connect", -1, span), span,
                                          {{"subnet_id", stack.subnet_id(subnet.key)},
                                           {"security_group_ids", tf::list({group["id"]})},
                                           {"preserve_client_ip", false}});
  stack.document.output("bastion_id", endpoint["id"], "EC2 Instance Connect endpoint in front of the jumpbox");
}

}  // namespace

void lower_jumpbox(Stack& stack) {
  if (!stack.hub->jumpbox) return;
  const auto& jumpbox = *stack.hub->jumpbox;
  stack.document.file = "jumpbox";
  const auto* subnet = required_subnet(stack, "jumpbox", "jumpbox", jumpbox.span);
  if (subnet == nullptr) return;

  LinuxMachine machine;
  machine.purpose = purpose;
  machine.type = jumpbox.machine.value.type;
  machine.address = stack.static_address("static/jumpbox");
  machine.subnet = home_of(stack, "jumpbox", machine.address);
  machine.image = jumpbox.image;
  machine.os_disk_gib = jumpbox.os_disk_gib;
  machine.profile =
      lower_machine_profile(stack, purpose, "The jumpbox: Session Manager and nothing else", {}, jumpbox.span)["name"];
  machine.span = jumpbox.span;
  const auto& made = lower_machine(stack, machine);
  if (jumpbox.bastion && stack.existing_network())
    stack.not_in_given_network("jumpbox.bastion", jumpbox.span);
  else if (jumpbox.bastion)
    lower_instance_connect(stack, *subnet, jumpbox.span);
  stack.document.output("jumpbox_id", made["id"], "The jumpbox: `aws ssm start-session --target` takes it");
  stack.document.output("jumpbox_address", made["private_ip"], "Private address of the jumpbox");
}

}  // namespace aurora::aws
