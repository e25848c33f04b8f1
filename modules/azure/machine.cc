#include "azure/machine.h"

#include <array>
#include <vector>

namespace aurora::azure {
namespace {

constexpr std::string_view default_image = "Canonical:ubuntu-24_04-lts:server:latest";
// The two kinds that Azure takes for Linux: learn.microsoft.com, "Supported SSH key formats".
constexpr std::array<std::string_view, 2> key_kinds{"ssh-rsa ", "ssh-ed25519 "};

std::string logical_name(const LinuxMachine& machine) {
  const std::string purpose(machine.purpose);
  return machine.index < 0 ? purpose : purpose + "-" + std::to_string(machine.index);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts{""};
  for (const char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

void set_image(Stack& stack, tf::Resource& made, const LinuxMachine& machine) {
  const auto image = machine.image ? machine.image->value : std::string(default_image);
  if (image.starts_with("/")) return made.set("source_image_id", image);
  const auto parts = split(image, ':');
  if (parts.size() != 4) {
    stack.diagnostics.report(diag::ImageNotUnderstood, machine.image->span, image)
        .hint("write `publisher:offer:sku:version`, or the id of an image");
    return;
  }
  made.set("source_image_reference",
           tf::object({{"publisher", parts[0]}, {"offer", parts[1]}, {"sku", parts[2]}, {"version", parts[3]}}));
}

tf::Resource& lower_interface(Stack& stack, const LinuxMachine& machine) {
  tf::Object configuration = tf::object({{"name", "internal"}, {"subnet_id", stack.subnet_id(machine.subnet)}});
  configuration.emplace_back("private_ip_address_allocation", machine.address.empty() ? "Dynamic" : "Static");
  if (!machine.address.empty()) configuration.emplace_back("private_ip_address", machine.address);
  return stack.add("azurerm_network_interface", logical_name(machine), stack.group(),
                   stack.name("network_interface", machine.purpose, machine.index, machine.span), machine.span,
                   {{"ip_configuration", std::move(configuration)}});
}

tf::Object hardening() {
  return tf::object({{"disable_password_authentication", true},
                     {"encryption_at_host_enabled", true},
                     {"secure_boot_enabled", true},
                     {"vtpm_enabled", true},
                     {"provision_vm_agent", true},
                     {"allow_extension_operations", true},
                     {"patch_mode", "AutomaticByPlatform"},
                     {"patch_assessment_mode", "AutomaticByPlatform"},
                     {"reboot_setting", "IfRequired"},
                     {"boot_diagnostics", tf::Object{}}});
}

}  // namespace

std::string checked_ssh_key(Stack& stack, const std::optional<Text>& key, std::string_view block, Span span) {
  if (!key) {
    stack.diagnostics.report(diag::MachineNeedsSshKey, span, block, stack.identity.id)
        .hint("give the public half of a key pair: passwords and private keys would end up in Terraform's state");
    return {};
  }
  for (const auto kind : key_kinds)
    if (key->value.starts_with(kind)) return key->value;
  stack.diagnostics.report(diag::SshKeyNotPublic, key->span, block)
      .hint("it begins with `ssh-ed25519` or `ssh-rsa`: the content of a `.pub` file");
  return {};
}

tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine) {
  const auto& interface = lower_interface(stack, machine);
  const auto disk = stack.name("os_disk", machine.purpose, machine.index, machine.span);
  tf::Object arguments =
      tf::object({{"computer_name", stack.name("computer_name", machine.purpose, machine.index, machine.span)},
                  {"size", machine.type},
                  {"zone", machine.zone.empty() ? tf::Value{} : tf::Value(machine.zone)},
                  {"network_interface_ids", tf::list({interface["id"]})},
                  {"admin_username", machine.user},
                  {"admin_ssh_key", tf::object({{"username", machine.user}, {"public_key", machine.ssh_public_key}})},
                  {"os_disk", tf::object({{"name", disk},
                                          {"caching", "ReadWrite"},
                                          {"storage_account_type", "StandardSSD_LRS"},
                                          {"disk_size_gb", machine.os_disk_gib}})},
                  {"identity", machine.identity},
                  {"custom_data", machine.custom_data},
                  {"user_data", machine.user_data}});
  for (auto& argument : hardening()) arguments.push_back(std::move(argument));
  auto& made = stack.add("azurerm_linux_virtual_machine", logical_name(machine), stack.group(),
                         stack.name("virtual_machine", machine.purpose, machine.index, machine.span), machine.span,
                         std::move(arguments));
  set_image(stack, made, machine);
  // Operators switch this tag by hand to keep a machine up; it is theirs.
  constexpr std::string_view operators_tag = "tags[\"DoNotShutDownDays\"]";
  if (machine.keep)
    stack.keep(made, {operators_tag});
  else
    made.set("lifecycle", tf::object({{"ignore_changes", tf::list({operators_tag})}}));
  return made;
}

}  // namespace aurora::azure
