#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "address/cidr.h"
#include "source/span.h"
#include "yaml/node.h"

/// The spec after validation, with defaults and `like` applied, every level's values cascaded down and every
/// reference resolved: plain structs that the engines and the backends read. Names are the spec's own keys.
namespace aurora {

using Text = Located<std::string>;
using Tags = std::map<std::string, std::string>;

/// What `renamed_from` says of a thing that takes no other one's place.
inline constexpr std::string_view kNotRenamed = "none";

/// What a name is made from, for a hub or a cluster.
struct Identity {
  std::string id;           ///< `nonprod/gen-dev-cc-00`, `nonprod/hub`: also the stack
  std::string environment;  ///< key of the environment
  std::string account;      ///< Azure subscription id, AWS account, GCP project
  std::string project;      ///< `gen`
  std::string stage;        ///< `dev`
  std::string region;       ///< the cloud's region name: `canadacentral`
  int instance = 0;
  std::string user_defined;  ///< the gc convention's part: `AKS` unless the spec says otherwise; `HUB` for a hub
  std::string gc_project;    ///< the gc convention's project (`naming.project`), else `project`
  Span span;
};

// --- networks ------------------------------------------------------------------------------------

struct Subnet {
  std::string key;                              ///< `system`, `data`; of a zone, `system-1`
  std::string base{};                           ///< its key in the spec, when it is one of several
  std::string zone{};                           ///< where subnets lie in one zone: `1`
  Text role;                                    ///< a built-in role or the user's own
  std::vector<std::string> further_roles{};     ///< roles that it plays besides, where they share one subnet
  std::optional<Located<int>> size;             ///< prefix length asked for
  std::vector<Located<Prefix>> cidrs;           ///< pinned; usually empty or one
  std::vector<Text> from;                       ///< roles of the same network that may open connections to it
  std::vector<Text> to;                         ///< roles of the same network that it may open connections to
  std::vector<Text> service_endpoints;          ///< the cloud's names, e.g. `Microsoft.Storage`
  std::vector<Text> service_endpoint_policies;  ///< ids of policies, or of storage accounts to allow
  std::optional<Text> delegation;               ///< e.g. `Microsoft.ContainerService/managedClusters`
  bool security_group = true;                   ///< false: no network security group of ours
  std::optional<Text> security_group_id;        ///< use this one instead of making one
  bool route_table = true;
  std::string private_endpoint_policies = "Enabled";
  bool private_link_service_policies = true;
  bool built_in = false;  ///< made by the compiler, not written in the spec
  std::optional<Text> renamed_from{};
  Span span;
  bool plays(std::string_view wanted) const {
    for (const auto& further : further_roles)
      if (further == wanted) return true;
    return role.value == wanted;
  }
  /// Whether it is what the spec calls `name`, or a zone's part of that.
  bool is(std::string_view name) const { return base.empty() ? key == name : base == name; }
};

/// A network to peer with that the spec does not describe, by its id.
struct ExternalPeer {
  std::string name;
  Text id;
  bool allow_forwarded_traffic = true;
  bool use_remote_gateways = false;
  Span span;
};

struct Route {
  std::string name;
  Located<Prefix> prefix;
  std::string next_hop_type;  ///< `appliance`, `internet`, `gateway`, `network`, `none`
  std::string next_hop;       ///< address, for an appliance
  Span span;
};

struct Network {
  std::vector<Located<Prefix>> cidrs;               ///< pinned address space; empty: allocated
  std::optional<Located<int>> size;                 ///< prefix length asked for
  std::optional<Text> existing_id;                  ///< `network.vnet_id`: bring your own network
  std::map<std::string, Text> existing_subnet_ids;  ///< by subnet key
  std::vector<Located<Prefix>> existing_cidrs;      ///< what the existing network holds, where stated
  std::vector<Text> dns_servers;
  std::optional<Text> ddos_protection_plan_id;
  std::vector<ExternalPeer> peers;
  std::vector<Route> routes;    ///< besides the default route
  std::vector<Subnet> subnets;  ///< by key; built-in ones included
  bool flow_logs = true;        ///< what passes is logged, where the cloud can
  Span span;
  /// Nothing needs an address in it, and the spec gives it none: then there is no such network.
  bool absent() const { return !existing_id && subnets.empty() && cidrs.empty() && !size; }
  const Subnet* find(std::string_view key) const {
    for (const auto& subnet : subnets)
      if (subnet.key == key || subnet.base == key) return &subnet;
    return nullptr;
  }
};

// --- clusters ------------------------------------------------------------------------------------

struct Taint {
  std::string key, value, effect;  ///< effect: NoSchedule, PreferNoSchedule, NoExecute
  Span span{};
  std::string to_string() const { return key + "=" + value + ":" + effect; }
};

struct Machine {
  std::string type;  ///< the cloud's own type, after mapping
  int vcpus = 0;     ///< 0 when the type is not in the cloud's table
  int memory_gib = 0;
  bool gpu = false;
};

struct NodePool {
  std::string key;  ///< `general`
  Located<Machine> machine;
  Located<int> min{1, {}};  ///< nodes over all zones; equal to `max`: no autoscaling
  Located<int> max{1, {}};
  bool autoscale = true;
  std::string mode = "user";  ///< `system` or `user`
  Located<int> max_pods{110, {}};
  std::vector<std::string> zones;
  bool per_zone = false;                      ///< one pool a zone (`general1`, `general2`); min and max hold for each
  std::map<std::string, std::string> labels;  ///< contract labels of the platform included
  std::vector<Taint> taints;
  std::optional<Text> version;  ///< Kubernetes version, when not the cluster's
  std::string os;               ///< image family, as the spec calls it: `AzureLinux`, `Bottlerocket`
  int os_disk_gib = 128;
  std::string os_disk_type = "managed";  ///< `managed` or `ephemeral`
  bool spot = false;
  double spot_max_price = -1;
  std::string spot_eviction = "delete";  ///< `delete` or `deallocate`
  bool gpu = false;
  std::string gpu_driver = "install";  ///< `install` or `none`
  std::string max_surge = "33%";
  int drain_timeout_minutes = 30;
  int soak_minutes = 0;
  bool host_encryption = true;
  bool fips = false;
  bool ultra_ssd = false;
  bool public_ips = false;
  std::string subnet;      ///< key of the cluster's subnet its nodes are in
  std::string pod_subnet;  ///< key of the subnet of its pods; empty: overlay, or pods beside nodes
  Tags tags;
  std::optional<Text> renamed_from;
  Span span;
  const yaml::Node* written = nullptr;  ///< the merged mapping, for the places of diagnostics
};

struct MaintenanceWindow {
  std::string day = "Tuesday";
  std::string start = "23:00";  ///< in `utc_offset`
  int duration_hours = 5;       ///< 4 to 24
  std::string utc_offset = "+00:00";
  std::string frequency = "Weekly";
  int interval = 1;
  Span span;
};

struct AutoscalerProfile {
  bool balance_similar_node_groups = true;
  bool skip_nodes_with_system_pods = false;
  bool skip_nodes_with_local_storage = false;
  std::string expander = "random";
  std::string scan_interval = "10s", scale_down_delay_after_add = "10m", scale_down_delay_after_delete = "10s",
              scale_down_delay_after_failure = "3m", scale_down_unneeded = "10m", scale_down_unready = "20m",
              new_pod_scale_up_delay = "0s", max_node_provisioning_time = "15m";
  double scale_down_utilization_threshold = 0.5;
  int max_graceful_termination_sec = 600, max_unready_nodes = 3, max_unready_percentage = 45,
      empty_bulk_delete_max = 10;
};

struct Kubernetes {
  Text version;
  std::string tier = "standard";          ///< `free`, `standard`, `premium`
  std::string support_plan = "standard";  ///< `standard` or `long_term`
  bool private_cluster = true;
  std::optional<Text>
      private_dns_zone;  ///< `system`, `none`, or a zone's id; absent: the hub's zone, or the cluster's own
  bool api_server_vnet_integration = true;
  std::vector<Located<Prefix>> authorized_ranges;  ///< only for a cluster that is not private
  std::string upgrade_channel = "none";            ///< `none`, `patch`, `stable`, `rapid`, `node-image`
  std::string node_os_upgrade_channel = "NodeImage";
  MaintenanceWindow maintenance;  ///< by tier of the stage unless given
  // container network
  std::string network_plugin = "cloud";   ///< `cloud`: the cloud's own; `none`: the cluster's owner installs one
  std::string network_policy = "cilium";  ///< `cilium`, `cloud`, `calico`, `none`
  std::string data_plane = "cilium";      ///< `cilium`, `cloud`, `none`
  std::string pod_network = "overlay";    ///< `overlay`, `pod_subnet`, `node_subnet`
  bool advanced_networking_observability = true, advanced_networking_security = true;
  std::optional<Located<Prefix>> pod_cidr;      ///< pinned
  std::optional<Located<Prefix>> service_cidr;  ///< pinned
  std::optional<Located<IpAddress>> dns_service_ip;
  std::string outbound_type;  ///< the cloud's name; empty: what fits the egress
  // access
  std::vector<Text> admin_group_ids;
  bool azure_rbac = true;
  bool local_accounts = false;
  bool run_command = false;
  bool workload_identity = true;
  std::vector<Text> custom_ca_certificates;  ///< base64, at most 10
  std::optional<Text> ssh_public_key;
  std::string node_user = "auradmin";
  // add-ons
  bool container_insights = true, defender = false, azure_policy = false, key_vault_secrets_provider = true,
       secret_rotation = true, image_cleaner = true, blob_driver = false, disk_driver = true, file_driver = true,
       snapshot_controller = true, keda = false, vertical_pod_autoscaler = false, cost_analysis = false,
       open_service_mesh = false;
  std::map<std::string, Text> addon_versions;  ///< by the cloud's name of the add-on: `vpc-cni`
  std::string secret_rotation_interval = "2m";
  int image_cleaner_interval_hours = 168;
  AutoscalerProfile autoscaler;
  // encryption
  bool customer_managed_key = true;
  std::optional<Text> disk_encryption_set_id;  ///< an existing one instead of the chain
  std::vector<Text> key_officer_object_ids;    ///< principals that administer the key; none: who applies
  // diagnostic settings
  bool diagnostics = true;
  std::optional<Text> log_analytics_workspace_id;  ///< instead of the hub's
  std::vector<std::string> log_categories{"kube-apiserver", "kube-controller-manager", "cluster-autoscaler"};
  bool metrics = false;
  Span span;
  const yaml::Node* written = nullptr;  ///< the merged mapping, for the places of diagnostics
};

struct PrivateEndpoint {
  std::string key;                  ///< `secrets`, or the user's own
  std::string service;              ///< neutral service: `secrets`, `object_storage`, `registry`, ...
  std::optional<Text> target_id;    ///< an existing resource; absent: the one aurora-iac makes for the cluster
  std::optional<Text> subresource;  ///< the cloud's name, where the service has several
  std::optional<Text> dns_zone_id;  ///< instead of the hub's zone
  std::optional<Text> subnet;       ///< key; default `infrastructure`
  std::optional<Text> renamed_from;
  Span span;
};

/// A workload's cloud identity, federated with a Kubernetes service account.
struct WorkloadIdentity {
  std::string key;                     ///< `velero`
  std::vector<Text> service_accounts;  ///< `namespace/name`
  struct Role {
    Text name;   ///< a built-in role's name
    Text scope;  ///< an id, or `cluster`, `network`, `registry`, `storage`, `vault`, `resource_group`,
                 ///< `node_resource_group`
  };
  std::vector<Role> roles;
  std::optional<Text> renamed_from;
  Span span;
};

struct BgpPeer {
  std::string name;
  Located<std::int64_t> asn;
  Located<IpAddress> address;
  Span span;
};

struct RouteServer {
  std::string sku = "Standard";
  bool branch_to_branch = false;
  bool peer_with_reflectors = true;  ///< BGP connections to the hub's route reflectors
  std::vector<BgpPeer> peers;
  Span span;
};

struct Egress {
  /// `Hub`: what leaves goes through the hub's network and its way out.
  enum class Kind { None, NextHop, Nat, Firewall, LoadBalancer, Hub };
  Kind kind = Kind::None;
  std::optional<Located<IpAddress>> next_hop;
  std::string firewall_sku = "Standard";  ///< `Basic`, `Standard`, `Premium`
  std::vector<Text> allowed_fqdns;        ///< through a firewall, besides what the clusters need
  int nat_idle_timeout_minutes = 4;
  bool nat_per_zone = true;  ///< one NAT gateway a zone, where they are a zone's; false: one for all
  Span span;
};

struct Cluster {
  Identity identity;
  std::string key;  ///< `gen-dev-cc-00`
  std::string region;
  std::vector<std::string> zones;
  Kubernetes kubernetes;
  Network network;
  std::vector<NodePool> node_pools;  ///< by key
  std::vector<PrivateEndpoint> private_endpoints;
  std::vector<WorkloadIdentity> workload_identities;
  std::optional<RouteServer> route_server;
  Egress egress;  ///< the hub's, unless the cluster has its own
  Tags tags;
  bool protect = false;  ///< `prevent_destroy`
  std::optional<Text> renamed_from;
  Identity former;  ///< what `renamed_from` says; its `id` is empty when it says nothing, or `none`
  Span span;
  const yaml::Node* written = nullptr;  ///< the merged mapping, for the places of diagnostics
};

// --- hubs ------------------------------------------------------------------------------------------

struct RouteReflectors {
  Located<int> count{3, {}};
  Located<std::int64_t> asn{64512, {}};
  Located<Machine> machine;
  std::string daemon = "frr";                 ///< `frr` or `bird`
  std::vector<Located<IpAddress>> addresses;  ///< pinned
  std::optional<Text> ssh_public_key;
  std::optional<Text> image;   ///< publisher:offer:sku:version
  std::vector<BgpPeer> peers;  ///< further static peers
  std::string user = "auradmin";
  int os_disk_gib = 32;
  Span span;
};

struct Jumpbox {
  Located<Machine> machine;
  std::optional<Located<IpAddress>> address;
  std::optional<Text> ssh_public_key;
  std::optional<Text> image;
  std::string user = "auradmin";
  int os_disk_gib = 64;
  bool bastion = false;  ///< the cloud's own bastion service in front of it
  Span span;
};

struct Gateway {
  Text kind;        ///< `vpn`, `expressroute`, `direct_connect`, `interconnect`
  std::string sku;  ///< the cloud's own; a zone-redundant default
  bool active_active = false;
  std::optional<Located<std::int64_t>> asn;
  struct Connection {
    std::string name;
    std::optional<Located<IpAddress>> address;  ///< of the other end (vpn)
    std::vector<Located<Prefix>> cidrs;         ///< behind it (vpn without BGP)
    std::optional<Located<std::int64_t>> asn;   ///< of the other end (vpn with BGP)
    std::optional<Located<IpAddress>> bgp_address;
    std::optional<Text> shared_key_secret_id;  ///< a reference; never the key itself
    std::optional<Text> circuit_id;            ///< expressroute
    Span span;
  };
  std::vector<Connection> connections;
  Span span;
};

struct Registry {
  std::string sku = "Premium";
  int retention_days = 30;
  bool zone_redundant = true;
  std::vector<Text> replicas;      ///< further regions
  std::vector<Text> repositories;  ///< where a cloud has each made before images come
  Span span;
};

struct Logs {
  int retention_days = 30;
  std::string sku = "PerGB2018";
  double daily_quota_gb = -1;
  std::optional<Text> workspace_id;  ///< an existing one
  Span span;
};

struct PrivateDns {
  bool create = true;                    ///< false: zones are given by id, or none
  std::map<std::string, Text> zone_ids;  ///< by service: `secrets: /subscriptions/...`
  std::vector<Text> zones;               ///< further zones to create
  Span span;
};

struct Hub {
  Identity identity;
  std::string region;
  std::vector<std::string> zones;
  Network network;
  Egress egress;
  std::optional<RouteReflectors> route_reflectors;
  std::optional<Jumpbox> jumpbox;
  std::optional<Gateway> gateway;
  std::optional<RouteServer> route_server;
  std::optional<Registry> registry;
  std::optional<Logs> logs;
  PrivateDns private_dns;
  Tags tags;
  bool protect = false;
  Span span;
  const yaml::Node* written = nullptr;  ///< the merged mapping, for the places of diagnostics
};

// --- environments, flows, the whole ----------------------------------------------------------------

/// One side of a flow or of an isolation line.
struct Endpoint {
  enum class Kind { Inside, Outside, Internet };
  Kind kind = Kind::Inside;
  std::string outside;      ///< name in `networks`
  std::string environment;  ///< key, or `*`
  std::string cluster;      ///< key, `hub`, or `*` (any cluster, and the hub)
  std::string role;         ///< or `*`
  Span span;
  std::string text;  ///< as written
};

struct PortRange {
  int first = 0, last = 65535;
  std::string protocol = "tcp";  ///< `tcp`, `udp`, `icmp`, `any`
  friend bool operator==(const PortRange&, const PortRange&) = default;
};

struct Flow {
  std::string name;
  std::vector<Endpoint> from, to;
  std::vector<PortRange> ports;
  std::string within;  ///< empty, `environment`, or `cluster`: both sides must share it
  std::string why;
  std::optional<Text> renamed_from;
  Span span;
};

/// `never: {from, to}`: no packet may pass.
struct IsolationRule {
  Endpoint from, to;
  Span span;
};

struct OutsideNetwork {
  std::string name;
  std::vector<Located<Prefix>> cidrs;
  std::string description;
  Span span;
};

struct Environment {
  std::string key;
  std::string cloud;  ///< `azure`, `aws`, `gcp`, or an external backend
  Text account;
  std::optional<Text> tenant;
  std::optional<Text> deployer;  ///< whom Terraform acts as in the account: a role's ARN, a service account's e-mail
  std::string region;
  std::vector<Text> stages;            ///< stages its clusters may have; empty: any, but `prod`
  std::vector<Located<Prefix>> pools;  ///< its own; empty: the platform's
  std::optional<Hub> hub;
  std::vector<Cluster> clusters;  ///< by key
  Tags tags;
  bool protect = false;
  Span span;
  const yaml::Node* written = nullptr;  ///< the merged mapping, for the places of diagnostics
};

struct RouteDomain {
  std::string name;
  std::vector<Text> environments;
  Span span;
};

struct Naming {
  std::string convention = "oss";  ///< `oss`, `gc`, `custom`
  std::string department = "Gc";
  std::string project;               ///< gc: overrides each cluster's project
  std::string user_defined = "AKS";  ///< gc
  std::map<std::string, std::string> user_defined_by_purpose;
  std::string pattern;  ///< custom: "{project}-{stage}-{region}-{instance:02}-{abbreviation}"
  Span pattern_span;
  std::map<std::string, std::string> stage_codes;                           ///< gc letters: dev -> D
  std::map<std::string, std::pair<std::string, std::string>> region_codes;  ///< region -> oss code, gc code
  struct KindOverride {
    std::string pattern;       ///< empty: the convention's
    std::string abbreviation;  ///< empty: the convention's
    bool shorten_hash = false;
    Span span;
    Span pattern_span{};  ///< of `pattern`, quotes included
  };
  std::map<std::string, KindOverride> kinds;
  std::map<std::string, Text> pins;  ///< logical id + kind -> name: `nonprod/gen-dev-cc-00/key_vault/AKS`
  bool compat_aurora_v2 = false;
  Span span;
};

struct AddressSettings {
  std::vector<Located<Prefix>> pools;      ///< routed
  std::vector<Located<Prefix>> pod_pools;  ///< overlay pod ranges; may repeat between clusters when shared
  std::vector<Located<Prefix>> service_pools;
  bool share_pod_range = false;             ///< overlay pod ranges of different clusters may be the same
  std::vector<Located<Prefix>> ipv6_pools;  ///< networks have IPv6 too when there are any
  int ipv6_environment_length = 56;         ///< of each environment's part of them: 48 or 56
  bool share_service_range = false;         ///< the same service range for every cluster
  struct Reserved {
    Located<Prefix> cidr;
    std::string reason;
  };
  std::vector<Reserved> reserved;
  Span span;
};

struct TerraformSettings {
  std::string required_version = ">= 1.9.0";
  std::map<std::string, Text> provider_versions;  ///< overrides of the pin table: `azurerm: ~> 4.49`
  const yaml::Node* backend = nullptr;            ///< `{azurerm: {...}}`, as written
  Span span;
};

/// `overrides: { <stack>: { <address>: {...} } }`
struct Override {
  Text stack, address;
  const yaml::Node* arguments = nullptr;
};

struct Platform {
  Text name;
  std::vector<Environment> environments;  ///< by key
  std::vector<OutsideNetwork> networks;   ///< by name
  std::vector<Flow> flows;                ///< by name
  std::vector<IsolationRule> isolation;
  std::vector<RouteDomain> route_domains;  ///< by name
  Naming naming;
  AddressSettings addresses;
  TerraformSettings terraform;
  std::vector<Override> overrides;
  Span span;

  const Environment* find(std::string_view key) const {
    for (const auto& environment : environments)
      if (environment.key == key) return &environment;
    return nullptr;
  }
};

}  // namespace aurora
