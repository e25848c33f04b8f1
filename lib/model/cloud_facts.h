#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace aurora {

struct RegionFact {
  std::string_view name;     ///< `canadacentral`
  std::string_view display;  ///< `Canada Central`
  std::string_view code;     ///< in names: `cc`; unambiguous per cloud
  std::string_view gc_code;  ///< gc convention: `c`; empty: none
  int zones;                 ///< availability zones; 0: the region has none
  /// `abd`: what the zones' names end with, that of zone 1 first; empty: the zones are called `1`, `2`, `3`.
  std::string_view zone_letters = {};
};

struct MachineFact {
  int vcpus, memory_gib;  ///< what the neutral `8x32` asks for
  std::string_view type;  ///< `Standard_D8s_v5`
  bool preferred;         ///< the one that the neutral form maps to
  bool gpu;
};

/// What a cloud says of the subnet of a role.
struct SubnetFact {
  std::string_view role;
  std::string_view fixed_name;  ///< `RouteServerSubnet`; empty: free
  int longest_length;           ///< smallest subnet the service takes: 27 for /27
  int default_length;           ///< when nothing says how large; 0: computed from need
  bool security_group;          ///< whether the cloud allows one
  bool route_table;
  std::string_view delegation;  ///< empty: none
};

/// A subnet that a cloud needs besides those that the parts of a hub or a cluster ask for.
struct ExtraSubnet {
  std::string_view role;
  enum class When {
    WayOut,   ///< the network has a way to the internet of its own: NAT, or a firewall in the hub
    Joined,   ///< some environment of the platform has a hub, which other networks are joined through
    Jumpbox,  ///< the hub has a jumpbox
    Others,   ///< there are other subnets
  } when;
};

/// Choices of the container network that go together, in the words of the spec.
struct ContainerNetworkFact {
  std::string_view plugin, data_plane, policy, pods;
};

/// What aurora-iac knows of a service that a private endpoint can stand for. A service that needs several endpoints has
/// several rows.
struct ServiceFact {
  std::string_view service;      ///< neutral: `secrets`
  std::string_view subresource;  ///< the cloud's word for it: Azure's group id `vault`, AWS's service `ecr.api`
  std::string_view dns_zone;     ///< `privatelink.vaultcore.azure.net`; `{region}` is replaced; empty: none
  bool by_route = false;         ///< reached by an entry in route tables, without an address of its own
};

/// What names a kind of resource may have. `pattern` is an ECMAScript regular expression over the whole name.
struct NameRule {
  std::string_view kind;          ///< `virtual_network`
  std::string_view abbreviation;  ///< of the oss convention: `vnet`
  std::string_view gc_abbreviation;
  int min_length, max_length;
  std::string_view pattern;
  std::string_view accepts;  ///< the pattern in words, for the message
  enum class Scope { World, Account, Group, Parent } scope;
  bool lower_case;          ///< the cloud wants lower case (`storage_account`)
  std::string_view source;  ///< where the rule is from
  /// How a convention builds the name.
  enum class Form {
    Base,       ///< base, abbreviation, purpose: `gen-dev-cc-00-nsg-system`
    Attribute,  ///< the purpose alone where there is one (`system`), else as Base
    Worldwide,  ///< with five digits, the purpose as user-defined part: `kv13726AKS`
    Compact,    ///< as Worldwide, where the cloud takes no hyphen: `acr13726AKS`
    Storage,    ///< as Worldwide, all lower case and no hyphen: `sa13726aks`
    Numbered,   ///< as Base, with five digits at the end, where there is room: `gen-dev-cc1-00-bkt-velero-13726`
    Secret,     ///< as Base, lower case: `gen-dev-cc-00-kvs-velero`
    Directory,  ///< directory groups, which Aurora names from the gc base under every convention
  } form = Form::Base;
  std::string_view family = {};  ///< kinds of one family share one space of names; empty: the kind itself
};

/// A word that names may not be, begin with, end with, or hold. `word` is lower case; names are compared without case.
struct ReservedName {
  std::string_view kind;  ///< empty: every kind whose names are worldwide
  std::string_view word;
  enum class Where { Whole, Prefix, Suffix, Anywhere } where;
};

/// A range that the cloud keeps for itself: no network, pod or service range may overlap it.
struct ForbiddenRange {
  std::string_view cidr;
  bool clusters_only;     ///< only clusters and what they hold, not hubs
  std::string_view what;  ///< `link-local addresses`
  /// Allowed, but some of the cloud's services cannot reach it: nothing is placed there unless a spec pins it.
  bool advice = false;
};

/// Autonomous system numbers that nobody of ours may have.
struct ReservedAsns {
  std::int64_t first, last;
  bool clouds_own;  ///< the cloud's own, else reserved by the registry of the internet
};

/// What a cloud takes as a tag (a label, in GCP).
struct TagRule {
  int most = 50;  ///< on one resource
  int longest_key = 128, longest_value = 256;
  std::string_view forbidden_in_keys{};  ///< characters that a key may not have
  /// ECMAScript regular expressions over keys and values, and what they want, in words; empty: any.
  std::string_view key_pattern{}, value_pattern{}, wants{};
};

