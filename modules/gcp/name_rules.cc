#include "gcp/name_rules.h"

/// Columns: kind; abbreviation under oss and under gc (`{n}` is the instance); least and greatest length; what it
/// may be made of; where it must be unique; where the rule is from; lower case only; form; family.
/// Kinds are Azure's where Google Cloud has the same thing, so that `naming.kinds` of one spec means it on both; what
/// Azure has none of has a name that says what it is for. Abbreviations are Aurora's where the thing is the same under
/// the same word (`vm`, `snet`, `pip`), else Google's own (`vpc`, `gke`, `sa`); under gc those of the Government of
/// Canada's list in pbmm-on-gcp-onboarding, where it has one.
/// Nearly every name lives in the project, next to those of the other clusters: so subnets and firewall rules carry
/// the base here, and only parts of one resource are named by their purpose alone.
namespace aurora::gcp {
namespace {

using enum NameRule::Scope;
using enum NameRule::Form;

struct Charset {
  std::string_view pattern, words;
};

constexpr Charset compute_set{
    R"re([a-z]([a-z0-9-]*[a-z0-9])?)re",
    "lower-case letters, digits and `-`, beginning with a letter, ending with a letter or digit"};
constexpr Charset endpoint_set{R"re([a-z][a-z0-9]*)re", "lower-case letters and digits, beginning with a letter"};
constexpr Charset key_set{R"re([a-zA-Z0-9_-]*)re", "letters, digits, `_` and `-`"};
constexpr Charset role_set{R"re([a-zA-Z0-9_.]*)re", "letters, digits, `_` and `.`"};
constexpr Charset log_set{R"re([a-zA-Z0-9][a-zA-Z0-9._-]*)re",
                          "letters, digits, `.`, `_` and `-`, beginning with a letter or digit"};
constexpr Charset bucket_set{
    R"re([a-z0-9]([a-z0-9._-]*[a-z0-9])?)re",
    "lower-case letters, digits, `.`, `_` and `-`, beginning and ending with a letter or digit"};

constexpr std::string_view compute = "Compute Engine, naming resources";
constexpr std::string_view provider = "hashicorp/google, the argument's documentation or validation";
constexpr std::string_view container = "Kubernetes Engine API reference, `name`";
constexpr std::string_view kms = "Cloud KMS API reference, `keyRingId` and `cryptoKeyId`";
constexpr std::string_view logging = "Cloud Logging API reference, `bucketId` and `name` of a sink";
constexpr std::string_view connectivity = "Network Connectivity API reference has no rule: that of Compute Engine";
constexpr std::string_view artifacts = "Artifact Registry, repositories overview: as resources of Compute Engine";

constexpr NameRule rule(std::string_view kind, std::string_view oss, std::string_view gc, int least, int greatest,
                        Charset set, NameRule::Scope scope, std::string_view source, bool lower = false,
                        NameRule::Form form = Base, std::string_view family = {}) {
  return {kind, oss, gc, least, greatest, set.pattern, set.words, scope, lower, source, form, family};
}

/// A resource of Compute Engine, or of a service that took over its rule.
constexpr NameRule in_project(std::string_view kind, std::string_view oss, std::string_view gc,
                              std::string_view source = compute, std::string_view family = {}) {
  return rule(kind, oss, gc, 1, 63, compute_set, Account, source, true, Base, family);
}
/// A part of one, named by its purpose.
constexpr NameRule part(std::string_view kind, std::string_view abbreviation) {
  return rule(kind, abbreviation, abbreviation, 1, 63, compute_set, Parent, compute, true, Attribute);
}

// clang-format off
constexpr NameRule rules[] = {
    in_project("name", "", ""),
    // networks
    in_project("virtual_network", "vpc", "vpc"),
    in_project("subnet", "snet", "snet"),
    part("secondary_range", "range"),
    part("virtual_network_peering", "peer"),
    in_project("network_security_group", "fwp", "fw"),
    in_project("network_security_rule", "fwr", "fwr"),
    part("network_tag", "tag"),
    in_project("route", "route", "route"),
    in_project("default_route", "rt-default-route", "rt-default-route", compute, "route"),
    in_project("router", "router", "router"),
    part("router_interface", "if"),
    part("bgp_connection", "bgp"),
    rule("nat_gateway", "nat", "nat", 1, 63, compute_set, Parent, compute, true),
    in_project("public_ip", "pip", "pip{n}", compute, "address"),
    in_project("private_ip", "ip", "ip{n}", compute, "address"),
    // between networks
    in_project("transit_hub", "ncc", "ncc", connectivity),
    in_project("transit_attachment", "spoke", "spoke", connectivity),
    in_project("virtual_network_gateway", "vng", "vng"),
    in_project("virtual_network_gateway_connection", "con", "con"),
    in_project("local_network_gateway", "lgn", "lgn"),
    in_project("interconnect_attachment", "vlan", "vlan"),
    // endpoints and DNS
    rule("private_endpoint", "pe", "pe", 1, 20, endpoint_set, Account, provider, true, Compact, "forwarding_rule"),
    in_project("forwarding_rule", "lbr", "lbr{n}"),
    in_project("private_dns_zone", "dns", "dns", provider),
    in_project("dns_policy", "dnsp", "dnsp", provider),
    in_project("dns_response_policy", "dnsrp", "dnsrp", provider),
    // machines
    in_project("virtual_machine", "vm", "vm"),
    in_project("os_disk", "osdisk", "osdisk{n}", compute, "disk"),
    in_project("data_disk", "datadisk", "datadisk{n}", compute, "disk"),
    in_project("health_check", "hc", "hc"),
    // Kubernetes
    rule("kubernetes_cluster", "gke", "gke", 1, 40, compute_set, Account, container, true),
    rule("node_pool", "np", "np", 1, 40, compute_set, Parent, container, true, Attribute),
    // identities
    rule("managed_identity", "sa", "sa", 6, 30, compute_set, Account, provider, true, Worldwide),
    rule("custom_role", "role", "role", 3, 64, role_set, Account, provider, false, Compact),
    // keys, secrets, registries, storage
    rule("key_ring", "keyring", "keyring", 1, 63, key_set, Account, kms),
    rule("encryption_key", "key", "key", 1, 63, key_set, Parent, kms, false, Attribute),
    rule("secret", "secret", "secret", 1, 255, key_set, Account, "Secret Manager API reference, `secretId`", false, Secret),
    in_project("container_registry", "gar", "gar", artifacts),
    rule("storage_bucket", "bkt", "stg", 3, 63, bucket_set, World, "Cloud Storage, bucket name requirements", true, Numbered),
    // logs
    rule("log_store", "log", "log", 1, 100, log_set, Account, logging),
    rule("log_sink", "sink", "sink", 1, 100, log_set, Account, logging),
};
// clang-format on

/// Cloud Storage, "Bucket names"; Kubernetes Engine makes and removes the pool `default-pool` when a cluster begins.
using Where = ReservedName::Where;
constexpr ReservedName reserved[] = {
    {"node_pool", "default-pool", Where::Whole},   {"storage_bucket", "goog", Where::Prefix},
    {"storage_bucket", "google", Where::Anywhere}, {"storage_bucket", "g00gle", Where::Anywhere},
    {"storage_bucket", "..", Where::Anywhere},     {"storage_bucket", "-.", Where::Anywhere},
    {"storage_bucket", ".-", Where::Anywhere},
};

}  // namespace

std::span<const NameRule> name_rules() { return rules; }
std::span<const ReservedName> reserved_names() { return reserved; }

}  // namespace aurora::gcp
