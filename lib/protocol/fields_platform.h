#pragma once

#include "protocol/fields_hub.h"

namespace aurora::protocol {

template <>
inline constexpr std::array<std::string_view, 3> words<Endpoint::Kind>{"inside", "outside", "internet"};

template <typename V>
void fields(V& v, Like<Endpoint> auto& endpoint) {
  v.is("endpoint", "one side of a flow or of an isolation line");
  v("kind", endpoint.kind, "of the spec, a network outside, or the internet");
  v("outside", endpoint.outside, "name of the outside network");
  v("environment", endpoint.environment, "key, or `*`");
  v("cluster", endpoint.cluster, "key, `hub`, or `*`");
  v("role", endpoint.role, "of subnets, or `*`");
  v("span", endpoint.span, "its place in the spec");
  v("text", endpoint.text, "as it is written");
}

template <typename V>
void fields(V& v, Like<PortRange> auto& range) {
  v.is("port_range", "ports of one protocol");
  v("first", range.first, "the first port");
  v("last", range.last, "the last port");
  v("protocol", range.protocol, "`tcp`, `udp`, `icmp` or `any`");
}

template <typename V>
void fields(V& v, Like<Flow> auto& flow) {
  v.is("flow", "a declared permission; `connectivity` has the rules that follow from it");
  v("name", flow.name, "its key in the spec");
  v("from", flow.from, "who opens the connection");
  v("to", flow.to, "who takes it");
  v("ports", flow.ports, "at which ports");
  v("within", flow.within, "empty, `environment` or `cluster`: what both sides must share");
  v("why", flow.why, "the reason, in the user's words");
  v("renamed_from", flow.renamed_from, "its key before");
  v("span", flow.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<IsolationRule> auto& rule) {
  v.is("isolation_rule", "a pair that must never reach each other");
  v("from", rule.from, "from whom");
  v("to", rule.to, "to whom");
  v("span", rule.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<OutsideNetwork> auto& network) {
  v.is("outside_network", "a network that exists outside the platform");
  v("name", network.name, "its key in the spec");
  v("cidrs", network.cidrs, "its ranges");
  v("description", network.description, "in the user's words");
  v("span", network.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<RouteDomain> auto& domain) {
  v.is("route_domain", "environments whose route reflectors exchange routes");
  v("name", domain.name, "its key in the spec");
  v("environments", domain.environments, "their keys");
  v("span", domain.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Naming::KindOverride> auto& kind) {
  v.is("naming_kind", "how names of one kind differ from the convention");
  v("pattern", kind.pattern, "empty: the convention's");
  v("abbreviation", kind.abbreviation, "empty: the convention's");
  v("shorten_hash", kind.shorten_hash, "whether a name that is too long is cut and ends in a digest");
  v("span", kind.span, "its place in the spec");
  v("pattern_span", kind.pattern_span, "the place of the pattern");
}

template <typename V>
void fields(V& v, Like<Naming> auto& naming) {
  v.is("naming", "the convention; a `name` in the answer is made by it, so most backends never read this");
  v("convention", naming.convention, "`oss`, `gc` or `custom`");
  v("department", naming.department, "of the gc convention");
  v("project", naming.project, "of the gc convention: overrides each cluster's project");
  v("user_defined", naming.user_defined, "of the gc convention");
  v("user_defined_by_purpose", naming.user_defined_by_purpose, "of the gc convention, by purpose");
  v("pattern", naming.pattern, "of the custom convention");
  v("pattern_span", naming.pattern_span, "the place of the pattern");
  v("stage_codes", naming.stage_codes, "letters of the gc convention, by stage");
  v("region_codes", naming.region_codes, "codes of the oss and of the gc convention, by region");
  v("kinds", naming.kinds, "differences, by kind");
  v("pins", naming.pins, "names given by hand, by logical id");
  v("compat_aurora_v2", naming.compat_aurora_v2, "whether the mistakes of Aurora's own modules are kept");
  v("span", naming.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<AddressSettings::Reserved> auto& reserved) {
  v.is("reserved_range", "a range that nothing is placed in");
  v("cidr", reserved.cidr, "the range");
  v("reason", reserved.reason, "in the user's words");
}

template <typename V>
void fields(V& v, Like<AddressSettings> auto& settings) {
  v.is("address_settings", "where addresses are taken from; `addresses` has what was decided");
  v("pools", settings.pools, "of networks");
  v("pod_pools", settings.pod_pools, "of overlays");
  v("service_pools", settings.service_pools, "of services");
  v("share_pod_range", settings.share_pod_range, "whether clusters may have the same pod range");
  v("ipv6_pools", settings.ipv6_pools, "none: networks have no IPv6");
  v("ipv6_environment_length", settings.ipv6_environment_length, "of each environment's part of them");
  v("share_service_range", settings.share_service_range, "whether clusters have the same service range");
  v("reserved", settings.reserved, "ranges that nothing is placed in");
  v("span", settings.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<TerraformSettings> auto& settings) {
  v.is("terraform_settings", "what the spec says of Terraform itself");
  v("required_version", settings.required_version, "of Terraform");
  v("provider_versions", settings.provider_versions, "constraints that replace the backend's, by provider");
  v("backend", settings.backend, "where states are kept: a mapping of one entry, the kind and its arguments");
  v("span", settings.span, "its place in the spec");
}

template <typename V>
void fields(V& v, Like<Override> auto& one) {
  v.is("override", "raw arguments of one resource; aurora-iac merges them into the answer");
  v("stack", one.stack, "whose");
  v("address", one.address, "which resource");
  v("arguments", one.arguments, "what to set");
}

template <typename V>
void fields(V& v, Like<Platform> auto& platform) {
  v.is("platform", "the spec, with defaults applied and every reference resolved");
  v("name", platform.name, "the platform's name");
  v("environments", platform.environments, "all of them, those of other clouds too; by key");
  v("networks", platform.networks, "what exists outside; by name");
  v("flows", platform.flows, "declared permissions; by name");
  v("isolation", platform.isolation, "pairs that must never reach each other");
  v("route_domains", platform.route_domains, "by name");
  v("naming", platform.naming, "the convention");
  v("addresses", platform.addresses, "where addresses are taken from");
  v("terraform", platform.terraform, "what the spec says of Terraform itself");
  v("overrides", platform.overrides, "raw arguments that are merged last");
  v("span", platform.span, "its place in the spec");
}

}  // namespace aurora::protocol
