#include "azure/hub.h"
#include "azure/machine.h"

namespace aurora::azure {
namespace {

constexpr std::string_view purpose = "jumpbox";

/// People log in as themselves, by Entra ID; the key is for the day when that does not work.
void lower_entra_login(Stack& stack, const tf::Resource& machine, Span span) {
  stack.add("azurerm_virtual_machine_extension", "jumpbox-entra-login", span,
            {{"name", "AADSSHLoginForLinux"},
             {"virtual_machine_id", machine["id"]},
             {"publisher", "Microsoft.Azure.ActiveDirectory"},
             {"type", "AADSSHLoginForLinux"},
             {"type_handler_version", "1.0"},
             {"auto_upgrade_minor_version", true},
             {"tags", stack.tag_map()}});
}

void lower_bastion(Stack& stack, Span span) {
  const auto* subnet = required_subnet(stack, "jumpbox.bastion", "bastion", span);
  if (subnet == nullptr) return;
  const auto& address = lower_public_ip(stack, "bastion", span);
  // Standard is the least that takes `az network bastion ssh`, and with it Entra ID.
  const auto& bastion = stack.add("azurerm_bastion_host", "bastion", stack.group("network"),
                                  stack.name("bastion_host", {}, -1, span), span,
                                  {{"sku", "Standard"},
                                   {"tunneling_enabled", true},
                                   {"file_copy_enabled", false},
                                   {"shareable_link_enabled", false},
                                   {"ip_connect_enabled", false},
                                   {"ip_configuration", tf::object({{"name", "public"},
                                                                    {"subnet_id", stack.subnet_id(subnet->key)},
                                                                    {"public_ip_address_id", address["id"]}})}});
  stack.document.output("bastion_id", bastion["id"], "Bastion in front of the jumpbox");
}

}  // namespace

void lower_jumpbox(Stack& stack) {
  if (!stack.hub->jumpbox) return;
  const auto& jumpbox = *stack.hub->jumpbox;
  stack.document.file = "jumpbox";
  const auto* subnet = required_subnet(stack, "jumpbox", "jumpbox", jumpbox.span);
  const auto key = checked_ssh_key(stack, jumpbox.ssh_public_key, "jumpbox", jumpbox.span);
  if (subnet == nullptr || key.empty()) return;

  LinuxMachine machine;
  machine.block = "jumpbox";
  machine.purpose = purpose;
  machine.type = jumpbox.machine.value.type;
  if (!stack.hub->zones.empty()) machine.zone = stack.hub->zones.front();
  machine.subnet = subnet->key;
  machine.address = stack.static_address("static/jumpbox");
  machine.user = jumpbox.user;
  machine.ssh_public_key = key;
  machine.image = jumpbox.image;
  machine.os_disk_gib = jumpbox.os_disk_gib;
  machine.identity = tf::object({{"type", "SystemAssigned"}});
  machine.span = jumpbox.span;
  const auto& made = lower_machine(stack, machine);
  lower_entra_login(stack, made, jumpbox.span);
  if (jumpbox.bastion) lower_bastion(stack, jumpbox.span);
  stack.document.output("jumpbox_id", made["id"], "The jumpbox");
  stack.document.output("jumpbox_address", made["private_ip_address"], "Private address of the jumpbox");
}

}  // namespace aurora::azure
