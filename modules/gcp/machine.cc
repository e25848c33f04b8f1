#include "gcp/machine.h"

#include <array>
#include <regex>

namespace aurora::gcp {
namespace {

/// Ubuntu's images have cloud-init in them, Debian's on Compute Engine have not.
constexpr std::string_view default_image = "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64";
constexpr std::array<std::string_view, 2> account_roles{"roles/logging.logWriter", "roles/monitoring.metricWriter"};

std::string logical_name(const LinuxMachine& machine) {
  const std::string purpose(machine.purpose);
  return machine.index < 0 ? purpose : purpose + "-" + std::to_string(machine.index);
}

std::string image_of(Stack& stack, const LinuxMachine& machine) {
  if (!machine.image) return std::string(default_image);
  static const std::regex pattern("(https://.*/)?projects/[^/]+/global/images/(family/)?[^/]+");
  if (!std::regex_match(machine.image->value, pattern))
    stack.diagnostics.report(diag::ImageNotUnderstood, machine.image->span, machine.image->value)
        .hint("write `projects/PROJECT/global/images/family/FAMILY`, or the id of an image");
  return machine.image->value;
}

tf::Value address_of(Stack& stack, const LinuxMachine& machine) {
  if (machine.address.empty()) return {};
  const auto& reserved =
      stack.add_named("google_compute_address", logical_name(machine),
                      stack.name("private_ip", machine.purpose, machine.index, machine.span), machine.span,
                      {{"region", stack.region()},
                       {"address_type", "INTERNAL"},
                       {"purpose", "GCE_ENDPOINT"},
                       {"subnetwork", stack.subnet_id(machine.subnet)},
                       {"address", machine.address}});
  return reserved["address"];
}

/// cloud.google.com, "Set up OS Login" and "Restrict SSH keys from VMs".
tf::Object metadata_of(const LinuxMachine& machine) {
  tf::Object metadata =
      tf::object({{"enable-oslogin", "TRUE"}, {"block-project-ssh-keys", "TRUE"}, {"serial-port-enable", "FALSE"}});
  metadata.insert(metadata.end(), machine.metadata.begin(), machine.metadata.end());
  return metadata;
}

tf::Object boot_disk(Stack& stack, const LinuxMachine& machine) {
  return tf::object(
      {{"auto_delete", true},
       {"device_name", stack.name("os_disk", machine.purpose, machine.index, machine.span)},
       {"initialize_params",
        tf::object({{"image", image_of(stack, machine)}, {"size", machine.os_disk_gib}, {"type", "pd-balanced"}})}});
}

tf::Object interface_of(Stack& stack, const LinuxMachine& machine) {
  tf::Object interface = tf::object({{"subnetwork", stack.subnet_id(machine.subnet)}});
  if (auto address = address_of(stack, machine); !address.is_null())
    interface.emplace_back("network_ip", std::move(address));
  return interface;
}

}  // namespace

tf::Resource& lower_machine_account(Stack& stack, std::string_view purpose, std::string display_name, Span span) {
  auto& account = stack.add(
      "google_service_account", purpose, span,
      {{"account_id", stack.name("managed_identity", purpose, -1, span)}, {"display_name", std::move(display_name)}});
  for (const auto role : account_roles)
    stack.add("google_project_iam_member", std::string(purpose) + "-" + std::string(role.substr(role.rfind('.') + 1)),
              span, {{"project", stack.project()}, {"role", role}, {"member", account["member"]}});
  return account;
}

tf::Resource& lower_machine(Stack& stack, const LinuxMachine& machine) {
  auto& made = stack.add_named(
      "google_compute_instance", logical_name(machine),
      stack.name("virtual_machine", machine.purpose, machine.index, machine.span), machine.span,
      {{"zone", machine.zone},
       {"machine_type", machine.type},
       {"can_ip_forward", machine.forwards},
       {"deletion_protection", machine.keep && stack.protect},
       {"allow_stopping_for_update", true},
       {"boot_disk", boot_disk(stack, machine)},
       {"network_interface", interface_of(stack, machine)},
       {"service_account", tf::object({{"email", machine.account},
                                       {"scopes", tf::list({"https://www.googleapis.com/auth/cloud-platform"})}})},
       {"shielded_instance_config",
        tf::object({{"enable_secure_boot", true}, {"enable_vtpm", true}, {"enable_integrity_monitoring", true}})},
       {"metadata", metadata_of(machine)}});
  stack.wait_for_network(made);
  if (machine.keep) stack.keep(made);
  return made;
}

void note_unused_key(Stack& stack, const std::optional<Text>& key, std::string_view block) {
  if (!key) return;
  stack.diagnostics.report(diag::SshKeyNotUsed, key->span, block)
      .hint(
          "leave it out: OS Login asks IAM who may log in, and `gcloud compute ssh --tunnel-through-iap` does the "
          "rest");
}

}  // namespace aurora::gcp
