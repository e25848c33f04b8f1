#include "gcp/facts.h"

#include "gcp/name_rules.h"
#include "gcp/tables.h"

namespace aurora::gcp {
namespace {

// A subnet is a /29 or larger ("Subnets: IPv4 subnet ranges"). Least and default sizes: cloud.google.com, "Create a
// private cluster" (the control plane's range is a /28), "Proxy-only subnets" (a /26, better a /23), "Publish services
// with Private Service Connect". Firewall rules reach every machine by its tag; routes belong to the network, so no
// subnet takes a route table. Cloud Router, HA VPN and NAT have no subnet. `pods` is a secondary range. `google_apis`
// is no subnet: "Access Google APIs through endpoints" wants an address that no subnet has, and this is where it is
// from.
constexpr std::array subnet_table{
    SubnetFact{"apiserver", "", 28, 28, true, false, ""},
    SubnetFact{"gateway", "", 29, 0, true, false, ""},
    SubnetFact{"general", "", 29, 0, true, false, ""},
    SubnetFact{"google_apis", "", 29, 29, false, false, ""},
    SubnetFact{"infrastructure", "", 29, 28, true, false, ""},
    SubnetFact{"jumpbox", "", 29, 28, true, false, ""},
    SubnetFact{"loadbalancer", "", 29, 27, true, false, ""},
    SubnetFact{"pods", "", 28, 0, true, false, ""},
    SubnetFact{"private_service_connect", "", 29, 28, false, false, ""},
    SubnetFact{"proxy", "", 26, 23, true, false, ""},
    SubnetFact{"route_reflector", "", 29, 28, true, false, ""},
    SubnetFact{"system", "", 29, 0, true, false, ""},
};

// Google's services have one endpoint for all of them (the bundle `all-apis` of Private Service Connect); what differs
// is the zone that sends names there: cloud.google.com, "Configure Private Google Access: domain options".
constexpr std::array service_table{
    ServiceFact{"compute", "compute.googleapis.com", "googleapis.com"},
    ServiceFact{"event_grid", "eventarc.googleapis.com", "googleapis.com"},
    ServiceFact{"event_hub", "pubsub.googleapis.com", "googleapis.com"},
    ServiceFact{"file_storage", "file.googleapis.com", "googleapis.com"},
    ServiceFact{"identity", "sts.googleapis.com", "googleapis.com"},
    ServiceFact{"key", "cloudkms.googleapis.com", "googleapis.com"},
    ServiceFact{"kubernetes", "container.googleapis.com", "googleapis.com"},
    ServiceFact{"kubernetes", "gke.goog", "gke.goog"},
    ServiceFact{"monitoring", "logging.googleapis.com", "googleapis.com"},
    ServiceFact{"monitoring", "monitoring.googleapis.com", "googleapis.com"},
    ServiceFact{"object_storage", "storage.googleapis.com", "googleapis.com"},
    ServiceFact{"openai", "aiplatform.googleapis.com", "googleapis.com"},
    ServiceFact{"queue_storage", "pubsub.googleapis.com", "googleapis.com"},
    ServiceFact{"registry", "artifactregistry.googleapis.com", "googleapis.com"},
    ServiceFact{"registry", "pkg.dev", "pkg.dev"},
    ServiceFact{"registry", "gcr.io", "gcr.io"},
    ServiceFact{"secrets", "secretmanager.googleapis.com", "googleapis.com"},
    ServiceFact{"service_bus", "pubsub.googleapis.com", "googleapis.com"},
    ServiceFact{"table_storage", "bigtable.googleapis.com", "googleapis.com"},
    ServiceFact{"web_app", "run.app", "run.app"},
};

// cloud.google.com, "Subnets: prohibited IPv4 subnet ranges" and "Additional considerations" (Docker's bridge, which
// Cloud SQL and others keep).
constexpr std::array forbidden_table{
    ForbiddenRange{"0.0.0.0/8", false, "this network"},
    ForbiddenRange{"127.0.0.0/8", false, "the loopback"},
    ForbiddenRange{"169.254.0.0/16", false, "link-local addresses and the metadata server"},
    ForbiddenRange{"199.36.153.4/30", false, "`restricted.googleapis.com`"},
    ForbiddenRange{"199.36.153.8/30", false, "`private.googleapis.com`"},
    ForbiddenRange{"224.0.0.0/4", false, "multicast"},
    ForbiddenRange{"255.255.255.255/32", false, "broadcast"},
    ForbiddenRange{"172.17.0.0/16", false, "Docker's bridge in some services", true},
};

// cloud.google.com, "Cloud Router ASN": 16550 is Partner Interconnect's, 15169 Google's; iana.org, "Special-Purpose
// Autonomous System (AS) Numbers", the others.
constexpr std::array reserved_asn_table{
    ReservedAsns{15169, 15169, true},  ReservedAsns{16550, 16550, true},  ReservedAsns{23456, 23456, false},
    ReservedAsns{64496, 64511, false}, ReservedAsns{65535, 65551, false}, ReservedAsns{4294967295, 4294967295, false},
};

// cloud.google.com, "VPC-native clusters" and "Dataplane V2": pods have a range of their own in the network, beside
// that of the nodes. Calico is for clusters without Dataplane V2.
constexpr std::array container_networks{
    ContainerNetworkFact{"cloud", "cilium", "cilium", "overlay"},
    ContainerNetworkFact{"cloud", "cloud", "calico", "overlay"},
    ContainerNetworkFact{"cloud", "cloud", "none", "overlay"},
};

constexpr std::array extra_subnets{ExtraSubnet{"google_apis", ExtraSubnet::When::Others}};

constexpr std::array<std::string_view, 2> node_images{"ContainerOptimizedOS", "Ubuntu"};

constexpr std::array<std::string_view, 2> provider_firsts{"6.50.0", "7.0.0"};

CloudFacts make() {
  CloudFacts facts{};
  facts.cloud = "gcp";
  facts.regions = regions();
  facts.machines = machines();
  facts.subnets = subnet_table;
  facts.services = service_table;
  facts.name_rules = name_rules();
  facts.reserved_names = reserved_names();
  // The network, the gateway, the last but one and the broadcast address.
  facts.reserved_addresses = 4;
  // cloud.google.com, "VPC-native clusters"; "Subnets": a network with internal IPv6 has a /48, a subnet a /64.
  facts.secondary_ranges = true;
  facts.ipv6_network_length = 48;
  facts.first_usable = 2;
  facts.node_pool_name_max = 40;
  facts.longest_network = facts.longest_subnet = 29;
  facts.shortest_network = 8;
  facts.max_pods_max = 256;
  facts.addresses_per_pod = 2;  // "Configure maximum Pods per node": a /24 for 65 to 128 pods, a /25 for 33 to 64
  facts.subnet_growth = CloudFacts::SubnetGrowth::InPlace;  // "Expand a primary IPv4 range"
  facts.forbidden_ranges = forbidden_table;
  facts.account_pattern = "[a-z][a-z0-9-]{4,28}[a-z0-9]";
  facts.account_words = "a project id of 6 to 30 lower-case letters, digits and `-`, as `aurora-nonprod-1`";
  facts.provider = "google";
  facts.provider_firsts = provider_firsts;
  facts.provider_words = "6.50 and later and 7.x are supported: write `~> 6.50` or `~> 7.0`";
  facts.reserved_asns = reserved_asn_table;
  facts.zone_joint = "-";
  // cloud.google.com, "Machine families resource and comparison guide": series, class, vCPUs.
  facts.machine_pattern = "[a-z][0-9]*[a-z]*(-[a-z0-9]+)+";
  // cloud.google.com, "google_container_node_pool": a pool's nodes are in the cluster's own subnet.
  facts.one_node_subnet = true;
  facts.one_rule_list = true;  // a network firewall policy has one list of rules
  facts.extra_subnets = extra_subnets;
  facts.container_networks = container_networks;
  facts.node_images = node_images;
  // cloud.google.com, "Router appliance overview": the Cloud Router has any private number, its neighbours are machines
  // of its VPC.
  facts.route_server_asn = 65513;
  facts.route_server_in_network = true;
  facts.private_gateway_asns = true;  // Cloud Router API, `Router.bgp.asn`: RFC 6996
  facts.network_id_pattern = "projects/[^/]+/global/networks/[^/]+";
  facts.network_id_example = "projects/.../global/networks/...";
  facts.subnet_id_pattern = "projects/[^/]+/regions/[^/]+/subnetworks/[^/]+";
  facts.subnet_id_example = "projects/.../regions/.../subnetworks/...";
  // cloud.google.com, "Requirements for labels". Letters beyond ASCII are taken as they come.
  facts.tags = {64,
                63,
                63,
                {},
                R"re((?!goog-)[^\x00-\x60\x7b-\x7f][^\x00-\x2c\x2e\x2f\x3a-\x5e\x60\x7b-\x7f]*)re",
                R"re([^\x00-\x2c\x2e\x2f\x3a-\x5e\x60\x7b-\x7f]*)re",
                "lower-case letters, digits, `_` and `-`; keys begin with a letter, not with `goog-`"};
  facts.differences = differences();
  return facts;
}

}  // namespace

const CloudFacts& facts() {
  static const CloudFacts all = make();
  return all;
}

}  // namespace aurora::gcp
