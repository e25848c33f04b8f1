#include "azure/facts.h"

#include "azure/name_rules.h"
#include "azure/tables.h"

namespace aurora::azure {
namespace {

constexpr std::string_view managed_clusters = "Microsoft.ContainerService/managedClusters";

// Fixed names and least sizes: learn.microsoft.com, "Azure Bastion configuration settings", "Azure Firewall FAQ",
// "VPN Gateway settings", "Quickstart: Create an Azure Route Server" (a /26), "API Server VNet Integration" (a /28).
// Services that manage their own subnet take no security group and no route table of ours; a bastion takes a group.
constexpr std::array subnet_table{
    SubnetFact{"apiserver", "", 28, 27, true, true, managed_clusters},
    SubnetFact{"bastion", "AzureBastionSubnet", 26, 26, true, false, ""},
    SubnetFact{"firewall", "AzureFirewallSubnet", 26, 26, false, false, ""},
    SubnetFact{"firewall_management", "AzureFirewallManagementSubnet", 26, 26, false, false, ""},
    SubnetFact{"gateway", "", 29, 0, true, true, ""},
    SubnetFact{"general", "", 29, 0, true, true, ""},
    SubnetFact{"infrastructure", "", 29, 27, true, true, ""},
    SubnetFact{"jumpbox", "", 29, 28, true, true, ""},
    SubnetFact{"loadbalancer", "", 29, 27, true, true, ""},
    SubnetFact{"pods", "", 28, 0, true, true, managed_clusters},
    SubnetFact{"route_reflector", "", 29, 28, true, true, ""},
    SubnetFact{"route_server", "RouteServerSubnet", 26, 26, false, false, ""},
    SubnetFact{"system", "", 29, 0, true, true, ""},
    SubnetFact{"vpn", "GatewaySubnet", 27, 27, false, false, ""},
};

// Subresources and zones: learn.microsoft.com, "Azure Private Endpoint private DNS zone values"
// (MicrosoftDocs/azure-docs, articles/private-link/private-endpoint-dns.md, which was read for all of them but
// `grafana` and `openai`). Azure Monitor's endpoint is found through five zones, one of them that of blobs.
constexpr std::array service_table{
    ServiceFact{"app_configuration", "configurationStores", "privatelink.azconfig.io"},
    ServiceFact{"automation", "Webhook", "privatelink.azure-automation.net"},
    ServiceFact{"cognitive", "account", "privatelink.cognitiveservices.azure.com"},
    ServiceFact{"cosmos", "Sql", "privatelink.documents.azure.com"},
    ServiceFact{"cosmos_mongo", "MongoDB", "privatelink.mongo.cosmos.azure.com"},
    ServiceFact{"data_lake", "dfs", "privatelink.dfs.core.windows.net"},
    ServiceFact{"event_grid", "topic", "privatelink.eventgrid.azure.net"},
    ServiceFact{"event_hub", "namespace", "privatelink.servicebus.windows.net"},
    ServiceFact{"file_storage", "file", "privatelink.file.core.windows.net"},
    ServiceFact{"grafana", "grafana", "privatelink.grafana.azure.com"},
    ServiceFact{"key", "vault", "privatelink.vaultcore.azure.net"},
    ServiceFact{"mariadb", "mariadbServer", "privatelink.mariadb.database.azure.com"},
    ServiceFact{"monitoring", "azuremonitor", "privatelink.monitor.azure.com"},
    ServiceFact{"monitoring", "azuremonitor", "privatelink.oms.opinsights.azure.com"},
    ServiceFact{"monitoring", "azuremonitor", "privatelink.ods.opinsights.azure.com"},
    ServiceFact{"monitoring", "azuremonitor", "privatelink.agentsvc.azure-automation.net"},
    ServiceFact{"monitoring", "azuremonitor", "privatelink.blob.core.windows.net"},
    ServiceFact{"mysql", "mysqlServer", "privatelink.mysql.database.azure.com"},
    ServiceFact{"object_storage", "blob", "privatelink.blob.core.windows.net"},
    ServiceFact{"openai", "account", "privatelink.openai.azure.com"},
    ServiceFact{"postgresql", "postgresqlServer", "privatelink.postgres.database.azure.com"},
    ServiceFact{"queue_storage", "queue", "privatelink.queue.core.windows.net"},
    ServiceFact{"redis", "redisCache", "privatelink.redis.cache.windows.net"},
    ServiceFact{"registry", "registry", "privatelink.azurecr.io"},
    ServiceFact{"search", "searchService", "privatelink.search.windows.net"},
    ServiceFact{"secrets", "vault", "privatelink.vaultcore.azure.net"},
    ServiceFact{"service_bus", "namespace", "privatelink.servicebus.windows.net"},
    ServiceFact{"signalr", "signalr", "privatelink.service.signalr.net"},
    ServiceFact{"sql", "sqlServer", "privatelink.database.windows.net"},
    ServiceFact{"table_storage", "table", "privatelink.table.core.windows.net"},
    ServiceFact{"web_app", "sites", "privatelink.azurewebsites.net"},
};

// Ranges that Azure uses inside virtual networks (learn.microsoft.com, "Virtual network FAQ") and those that AKS
// keeps from clusters ("Configure Azure CNI networking": pods and services).
constexpr std::array forbidden_table{
    ForbiddenRange{"127.0.0.0/8", false, "the loopback"},
    ForbiddenRange{"168.63.129.16/32", false, "Azure's own DNS and health probes"},
    ForbiddenRange{"169.254.0.0/16", false, "link-local addresses"},
    ForbiddenRange{"224.0.0.0/4", false, "multicast"},
    ForbiddenRange{"255.255.255.255/32", false, "broadcast"},
    ForbiddenRange{"172.30.0.0/16", true, "addresses that AKS keeps"},
    ForbiddenRange{"172.31.0.0/16", true, "addresses that AKS keeps"},
    ForbiddenRange{"192.0.2.0/24", true, "addresses that AKS keeps"},
};

// learn.microsoft.com, "About BGP with Azure VPN Gateway" and "Azure Route Server FAQ" name Azure's own numbers;
// iana.org, "Special-Purpose Autonomous System (AS) Numbers", the others.
constexpr std::array reserved_asn_table{
    ReservedAsns{8074, 8075, true},    ReservedAsns{12076, 12076, true},
    ReservedAsns{65515, 65515, true},  ReservedAsns{65517, 65520, true},
    ReservedAsns{23456, 23456, false}, ReservedAsns{64496, 64511, false},
    ReservedAsns{65535, 65551, false}, ReservedAsns{4294967295, 4294967295, false},
};

constexpr std::array<std::string_view, 2> node_images{"AzureLinux", "Ubuntu"};

constexpr std::array<std::string_view, 2> provider_firsts{"4.49.0", "5.0.0"};

CloudFacts make() {
  CloudFacts facts{"azure", regions(), machines(), subnet_table, service_table, name_rules(), 5, 12, 29, 8, 29, 250, {},
                   4,       24,        {}};
  facts.reserved_names = reserved_names();
  facts.forbidden_ranges = forbidden_table;
  facts.account_pattern = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  facts.account_words = "a subscription id, as `00000000-0000-0000-0000-00000000aaaa`";
  facts.reserved_asns = reserved_asn_table;
  facts.gateway_asn = facts.route_server_asn = 65515;
  // learn.microsoft.com, "Use tags to organize your Azure resources".
  facts.tags = {50, 512, 256, "<>%&\\?/", {}, {}, {}};
  facts.network_id_pattern =
      "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+";
  facts.network_id_example = "/subscriptions/.../resourceGroups/.../providers/Microsoft.Network/virtualNetworks/...";
  facts.subnet_id_pattern =
      "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+";
  facts.subnet_id_example =
      "/subscriptions/.../resourceGroups/.../providers/Microsoft.Network/virtualNetworks/.../subnets/...";
  // learn.microsoft.com, "Azure virtual machine sizes naming conventions".
  facts.machine_pattern = "(Standard|Basic)_[A-Z]{1,3}[0-9]+(-[0-9]+)?[a-z]*(_[A-Za-z0-9]+)*";
  // learn.microsoft.com, "Create multiple prefixes for a subnet": for machines and scale sets, not when delegated.
  facts.subnet_growth = CloudFacts::SubnetGrowth::FurtherPrefix;
  facts.node_images = node_images;
  facts.provider = "azurerm";
  facts.provider_firsts = provider_firsts;
  facts.provider_words = "4.49 and later and 5.x are supported: write `~> 4.49` or `~> 5.0`";
  facts.differences = differences();
  return facts;
}

}  // namespace

const CloudFacts& facts() {
  static const CloudFacts all = make();
  return all;
}

}  // namespace aurora::azure
