#pragma once

#include "model/cloud_facts.h"
#include "protocol/visit.h"

namespace aurora::protocol {

template <typename V>
void fields(V& v, Like<RegionFact> auto& region) {
  v.is("region_fact", "a region of the cloud");
  v.must("name", region.name, "the cloud's name");
  v("display", region.display, "for people");
  v.must("code", region.code, "in names of clusters: `cc`");
  v("gc_code", region.gc_code, "in names of the gc convention; empty: none");
  v("zones", region.zones, "how many availability zones, at most 9");
  v("zone_letters", region.zone_letters, "`abd`: what the zones' names end with; empty: they are called `1`, `2`, ...");
}

template <typename V>
void fields(V& v, Like<MachineFact> auto& machine) {
  v.is("machine_fact", "a type of machine");
  v.must("vcpus", machine.vcpus, "virtual processors");
  v.must("memory_gib", machine.memory_gib, "memory");
  v.must("type", machine.type, "the cloud's name");
  v("preferred", machine.preferred, "whether the neutral form (`8x32`) means this one");
  v("gpu", machine.gpu, "whether it has one");
}

template <typename V>
void fields(V& v, Like<SubnetFact> auto& subnet) {
  v.is("subnet_fact", "what the cloud says of the subnet of a role");
  v.must("role", subnet.role, "`system`, `jumpbox`, ...");
  v("fixed_name", subnet.fixed_name, "the name that the cloud wants; empty: any");
  v.must("longest_length", subnet.longest_length, "prefix length of the smallest subnet that the service takes");
  v("default_length", subnet.default_length, "when nothing says how large; 0: from the need");
  v("security_group", subnet.security_group, "whether it can have a group of rules");
  v("route_table", subnet.route_table, "whether it can have a table of routes");
  v("delegation", subnet.delegation, "the service that it is handed to; empty: none");
}

template <typename V>
void fields(V& v, Like<ServiceFact> auto& service) {
  v.is("service_fact", "a service that a private endpoint can stand for; one that needs several has several entries");
  v.must("service", service.service, "neutral: `secrets`");
  v.must("subresource", service.subresource, "the cloud's word for it");
  v("dns_zone", service.dns_zone, "the zone of its private names; `{region}` is replaced; empty: none");
  v("by_route", service.by_route, "reached by an entry in tables of routes, without an address");
}

template <>
inline constexpr std::array<std::string_view, 4> words<NameRule::Scope>{"world", "account", "group", "parent"};
template <>
inline constexpr std::array<std::string_view, 8> words<NameRule::Form>{
    "base", "attribute", "worldwide", "compact", "storage", "numbered", "secret", "directory"};

template <typename V>
void fields(V& v, Like<NameRule> auto& rule) {
  v.is("name_rule", "what names a kind of resource may have");
  v.must("kind", rule.kind, "of the backend's own choice: `network`, `security_group`");
  v.must("abbreviation", rule.abbreviation, "in names of the oss convention");
  v("gc_abbreviation", rule.gc_abbreviation, "in names of the gc convention");
  v("min_length", rule.min_length, "fewest characters");
  v.must("max_length", rule.max_length, "most characters");
  v.must("pattern", rule.pattern,
         "over the whole name: characters and classes, each once or with `*`, `+` or `?`; one `(...)?` at the end; "
         "`(?!.*--)` in front");
  v.must("accepts", rule.accepts, "the pattern in words");
  v.must("scope", rule.scope, "within what names must differ");
  v("lower_case", rule.lower_case, "whether the cloud wants lower case");
  v("source", rule.source, "where the rule is from");
  v("form", rule.form, "how a convention builds the name");
  v("family", rule.family, "kinds of one family share one space of names; empty: the kind itself");
}

template <>
inline constexpr std::array<std::string_view, 4> words<decltype(ReservedName::where)>{"whole", "prefix", "suffix",
                                                                                      "anywhere"};

template <typename V>
void fields(V& v, Like<ReservedName> auto& name) {
  v.is("reserved_name", "a word that names may not have");
  v("kind", name.kind, "empty: every kind whose names are worldwide");
  v.must("word", name.word, "in lower case");
  v.must("where", name.where, "in which part of the name");
}

template <typename V>
void fields(V& v, Like<ForbiddenRange> auto& range) {
  v.is("forbidden_range", "a range that the cloud keeps for itself");
  v.must("cidr", range.cidr, "the range");
  v("clusters_only", range.clusters_only, "only for clusters, not for hubs");
  v.must("what", range.what, "what it is kept for");
  v("advice", range.advice, "allowed, but not chosen");
}

template <typename V>
void fields(V& v, Like<ReservedAsns> auto& asns) {
  v.is("reserved_asns", "autonomous system numbers that nobody of ours may have");
  v.must("first", asns.first, "the first number");
  v.must("last", asns.last, "the last number");
  v("clouds_own", asns.clouds_own, "the cloud's own, else reserved by the registry of the internet");
}

template <typename V>
void fields(V& v, Like<TagRule> auto& rule) {
  v.is("tag_rule", "what the cloud takes as a tag");
  v("most", rule.most, "on one resource");
  v("longest_key", rule.longest_key, "in characters");
  v("longest_value", rule.longest_value, "in characters");
  v("forbidden_in_keys", rule.forbidden_in_keys, "characters");
  v("key_pattern", rule.key_pattern, "regular expression over a key; empty: any");
  v("value_pattern", rule.value_pattern, "regular expression over a value; empty: any");
  v("wants", rule.wants, "the patterns in words");
}

template <>
inline constexpr std::array<std::string_view, 4> words<decltype(ExtraSubnet::when)>{"way_out", "joined", "jumpbox",
                                                                                    "others"};

template <typename V>
void fields(V& v, Like<ExtraSubnet> auto& subnet) {
  v.is("extra_subnet", "a subnet that the cloud needs besides those that a hub's or a cluster's parts ask for");
  v.must("role", subnet.role, "its role");
  v.must("when", subnet.when,
         "where the network has a way out of its own, where networks are joined through hubs, where the hub has a "
         "jumpbox, or where there are other subnets");
}

template <typename V>
void fields(V& v, Like<ContainerNetworkFact> auto& network) {
  v.is("container_network_fact", "choices of the container network that go together");
  v.must("plugin", network.plugin, "`cloud` or `none`");
  v.must("data_plane", network.data_plane, "`cilium`, `cloud` or `none`");
  v.must("policy", network.policy, "`cilium`, `cloud`, `calico` or `none`");
  v.must("pods", network.pods, "`overlay`, `pod_subnet` or `node_subnet`");
}

template <>
inline constexpr std::array<std::string_view, 4> words<decltype(KeyDifference::kind)>{"differs", "own_form",
                                                                                      "unsupported", "refused"};

template <typename V>
void fields(V& v, Like<KeyDifference> auto& difference) {
  v.is("key_difference", "what the cloud makes of a key of the spec, where that is not what every cloud does");
  v.must("path", difference.path, "`cluster.kubernetes.tier`; `hub.gateway.kind=expressroute` is a value");
  v.must(
      "kind", difference.kind,
      "`differs`: works otherwise; `own_form`: written as the cloud writes it; `unsupported`: no effect where it comes "
      "from `defaults`, else an error; `refused`: an error in any case");
  v.must("words", difference.words, "how it differs, or what to do; worded like a hint");
}

template <>
inline constexpr std::array<std::string_view, 3> words<CloudFacts::SubnetGrowth>{"never", "further_prefix", "in_place"};

template <typename V>
void fields(V& v, Like<CloudFacts> auto& facts) {
  v.is("facts", "what aurora-iac has to know of a cloud before it decides names and addresses");
  v("cloud", facts.cloud, "the backend's own name; the spec says the program's");
  v.must("regions", facts.regions, "where clusters can be");
  v.must("machines", facts.machines, "what the neutral form of a machine can mean");
  v.must("subnets", facts.subnets, "by role");
  v("services", facts.services, "of private endpoints");
  v.must("name_rules", facts.name_rules, "one of every kind that has a name");
  v("reserved_addresses", facts.reserved_addresses, "in every subnet");
  v.must("node_pool_name_max", facts.node_pool_name_max, "most characters of a pool's key");
  v.must("longest_network", facts.longest_network, "prefix length of the smallest network");
  v.must("shortest_network", facts.shortest_network, "prefix length of the largest network");
  v.must("longest_subnet", facts.longest_subnet, "prefix length of the smallest subnet");
  v.must("max_pods_max", facts.max_pods_max, "most pods on one node");
  v("reserved_names", facts.reserved_names, "words that names may not have");
  v("first_usable", facts.first_usable, "number of the first address in a subnet that a machine may have");
  v("overlay_block_length", facts.overlay_block_length,
    "prefix length of a node's block of pod addresses; 0: what its pods need");
  v("forbidden_ranges", facts.forbidden_ranges, "where no network may be");
  v("account_pattern", facts.account_pattern, "regular expression over an account; empty: any");
  v("account_words", facts.account_words, "the pattern in words");
  v("provider", facts.provider, "the Terraform provider that matters: the spec may pin its version");
  v("provider_firsts", facts.provider_firsts, "the first version of each of its majors that can be written for");
  v("provider_words", facts.provider_words, "the same in words");
  v("reserved_asns", facts.reserved_asns, "numbers that nobody of ours may have");
  v("gateway_asn", facts.gateway_asn, "of the cloud's gateways, unless told otherwise; 0: none");
  v("route_server_asn", facts.route_server_asn, "of the cloud's route servers; 0: whatever it is told");
  v("first_inside_tunnels", facts.first_inside_tunnels,
    "whether it takes the first address of a tunnel in a VPN with another cloud");
  v("route_server_in_network", facts.route_server_in_network, "whether its neighbours must be in its own network");
  v("tags", facts.tags, "what it takes as a tag");
  v("addresses_per_pod", facts.addresses_per_pod, "in the block of a node, where that is not fixed");
  v("pod_addresses_at_once", facts.pod_addresses_at_once,
    "how many a node takes at a time, where pods have addresses of subnets");
  v("surge_of_zone", facts.surge_of_zone, "nodes that an upgrade adds to a pool for each of its zones, at least");
  v("private_gateway_asns", facts.private_gateway_asns, "whether the own number of a gateway must be a private one");
  v("private_services", facts.private_services, "whether services have addresses of RFC 1918 only");
  v("network_id_pattern", facts.network_id_pattern, "regular expression over ids of existing networks; empty: any");
  v("network_id_example", facts.network_id_example, "such an id");
  v("subnet_id_pattern", facts.subnet_id_pattern, "regular expression over ids of existing subnets; empty: any");
  v("subnet_id_example", facts.subnet_id_example, "such an id");
  v("machine_pattern", facts.machine_pattern, "regular expression over types of machines; empty: any");
  v("zone_joint", facts.zone_joint, "between a region and the letter of a zone: `-`");
  v("zonal_subnets", facts.zonal_subnets, "whether a subnet lies in one zone");
  v("secondary_ranges", facts.secondary_ranges, "whether pods and services are secondary ranges of a subnet");
  v("ipv6_network_length", facts.ipv6_network_length, "of a network's IPv6 range, where fixed; 0: what it needs");
  v("one_node_subnet", facts.one_node_subnet, "whether all nodes of a cluster are in one subnet, `nodes`");
  v("extra_subnets", facts.extra_subnets, "subnets that the cloud needs besides");
  v("one_rule_list", facts.one_rule_list, "whether priorities of rules are unique in a network, not at a subnet");
  v("transit_hub", facts.transit_hub, "whether networks are joined by a router that all share, not by peerings");
  v("groups_only_allow", facts.groups_only_allow, "whether what is denied is said at the edge of a subnet only");
  v("endpoints_for_all", facts.endpoints_for_all,
    "whether a private endpoint takes the place of the service's public name in the whole network");
  v("pod_subnets_from_pod_pools", facts.pod_subnets_from_pod_pools,
    "whether subnets of pods have a prefix of the network of their own");
  v("container_networks", facts.container_networks,
    "what there is; of those that agree with a spec the first is taken; none: any");
  v("node_images", facts.node_images, "image families of nodes; the first is taken unless the spec says which");
  v("subnet_growth", facts.subnet_growth, "how a subnet that machines use can get more addresses");
  v("differences", facts.differences, "keys of the spec that mean something else, or nothing, on this cloud");
}

}  // namespace aurora::protocol
