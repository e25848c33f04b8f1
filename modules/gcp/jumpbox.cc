#include <set>

#include "gcp/hub.h"
#include "gcp/machine.h"

// A machine without a public address behind Identity-Aware Proxy, which asks IAM who may open the tunnel, as OS Login
// asks who may log in: there is no key to hand round. That is what `bastion` means elsewhere, so it asks for nothing
// more here.

namespace aurora::gcp {
namespace {

constexpr std::string_view purpose = "jumpbox";

/// Groups of the environment's administrators, by their addresses.
std::set<std::string> administrators(const Environment& environment) {
  std::set<std::string> members;
  for (const auto& cluster : environment.clusters)
    for (const auto& group : cluster.kubernetes.admin_group_ids)
      if (group.value.find('@') != std::string::npos)
        members.insert(group.value.find(':') != std::string::npos ? group.value : "group:" + group.value);
  return members;
}

/// The tunnel, the login, and the right to be on a machine that acts as a service account.
void lower_access(Stack& stack, const tf::Resource& machine, const tf::Resource& account, const std::string& member,
                  Span span) {
  const auto label = std::string(purpose) + "-" + member;
  stack.add("google_iap_tunnel_instance_iam_member", label, span,
            {{"zone", machine["zone"]},
             {"instance", machine["name"]},
             {"role", "roles/iap.tunnelResourceAccessor"},
             {"member", member}});
  stack.add("google_compute_instance_iam_member", label, span,
            {{"zone", machine["zone"]},
             {"instance_name", machine["name"]},
             {"role", "roles/compute.osAdminLogin"},
             {"member", member}});
  stack.add("google_service_account_iam_member", label, span,
            {{"service_account_id", account["name"]}, {"role", "roles/iam.serviceAccountUser"}, {"member", member}});
}

/// `gcloud compute ssh` reads the project before it does anything, which no role on a machine allows; a predefined role
/// that does shows the whole project.
void lower_project_view(Stack& stack, const std::set<std::string>& members, Span span) {
  const auto& role = stack.add("google_project_iam_custom_role", purpose, span,
                               {{"project", stack.project()},
                                {"role_id", stack.name("custom_role", purpose)},
                                {"title", "Log in to the jumpbox of " + stack.identity.id},
                                {"permissions", tf::list({"compute.projects.get"})}});
  for (const auto& member : members)
    stack.add("google_project_iam_member", std::string(purpose) + "-" + member, span,
              {{"project", stack.project()}, {"role", role["name"]}, {"member", member}});
}

}  // namespace

void lower_jumpbox(Stack& stack) {
  if (!stack.hub->jumpbox) return;
  const auto& jumpbox = *stack.hub->jumpbox;
  stack.document.file = "jumpbox";
  const auto* subnet = required_subnet(stack, "jumpbox", "jumpbox", jumpbox.span);
  if (subnet == nullptr) return;
  note_unused_key(stack, jumpbox.ssh_public_key, "jumpbox");
  const auto& account = lower_machine_account(stack, purpose, "Jumpbox of " + stack.identity.id, jumpbox.span);
  LinuxMachine machine;
  machine.purpose = purpose;
  machine.type = jumpbox.machine.value.type;
  machine.zone = stack.zone_of(0);
  machine.subnet = subnet->key;
  machine.address = stack.static_address("static/jumpbox");
  machine.image = jumpbox.image;
  machine.os_disk_gib = jumpbox.os_disk_gib;
  machine.account = account["email"];
  machine.span = jumpbox.span;
  const auto& made = lower_machine(stack, machine);
  const auto members = administrators(stack.environment);
  for (const auto& member : members) lower_access(stack, made, account, member, jumpbox.span);
  if (!members.empty()) lower_project_view(stack, members, jumpbox.span);
  stack.document.output("jumpbox_name", made["name"], "The jumpbox: `gcloud compute ssh --tunnel-through-iap` to it");
  stack.document.output("jumpbox_zone", made["zone"], "Its zone");
  stack.document.output("jumpbox_address", machine.address, "Private address of the jumpbox");
}

}  // namespace aurora::gcp
