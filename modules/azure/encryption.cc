#include <array>

#include "azure/cluster.h"
#include "azure/endpoints.h"

// The customer-managed key of the nodes' disks: a vault that only the private network reaches, a key that Azure
// rotates before it expires, and the disk encryption set that reads it.
//
// Vault and roles are made through Azure Resource Manager, the key through the vault itself: who applies needs
// a way to the vault's private endpoint and the DNS zone that names it. docs/azure/cluster.md says how.

namespace aurora::azure {
namespace {

constexpr std::array<std::string_view, 2> key_operations{"unwrapKey", "wrapKey"};

/// Who may make and rotate the key: those whom the spec names, else who applies.
std::vector<const tf::Resource*> lower_officers(Stack& stack, const tf::Resource& vault) {
  constexpr std::string_view role = "Key Vault Crypto Officer";
  std::vector<const tf::Resource*> roles;
  const auto& given = stack.cluster->kubernetes.key_officer_object_ids;
  const auto add = [&](std::string label, tf::Value principal, Span span) {
    // A person, a group or a service principal: Azure finds out which.
    roles.push_back(
        &stack.add("azurerm_role_assignment", label, span,
                   {{"scope", vault["id"]}, {"role_definition_name", role}, {"principal_id", std::move(principal)}}));
  };
  for (const auto& officer : given) add("key-officer-" + officer.value, officer.value, officer.span);
  if (given.empty()) add("key-officer", client_config(stack)["object_id"], stack.identity.span);
  return roles;
}

tf::Resource& lower_key(Stack& stack, const tf::Resource& vault) {
  auto& key = stack.add("azurerm_key_vault_key", "disks", stack.identity.span,
                        {{"name", stack.names.of(stack.identity, {.kind = "key_vault_key",
                                                                  .purpose = "disks",
                                                                  .parent = stack.identity.id + "/vault",
                                                                  .span = stack.identity.span})},
                         {"key_vault_id", vault["id"]},
                         {"key_type", "RSA-HSM"},
                         {"key_size", 4096},
                         {"key_opts", tf::list(key_operations)},
                         {"rotation_policy", tf::object({{"expire_after", "P2Y"},
                                                         {"notify_before_expiry", "P30D"},
                                                         {"automatic", tf::object({{"time_before_expiry", "P60D"}})}})},
                         {"tags", stack.tag_map()}});
  stack.keep(key);
  return key;
}

/// The set follows the key's newest version, so a rotation needs no apply.
tf::Resource& lower_set(Stack& stack, const tf::Resource& key) {
  auto& set = stack.add("azurerm_disk_encryption_set", "main", stack.group("secrets"),
                        stack.name("disk_encryption_set"), stack.identity.span,
                        {{"key_vault_key_id", key["versionless_id"]},
                         {"auto_key_rotation_enabled", true},
                         {"encryption_type", "EncryptionAtRestWithCustomerKey"},
                         {"identity", tf::object({{"type", "SystemAssigned"}})}});
  stack.keep(set);
  return set;
}

void check_given_set(Stack& stack, const Text& id) {
  if (parse_id(id.value).type == "Microsoft.Compute/diskEncryptionSets") return;
  stack.diagnostics.report(diag::KeyIdUnknown, id.span, id.value, "disks")
      .hint("write `/subscriptions/.../resourceGroups/.../providers/Microsoft.Compute/diskEncryptionSets/...`");
}

void wait_for_links(const Stack& stack, tf::Resource& resource) {
  for (const auto& other : stack.document.resources)
    if (other.type == "azurerm_private_dns_zone_virtual_network_link") resource.depends_on(other);
}

}  // namespace

tf::Resource& lower_vault(Stack& stack, std::string_view label, std::string_view purpose, Span span) {
  auto& vault =
      stack.add("azurerm_key_vault", label, stack.group("secrets"), stack.name("key_vault", purpose, -1, span), span,
                {{"tenant_id", tenant_id(stack)},
                 {"sku_name", "premium"},
                 {"rbac_authorization_enabled", true},
                 {"purge_protection_enabled", true},
                 {"soft_delete_retention_days", 90},
                 {"public_network_access_enabled", false},
                 {"network_acls", tf::object({{"default_action", "Deny"}, {"bypass", "AzureServices"}})}});
  stack.keep(vault);
  return vault;
}

void lower_encryption(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  stack.document.file = "encryption";
  const auto span = stack.identity.span;
  const auto read_set = [&](tf::Value set) {
    lower_role(stack, "aks-disks", "Reader", std::move(set),
               (*stack.document.find("azurerm_user_assigned_identity.aks"))["principal_id"], span);
  };
  if (const auto& given = kubernetes.disk_encryption_set_id) {
    check_given_set(stack, *given);
    return read_set(given->value);
  }
  if (!kubernetes.customer_managed_key) return;
  const auto& vault = lower_vault(stack, "encryption", "AKS", span);
  const auto* subnet = endpoint_subnet(stack, "infrastructure", "the vault of the disks' key", span);
  if (subnet == nullptr) return;
  const auto& endpoint = lower_private_endpoint(stack, {.label = "encryption",
                                                        .purpose = "AKS-vault",
                                                        .service = "secrets",
                                                        .subresource = "vault",
                                                        .target = vault["id"],
                                                        .subnet = subnet->key,
                                                        .span = span});
  const auto officers = lower_officers(stack, vault);
  auto& key = lower_key(stack, vault);
  for (const auto* officer : officers) key.depends_on(*officer);
  key.depends_on(endpoint);
  wait_for_links(stack, key);
  const auto& set = lower_set(stack, key);
  lower_role(stack, "disks-key", "Key Vault Crypto Service Encryption User", vault["id"],
             set["identity"].at(0)["principal_id"], span);
  read_set(set["id"]);
  stack.document.output("encryption_key_vault_name", vault["name"], "Vault of the key that the nodes' disks have");
}

}  // namespace aurora::azure
