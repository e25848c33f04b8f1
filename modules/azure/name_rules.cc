#include "azure/name_rules.h"

/// Columns: kind; abbreviation under oss and under gc (`{n}` is the instance); least and greatest length; what it
/// may be made of; where it must be unique; lower case only; where the rule is from; form; family.
/// The abbreviations that Aurora has are Aurora's; the others are those of Microsoft's Cloud Adoption Framework,
/// where it has one. Lengths are the stricter of Azure's and the provider's.
namespace aurora::azure {
namespace {

using enum NameRule::Scope;
using enum NameRule::Form;

struct Charset {
  std::string_view pattern, words;
};

constexpr Charset network_set{
    R"re([a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?)re",
    "letters, digits, `.`, `_` and `-`, beginning with a letter or digit, ending with a letter, digit or `_`"};
constexpr Charset group_set{R"re([a-zA-Z0-9._()-]*[a-zA-Z0-9_()-])re",
                            "letters, digits, `.`, `_`, `-`, `(` and `)`, not ending with `.`"};
constexpr Charset management_set{R"re([a-zA-Z0-9][a-zA-Z0-9._()-]*)re",
                                 "letters, digits, `.`, `_`, `-`, `(` and `)`, beginning with a letter or digit"};
constexpr Charset words_set{R"re([a-zA-Z0-9]([a-zA-Z0-9 ._-]*[a-zA-Z0-9_])?)re",
                            "letters, digits, space, `.`, `_` and `-`, beginning with a letter or digit"};
constexpr Charset word_set{R"re([a-zA-Z0-9][a-zA-Z0-9_-]*)re",
                           "letters, digits, `_` and `-`, beginning with a letter or digit"};
constexpr Charset key_word_set{R"re([a-zA-Z0-9_-]*)re", "letters, digits, `_` and `-`"};
constexpr Charset lock_set{R"re([a-zA-Z0-9_.()-]*)re", "letters, digits, `.`, `_`, `-`, `(` and `)`"};
constexpr Charset dns_set{R"re([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?)re",
                          "letters, digits, `.` and `-`, beginning and ending with a letter or digit"};
constexpr Charset zone_set{R"re([a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?)re",
                           "a domain name: letters, digits, `.`, `_` and `-`"};
constexpr Charset host_set{R"re([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)re",
                           "letters, digits and `-`, beginning and ending with a letter or digit"};
constexpr Charset machine_set{R"re([a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?)re",
                              "letters, digits, `.`, `_` and `-`, beginning and ending with a letter or digit"};
constexpr Charset cluster_set{R"re([a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?)re",
                              "letters, digits, `_` and `-`, beginning and ending with a letter or digit"};
constexpr Charset pool_set{R"re([a-z][a-z0-9]*)re", "lower-case letters and digits, beginning with a letter"};
constexpr Charset vault_set{R"re((?!.*--)[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?)re",
                            "letters, digits and single `-`, beginning with a letter, ending with a letter or digit"};
constexpr Charset secret_set{R"re([a-zA-Z0-9-]*)re", "letters, digits and `-`"};
constexpr Charset alnum_set{R"re([a-zA-Z0-9]*)re", "letters and digits"};
constexpr Charset storage_set{R"re([a-z0-9]*)re", "lower-case letters and digits"};
constexpr Charset container_set{
    R"re((?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?)re",
    "lower-case letters, digits and single `-`, beginning and ending with a letter or digit"};
constexpr Charset postgres_set{R"re([a-z0-9]([a-z0-9-]*[a-z0-9])?)re",
                               "lower-case letters, digits and `-`, beginning and ending with a letter or digit"};
constexpr Charset resolver_set{R"re([a-zA-Z]([a-zA-Z0-9_-]*[a-zA-Z0-9])?)re",
                               "letters, digits, `_` and `-`, beginning with a letter, ending with a letter or digit"};
constexpr Charset backup_set{R"re([a-zA-Z][a-zA-Z0-9-]*)re", "letters, digits and `-`, beginning with a letter"};

constexpr std::string_view microsoft = "Microsoft, naming rules and restrictions for Azure resources";
constexpr std::string_view provider = "hashicorp/azurerm, validation of the argument";
constexpr std::string_view modules = "Aurora's naming modules; length as the kind that it belongs to";
constexpr std::string_view aks = "Microsoft, AKS: the group of nodes has at most 80 characters";

constexpr NameRule rule(std::string_view kind, std::string_view oss, std::string_view gc, int least, int greatest,
                        Charset set, NameRule::Scope scope, std::string_view source, bool lower = false,
                        NameRule::Form form = Base, std::string_view family = {}) {
  return {kind, oss, gc, least, greatest, set.pattern, set.words, scope, lower, source, form, family};
}

// clang-format off
constexpr NameRule rules[] = {
    // groups, identities, scopes above them
    rule("name", "", "", 1, 80, network_set, Account, modules),
    rule("resource_group", "rg", "rg", 1, 90, group_set, Account, microsoft),
    rule("resource_group_backup", "rg-backup", "backup-rg", 1, 90, group_set, Account, microsoft, false, Base, "resource_group"),
    rule("resource_group_platform", "rg-platform", "platform-rg", 1, 90, group_set, Account, microsoft, false, Base, "resource_group"),
    rule("resource_group_secrets", "rg-secrets", "secrets-rg", 1, 90, group_set, Account, microsoft, false, Base, "resource_group"),
    rule("resource_group_kubernetes", "rg-managed-aks", "aks-managed-rg", 1, 80, group_set, Account, aks, false, Base, "resource_group"),
    rule("management_group", "mg", "mg", 1, 90, management_set, World, microsoft),
    rule("subscription", "sub", "sub", 1, 64, words_set, World, microsoft),
    rule("service_principal", "sp", "spn", 1, 120, words_set, World, microsoft),
    rule("directory_group", "adg", "", 1, 120, words_set, World, modules, false, Directory),
    rule("managed_identity", "msi", "msi", 3, 128, word_set, Group, microsoft),
    rule("federated_identity", "fc", "fc", 3, 120, word_set, Parent, microsoft, false, Attribute),
    rule("management_lock", "lock", "lock", 1, 90, lock_set, Parent, microsoft),
    rule("policy_assignment", "pa", "pa", 1, 64, network_set, Parent, microsoft),
    // networks
    rule("virtual_network", "vnet", "vnet", 2, 64, network_set, Group, microsoft),
    rule("subnet", "snet", "snet", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("virtual_network_peering", "peer", "peer", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("network_security_group", "nsg", "nsg", 1, 80, network_set, Group, microsoft),
    rule("network_security_rule", "nsgr", "nsgr", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("application_security_group", "asg", "asg", 1, 80, network_set, Group, microsoft),
    rule("route_table", "rt", "rt", 1, 80, network_set, Group, microsoft),
    rule("route", "route", "route", 1, 80, network_set, Parent, microsoft),
    rule("default_route", "rt-default-route", "rt-default-route", 1, 80, network_set, Parent, modules, false, Base, "route"),
    rule("nat_gateway", "ng", "ng", 1, 80, network_set, Group, microsoft),
    rule("public_ip", "pip", "pip{n}", 1, 80, network_set, Group, microsoft),
    rule("public_ip_route_server", "pip", "rs-pip{n}", 1, 80, network_set, Group, modules, false, Base, "public_ip"),
    rule("public_ip_prefix", "ippre", "ippre", 1, 80, network_set, Group, microsoft),
    rule("route_server", "rs", "rs", 1, 80, network_set, Group, microsoft),
    rule("bgp_connection", "bgp", "bgp", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("service_endpoint_policy", "sep", "sep", 1, 80, network_set, Group, microsoft),
    rule("service_endpoint_policy_definition", "sepd", "sepd", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("ip_configuration", "ipconfig", "ipconfig", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("network_watcher_flow_log", "fl", "fl", 1, 80, network_set, Parent, microsoft),
    // gateways, firewall, load balancers
    rule("virtual_network_gateway", "vng", "vng", 1, 80, network_set, Group, microsoft),
    rule("virtual_network_gateway_connection", "con", "con", 1, 80, network_set, Group, microsoft),
    rule("local_network_gateway", "lgn", "lgn", 1, 80, network_set, Group, microsoft),
    rule("express_route_circuit", "erc", "erc", 1, 80, network_set, Group, microsoft),
    rule("express_route_gateway", "erg", "erg", 1, 80, network_set, Group, microsoft),
    rule("express_route_circuit_authorization", "erca", "erca", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("firewall", "fw", "afw", 1, 80, network_set, Group, microsoft),
    rule("firewall_policy", "afwp", "afwp", 1, 80, network_set, Group, microsoft),
    rule("firewall_policy_rule_collection_group", "rcg", "rcg", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("firewall_policy_rule_collection", "rc", "rc", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("firewall_policy_rule", "rule", "rule", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("bastion_host", "bstn", "bstn", 1, 80, network_set, Group, microsoft),
    rule("application_gateway", "agw", "agw", 1, 80, network_set, Group, microsoft),
    rule("load_balancer", "lb", "lb", 1, 80, network_set, Group, microsoft),
    rule("load_balancer_front_end", "lbr", "lbr{n}", 1, 80, network_set, Parent, microsoft),
    rule("load_balancer_backend_pool", "lbbp", "lbbp", 1, 80, key_word_set, Parent, microsoft),
    rule("load_balancer_probe", "lbhp", "lbhp", 1, 80, key_word_set, Parent, microsoft),
    rule("load_balancer_rule", "lbru", "lbru", 1, 80, key_word_set, Parent, microsoft),
    rule("traffic_manager_profile", "tm", "tm", 1, 63, dns_set, World, microsoft),
    // machines
    rule("virtual_machine", "vm", "vm", 1, 64, machine_set, Group, microsoft),
    rule("computer_name", "vm", "vm", 1, 64, host_set, Parent, provider),
    rule("virtual_machine_scale_set", "vmss", "vmss", 1, 64, machine_set, Group, microsoft),
    rule("availability_set", "as", "as", 1, 80, network_set, Group, microsoft),
    rule("network_interface", "nic", "nic{n}", 1, 80, network_set, Group, microsoft),
    rule("os_disk", "osdisk", "osdisk{n}", 1, 80, network_set, Group, microsoft, false, Base, "disk"),
    rule("data_disk", "datadisk", "datadisk{n}", 1, 80, network_set, Group, microsoft, false, Base, "disk"),
    rule("disk_encryption_set", "des", "des", 1, 80, key_word_set, Group, microsoft),
    rule("ssh_public_key", "sshkey", "sshkey", 1, 128, key_word_set, Group, microsoft),
    // Kubernetes
    rule("kubernetes_cluster", "aks", "aks", 1, 63, cluster_set, Group, microsoft),
    rule("dns_prefix", "aks", "aks", 1, 54, host_set, Parent, provider),
    rule("node_pool", "np", "np", 1, 12, pool_set, Parent, microsoft, true, Attribute),
    rule("windows_node_pool", "np", "np", 1, 6, pool_set, Parent, microsoft, true, Attribute, "node_pool"),
    rule("databricks", "dbw", "dbw", 3, 64, key_word_set, Group, microsoft),
    // private endpoints and DNS
    rule("private_endpoint", "pe", "pe", 2, 64, network_set, Group, microsoft),
    rule("private_service_connection", "pe", "pe", 1, 80, network_set, Parent, modules),
    rule("private_dns_zone", "dns", "dns", 1, 63, zone_set, Group, microsoft, false, Attribute),
    rule("private_dns_zone_group", "dzg", "dzg", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("private_dns_zone_link", "link", "link", 1, 80, network_set, Parent, microsoft, false, Attribute),
    rule("private_dns_resolver", "dnspr", "dnspr", 3, 80, resolver_set, Group, microsoft),
    // secrets, registries, storage, data
    rule("key_vault", "kv", "kv", 3, 24, vault_set, World, microsoft, false, Worldwide),
    rule("key_vault_secret", "kvs", "kvs", 1, 127, secret_set, Parent, microsoft, false, Secret),
    rule("key_vault_key", "", "", 1, 127, secret_set, Parent, microsoft),
    rule("key_vault_certificate", "cert", "cert", 1, 127, secret_set, Parent, microsoft),
    rule("container_registry", "acr", "registry", 5, 50, alnum_set, World, microsoft, false, Compact),
    rule("container_registry_replication", "rep", "rep", 5, 50, alnum_set, Parent, microsoft, false, Attribute),
    rule("storage_account", "sa", "", 3, 24, storage_set, World, microsoft, true, Storage),
    rule("data_lake", "dls", "", 3, 24, storage_set, World, microsoft, true, Storage, "storage_account"),
    rule("storage_container", "sc", "sc", 3, 63, container_set, Parent, microsoft, true, Attribute),
    rule("function_app", "fn", "fn", 2, 60, host_set, World, microsoft, false, Worldwide),
    rule("postgresql", "psql", "psql", 3, 63, postgres_set, World, microsoft, true, Worldwide),
    rule("data_factory", "adf", "adf", 3, 63, host_set, World, microsoft, false, Worldwide),
    rule("backup_vault", "bvault", "bvault", 2, 50, backup_set, Group, microsoft),
    rule("recovery_services_vault", "rsv", "rsv", 2, 50, backup_set, Group, microsoft),
    // logs and monitoring
    rule("log_analytics_workspace", "law", "law", 4, 63, host_set, Group, microsoft),
    rule("diagnostic_setting", "diag", "diag", 1, 260, network_set, Parent, microsoft),
    rule("data_collection_rule", "dcr", "dcr", 3, 44, host_set, Group, microsoft),
    rule("data_collection_endpoint", "dce", "dce", 3, 44, host_set, Group, microsoft),
    rule("data_collection_rule_association", "dcra", "dcra", 1, 64, network_set, Parent, microsoft),
    rule("monitor_workspace", "amw", "amw", 4, 63, host_set, Group, microsoft),
    rule("action_group", "ag", "ag", 1, 260, network_set, Group, microsoft),
    rule("solution", "sol", "sol", 4, 63, host_set, Group, microsoft, false, Attribute),
};
// clang-format on

/// Microsoft, "Resolve errors for reserved resource names": for resources with an endpoint of their own.
using Where = ReservedName::Where;
constexpr ReservedName reserved[] = {
    {"", "microsoft", Where::Anywhere},
    {"", "windows", Where::Anywhere},
    {"", "login", Where::Prefix},
    {"kubernetes_cluster", "microsoft", Where::Anywhere},
    {"kubernetes_cluster", "windows", Where::Anywhere},
    {"kubernetes_cluster", "login", Where::Prefix},
    {"", "access", Where::Whole},
    {"", "app_code", Where::Whole},
    {"", "app_themes", Where::Whole},
    {"", "app_data", Where::Whole},
    {"", "azure", Where::Whole},
    {"", "bing", Where::Whole},
    {"", "bizspark", Where::Whole},
    {"", "biztalk", Where::Whole},
    {"", "cortana", Where::Whole},
    {"", "directx", Where::Whole},
    {"", "dotnet", Where::Whole},
    {"", "dynamics", Where::Whole},
    {"", "excel", Where::Whole},
    {"", "exchange", Where::Whole},
    {"", "forefront", Where::Whole},
    {"", "groove", Where::Whole},
    {"", "hololens", Where::Whole},
    {"", "hyperv", Where::Whole},
    {"", "kinect", Where::Whole},
    {"", "lync", Where::Whole},
    {"", "msdn", Where::Whole},
    {"", "o365", Where::Whole},
    {"", "office", Where::Whole},
    {"", "office365", Where::Whole},
    {"", "onedrive", Where::Whole},
    {"", "onenote", Where::Whole},
    {"", "outlook", Where::Whole},
    {"", "powerpoint", Where::Whole},
    {"", "sharepoint", Where::Whole},
    {"", "skype", Where::Whole},
    {"", "visio", Where::Whole},
    {"", "visualstudio", Where::Whole},
    {"", "web.config", Where::Whole},
    {"", "xbox", Where::Whole},
    // Ours: pools of these names appear while another is replaced (`temporary_name_for_rotation`, node_pools.cc).
    {"node_pool", "temporary", Where::Whole},
    {"node_pool", "tmp", Where::Prefix},
};

}  // namespace

std::span<const NameRule> name_rules() { return rules; }
std::span<const ReservedName> reserved_names() { return reserved; }

}  // namespace aurora::azure
