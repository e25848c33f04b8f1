#include "catch.h"
#include "unit/name/support.h"

/// Every name that Aurora's modules are known to make (docs/naming.md), and the corrected ones.
namespace aurora {
namespace {

struct Row {
  const char *kind, *purpose;
  int index;
  const char *oss, *gc;
};

// gen-dev-cc-00 with the user-defined part `example`; gc: GcDc, AuroraMGMT, AKS.
constexpr Row rows[] = {
    {"name", "", -1, "gen-dev-cc-00", "GcDc-AuroraMGMT-AKS"},
    {"application_security_group", "", -1, "gen-dev-cc-00-asg", "GcDc-AuroraMGMT-AKS-asg"},
    {"availability_set", "", -1, "gen-dev-cc-00-as", "GcDc-AuroraMGMT-AKS-as"},
    {"application_gateway", "", -1, "gen-dev-cc-00-agw", "GcDc-AuroraMGMT-AKS-agw"},
    {"databricks", "", -1, "gen-dev-cc-00-dbw", "GcDc-AuroraMGMT-AKS-dbw"},
    {"bastion_host", "", -1, "gen-dev-cc-00-bstn", "GcDc-AuroraMGMT-AKS-bstn"},
    {"virtual_network_gateway_connection", "", -1, "gen-dev-cc-00-con", "GcDc-AuroraMGMT-AKS-con"},
    {"disk_encryption_set", "", -1, "gen-dev-cc-00-des", "GcDc-AuroraMGMT-AKS-des"},
    {"firewall", "", -1, "gen-dev-cc-00-fw", "GcDc-AuroraMGMT-AKS-afw"},
    {"key_vault_secret", "", -1, "gen-dev-cc-00-kvs", "gcdc-auroramgmt-aks-kvs"},
    {"kubernetes_cluster", "", -1, "gen-dev-cc-00-aks", "GcDc-AuroraMGMT-AKS-aks"},
    {"load_balancer_front_end", "", -1, "gen-dev-cc-00-lbr", "GcDc-AuroraMGMT-AKS-lbr0"},
    {"load_balancer", "", -1, "gen-dev-cc-00-lb", "GcDc-AuroraMGMT-AKS-lb"},
    {"managed_identity", "", -1, "gen-dev-cc-00-msi", "GcDc-AuroraMGMT-AKS-msi"},
    {"management_group", "", -1, "gen-dev-cc-00-mg", "GcDc-AuroraMGMT-AKS-mg"},
    {"network_interface", "", -1, "gen-dev-cc-00-nic", "GcDc-AuroraMGMT-AKS-nic0"},
    {"network_security_group", "", -1, "gen-dev-cc-00-nsg", "GcDc-AuroraMGMT-AKS-nsg"},
    {"network_security_rule", "", -1, "gen-dev-cc-00-nsgr", "GcDc-AuroraMGMT-AKS-nsgr"},
    {"private_endpoint", "", -1, "gen-dev-cc-00-pe", "GcDc-AuroraMGMT-AKS-pe"},
    {"public_ip", "", -1, "gen-dev-cc-00-pip", "GcDc-AuroraMGMT-AKS-pip0"},
    {"public_ip_route_server", "", -1, "gen-dev-cc-00-pip", "GcDc-AuroraMGMT-AKS-rs-pip0"},
    {"resource_group", "backup", -1, "gen-dev-cc-00-rg-backup", "GcDc-AuroraMGMT-AKS-backup-rg"},
    {"resource_group", "managed-aks", -1, "gen-dev-cc-00-rg-managed-aks", "GcDc-AuroraMGMT-AKS-aks-managed-rg"},
    {"resource_group_kubernetes", "", -1, "gen-dev-cc-00-rg-managed-aks", "GcDc-AuroraMGMT-AKS-aks-managed-rg"},
    {"resource_group", "", -1, "gen-dev-cc-00-rg", "GcDc-AuroraMGMT-AKS-rg"},
    {"resource_group", "platform", -1, "gen-dev-cc-00-rg-platform", "GcDc-AuroraMGMT-AKS-platform-rg"},
    {"resource_group", "secrets", -1, "gen-dev-cc-00-rg-secrets", "GcDc-AuroraMGMT-AKS-secrets-rg"},
    {"resource_group", "network", -1, "gen-dev-cc-00-rg-network", "GcDc-AuroraMGMT-AKS-rg-network"},
    {"route", "", -1, "gen-dev-cc-00-route", "GcDc-AuroraMGMT-AKS-route"},
    {"default_route", "", -1, "gen-dev-cc-00-rt-default-route", "GcDc-AuroraMGMT-AKS-rt-default-route"},
    {"route_server", "", -1, "gen-dev-cc-00-rs", "GcDc-AuroraMGMT-AKS-rs"},
    {"route_table", "", -1, "gen-dev-cc-00-rt", "GcDc-AuroraMGMT-AKS-rt"},
    {"service_endpoint_policy", "", -1, "gen-dev-cc-00-sep", "GcDc-AuroraMGMT-AKS-sep"},
    {"service_principal", "", -1, "gen-dev-cc-00-sp", "GcDc-AuroraMGMT-AKS-spn"},
    {"subnet", "", -1, "gen-dev-cc-00-snet", "GcDc-AuroraMGMT-AKS-snet"},
    {"subscription", "", -1, "gen-dev-cc-00-sub", "GcDc-AuroraMGMT-AKS-sub"},
    {"traffic_manager_profile", "", -1, "gen-dev-cc-00-tm", "GcDc-AuroraMGMT-AKS-tm"},
    {"data_disk", "", -1, "gen-dev-cc-00-datadisk", "GcDc-AuroraMGMT-AKS-datadisk0"},
    {"virtual_machine", "", -1, "gen-dev-cc-00-vm", "GcDc-AuroraMGMT-AKS-vm"},
    {"os_disk", "", -1, "gen-dev-cc-00-osdisk", "GcDc-AuroraMGMT-AKS-osdisk0"},
    {"virtual_machine_scale_set", "", -1, "gen-dev-cc-00-vmss", "GcDc-AuroraMGMT-AKS-vmss"},
    {"virtual_network", "", -1, "gen-dev-cc-00-vnet", "GcDc-AuroraMGMT-AKS-vnet"},
    // with a purpose
    {"network_security_group", "system", -1, "gen-dev-cc-00-nsg-system", "GcDc-AuroraMGMT-AKS-nsg-system"},
    {"dns_prefix", "", -1, "gen-dev-cc-00-aks", "GcDc-AuroraMGMT-AKS-aks"},
    {"managed_identity", "kubelet", -1, "gen-dev-cc-00-msi-kubelet", "GcDc-AuroraMGMT-AKS-msi-kubelet"},
    {"managed_identity", "velero", -1, "gen-dev-cc-00-msi-velero", "GcDc-AuroraMGMT-AKS-msi-velero"},
    {"managed_identity", "cert-manager", -1, "gen-dev-cc-00-msi-cert-manager", "GcDc-AuroraMGMT-AKS-msi-cert-manager"},
    {"managed_identity", "thanos", -1, "gen-dev-cc-00-msi-thanos", "GcDc-AuroraMGMT-AKS-msi-thanos"},
    {"private_endpoint", "AKS-vault", -1, "gen-dev-cc-00-pe-AKS-vault", "GcDc-AuroraMGMT-AKS-pe-AKS-vault"},
    {"private_service_connection", "AKS-vault", -1, "gen-dev-cc-00-pe-AKS-vault", "GcDc-AuroraMGMT-AKS-pe-AKS-vault"},
    {"virtual_machine", "route-reflector", 2, "gen-dev-cc-00-vm-route-reflector-2",
     "GcDc-AuroraMGMT-AKS-vm-route-reflector-2"},
    {"network_interface", "route-reflector", 2, "gen-dev-cc-00-nic-route-reflector-2",
     "GcDc-AuroraMGMT-AKS-nic0-route-reflector-2"},
    {"key_vault_key", "disk-encryption", -1, "gen-dev-cc-00-disk-encryption", "GcDc-AuroraMGMT-AKS-disk-encryption"},
    // attributes of other resources
    {"subnet", "system", -1, "system", "system"},
    {"virtual_network_peering", "to-hub", -1, "to-hub", "to-hub"},
    {"network_security_rule", "allow-dns", -1, "allow-dns", "allow-dns"},
    {"bgp_connection", "route-reflector", 0, "route-reflector-0", "route-reflector-0"},
    {"node_pool", "general", 1, "general1", "general1"},
    // corrected, where Aurora's outputs carry another's name
    {"directory_group", "", -1, "gen-dev-cc-00-adg", "GcDc-AuroraMGMT-AKS"},
    {"directory_group", "cluster-admins", -1, "gen-dev-cc-00-adg-cluster-admins", "GcDc-AuroraMGMT-AKS-cluster-admins"},
    {"load_balancer_backend_pool", "", -1, "gen-dev-cc-00-lbbp", "GcDc-AuroraMGMT-AKS-lbbp"},
    {"load_balancer_probe", "", -1, "gen-dev-cc-00-lbhp", "GcDc-AuroraMGMT-AKS-lbhp"},
    {"load_balancer_rule", "", -1, "gen-dev-cc-00-lbru", "GcDc-AuroraMGMT-AKS-lbru"},
    {"local_network_gateway", "", -1, "gen-dev-cc-00-lgn", "GcDc-AuroraMGMT-AKS-lgn"},
    {"virtual_network_gateway", "", -1, "gen-dev-cc-00-vng", "GcDc-AuroraMGMT-AKS-vng"},
    // worldwide
    {"key_vault", "", -1, "kv13726example", "GcDc-Auror-AKS-13726-kv"},
    {"container_registry", "", -1, "acr13726example", "GcDcAurorAKS13726registry"},
    {"storage_account", "", -1, "sa13726example", "gcdcauroramgmtaks13726"},
    {"data_lake", "", -1, "dls13726example", "gcdcauroramgmtaks13726"},
    {"function_app", "", -1, "fn13726example", "GcDc-Auror-AKS-13726-fn"},
    {"data_factory", "", -1, "adf13726example", "GcDc-Auror-AKS-13726-adf"},
    {"postgresql", "", -1, "psql13726example", "gcdc-auror-aks-13726-psql"},
};

constexpr Row compat_rows[] = {
    {"directory_group", "", -1, "Gcdevc-adg", "GcDc-AuroraMGMT-AKS"},
    {"load_balancer_backend_pool", "", -1, "gen-dev-cc-00-lbr", "GcDc-AuroraMGMT-AKS-lbr0"},
    {"load_balancer_probe", "", -1, "gen-dev-cc-00-lbr", "GcDc-AuroraMGMT-AKS-lbr0"},
    {"load_balancer_front_end", "", -1, "gen-dev-cc-00-lbr", "GcDc-AuroraMGMT-AKS-lbr0"},
    {"load_balancer_rule", "", -1, "gen-dev-cc-00-lbbp", "GcDc-AuroraMGMT-AKS-lbbp"},
    {"local_network_gateway", "", -1, "gen-dev-cc-00-bstn", "GcDc-AuroraMGMT-AKS-bstn"},
    {"virtual_network_gateway", "", -1, "gen-dev-cc-00-bstn", "GcDc-AuroraMGMT-AKS-bstn"},
    {"name", "", -1, "gen-dev-cc-00", "GcDc"},
    {"key_vault_key", "disk-encryption", -1, "gen-dev-cc-00-disk-encryption", "GcDc-disk-encryption"},
    {"network_security_group", "system", -1, "gen-dev-cc-00-nsg-system", "GcDc-AuroraMGMT-AKS-nsg-system"},
    {"container_registry", "", -1, "acr13726example", "GcDc-Auror-AKS-13726-registry"},
    {"postgresql", "", -1, "psql13726example", "GcDc-Auror-AKS-13726-psql"},
};

void check(const Row& row, bool compat) {
  const auto facts = test::facts();
  for (const bool gc : {false, true}) {
    Naming settings;
    settings.convention = gc ? "gc" : "oss";
    settings.compat_aurora_v2 = compat;
    auto owner = test::identity("gen", "dev", "canadacentral", 0, gc ? "AKS" : "example");
    owner.gc_project = "AuroraMGMT";
    const Lock lock = test::known_digits(owner);
    Names names(settings, "aurora", facts, lock);
    INFO(row.kind << " " << row.purpose << (gc ? " gc" : " oss") << (compat ? " compat" : ""));
    CHECK(names.of(owner, {.kind = row.kind, .purpose = row.purpose, .index = row.index}) == (gc ? row.gc : row.oss));
  }
}

TEST_CASE("names are Aurora's") {
  for (const auto& row : rows) check(row, false);
}

TEST_CASE("compat reproduces what Aurora's modules deploy") {
  for (const auto& row : compat_rows) check(row, true);
}

TEST_CASE("other places, stages and instances") {
  const auto facts = test::facts();
  struct Case {
    const char *convention, *project, *stage;
    int instance;
    const char *kind, *user_defined, *purpose, *name;
  };
  constexpr Case cases[] = {
      {"oss", "gen", "prod", 7, "virtual_network", "AKS", "", "gen-prod-ce-07-vnet"},
      {"oss", "gen", "prod", 123, "virtual_network", "AKS", "", "gen-prod-ce-123-vnet"},
      {"gc", "my-proj", "qa", 3, "virtual_network", "BKUP", "", "ScQd-my-proj-BKUP-vnet"},
      {"gc", "my-proj", "qa", 3, "public_ip", "BKUP", "", "ScQd-my-proj-BKUP-pip3"},
      {"gc", "my-proj", "qa", 3, "key_vault", "BKUP", "", "ScQd-mypro-BKUP-13726-kv"},
      {"gc", "my-proj", "qa", 3, "storage_account", "BKUP", "", "scqdmyprojbkup13726"},
      {"oss", "gen", "dev", 0, "key_vault_secret", "AKS", "velero-sa-name", "gen-dev-ce-00-kvs-velero-sa-name"},
      {"gc", "AuroraMGMT", "dev", 0, "key_vault_secret", "ARGO", "velero-sa-name",
       "scdd-auroramgmt-argo-kvs-velero-sa-name"},
  };
  for (const auto& row : cases) {
    Naming settings;
    settings.convention = row.convention;
    settings.department = "Sc";
    const auto owner = test::identity(row.project, row.stage, "canadaeast", row.instance, row.user_defined);
    const Lock lock = test::known_digits(owner);
    Names names(settings, "aurora", facts, lock);
    CHECK(names.of(owner, {.kind = row.kind, .purpose = row.purpose}) == row.name);
  }
}

}  // namespace
}  // namespace aurora