/// What a cloud makes of a key of the spec, or of one value of it. What has no row means the same on every cloud.
struct KeyDifference {
  /// As in schema/keys.h; `egress=hub` is a value, `flow.to=*:apiserver` a role. Unsupported is all that a key holds.
  std::string_view path;
  enum class Kind {
    Differs,      ///< works, but differently: `plan` says so where it is written
    OwnForm,      ///< means the same, and is written as the cloud writes it (an id, a role): documented only
    Unsupported,  ///< has no equivalent: where it comes from `defaults` it has no effect
    Refused,      ///< has no equivalent, and nothing that would hold instead: another one must be said
  } kind;
  std::string_view words;  ///< how it differs, its form, or why there is none and what to do; worded like a hint
};

/// The tables of one cloud, as data. The phases in lib ask these and never the cloud's name.
struct CloudFacts {
  std::string_view cloud;
  std::span<const RegionFact> regions;
  std::span<const MachineFact> machines;
  std::span<const SubnetFact> subnets;
  std::span<const ServiceFact> services;
  std::span<const NameRule> name_rules;
  int reserved_addresses;                 ///< per subnet: 5 on Azure and AWS, 4 on GCP
  int node_pool_name_max;                 ///< 12
  int longest_network, shortest_network;  ///< prefix lengths of a network: 29 and 8
  int longest_subnet;                     ///< 29
  int max_pods_max;                       ///< 250
  std::span<const ReservedName> reserved_names = {};
  /// Number of the first address in a subnet that a machine may have; the other reserved ones are at its end.
  int first_usable = 4;
  /// Prefix length of the block of pod addresses that every node takes in an overlay; 0: what its pods need.
  int overlay_block_length = 24;
  std::span<const ForbiddenRange> forbidden_ranges{};
  /// ECMAScript regular expression over an account, and the same in words; empty: any.
  std::string_view account_pattern = {}, account_words = {};
  /// The Terraform provider, the first version of each of its majors that can be written for, and the same in words.
  std::string_view provider = {};
  std::span<const std::string_view> provider_firsts{};
  std::string_view provider_words = {};
  std::span<const ReservedAsns> reserved_asns{};
  std::int64_t gateway_asn = 0;          ///< of the cloud's own gateways, unless told otherwise; 0: none
  std::int64_t route_server_asn = 0;     ///< of the cloud's own route servers; 0: whatever it is told
  bool first_inside_tunnels = false;     ///< in a VPN with another cloud it takes the first address of a tunnel
  bool route_server_in_network = false;  ///< its neighbours must be in its own network
  TagRule tags{};
  /// Where the block of a node is not fixed: how many addresses it has for each pod, in the next power of two.
  int addresses_per_pod = 0;
  /// Where pods have addresses of subnets: how many of them a node takes at a time.
  int pod_addresses_at_once = 1;
  /// An upgrade adds at least so many nodes to a pool for each of its zones, whatever its surge is.
  int surge_of_zone = 0;
  /// The own number of a gateway must be a private one (RFC 6996).
  bool private_gateway_asns = false;
  /// Services have addresses of RFC 1918 only.
  bool private_services = false;
  /// ECMAScript regular expressions over ids of existing networks and subnets and over types of machines, with an
  /// example of each; empty: any.
  std::string_view network_id_pattern{}, network_id_example{};
  std::string_view subnet_id_pattern{}, subnet_id_example{};
  std::string_view machine_pattern{};
  std::string_view zone_joint = {};  ///< between a region and the letter of a zone: `-`
  /// A subnet lies in one zone: each of the spec becomes one a zone, `system-1`, `system-2`.
  bool zonal_subnets = false;
  /// Pods and services are secondary ranges of a subnet: routed, and so each cluster's own.
  bool secondary_ranges = false;
  /// Prefix length of a network's IPv6 range where the cloud fixes it; 0: as many /64 as it needs.
  int ipv6_network_length = 0;
  /// All nodes of a cluster are in one subnet, `nodes`, which plays the roles of all its pools.
  bool one_node_subnet = false;
  std::span<const ExtraSubnet> extra_subnets{};
  bool one_rule_list = false;  ///< priorities of rules are unique in a network, not at a subnet
  bool transit_hub = false;    ///< networks are joined by routers that all share, one a region, not by peerings
  /// Groups of rules cannot deny: what is denied is said at the edge of the subnet, which knows no connections.
  bool groups_only_allow = false;
  /// A private endpoint takes the place of the service's public name in the whole network: every node goes through it.
  bool endpoints_for_all = false;
  /// Subnets of pods have a prefix of the network of their own, from the pools of pods where the spec has some.
  bool pod_subnets_from_pod_pools = false;
  /// What there is; of those that agree with a spec the first one is taken. Empty: any.
  std::span<const ContainerNetworkFact> container_networks{};
  /// Image families of nodes, in the words of the spec; the first is taken unless the spec says which.
  std::span<const std::string_view> node_images{};
  /// How a subnet that machines use can get more addresses.
  enum class SubnetGrowth {
    Never,
    FurtherPrefix,  ///< it may have several; not when it is delegated
    InPlace,        ///< it can be widened around what it has
  } subnet_growth = SubnetGrowth::Never;
  std::span<const KeyDifference> differences{};
};

/// The tables of a cloud by its name in the spec; nullptr when there are none.
using FactsOf = std::function<const CloudFacts*(std::string_view cloud)>;

/// The cloud's name of a zone that the spec calls `1`, `2`, ...: `ca-central-1d`, `us-east1-b`; where zones have no
/// letters, the number itself. Empty: the region has no such zone.
std::string zone_name(const CloudFacts& facts, const RegionFact& region, std::string_view zone);

}  // namespace aurora
