#include "aws/name_rules.h"

/// Columns: kind; abbreviation under oss and under gc (`{n}` is the instance); least and greatest length; what it
/// may be made of; where it must be unique; where the rule is from; lower case only; form; family.
/// Kinds are Azure's where AWS has the same thing, so that `naming.kinds` of one spec means it on both; what Azure has
/// none of has a name that says what it is for. Abbreviations are Aurora's where the thing is the same under the same
/// word (`vm`, `rt`, `nic`), else AWS's own (`vpc`, `sg`, `eks`, `tgw`).
/// Many things in a network have no name but the tag `Name`, which AWS lets repeat. Other stacks find them by it, so
/// it is unique in the account here.
namespace aurora::aws {
namespace {

using enum NameRule::Scope;
using enum NameRule::Form;

struct Charset {
  std::string_view pattern, words;
};

constexpr Charset tag_set{R"re([a-zA-Z0-9 +=._:/@-]*)re", "letters, digits, spaces and `+ - = . _ : / @`"};
constexpr Charset group_set{R"re([a-zA-Z0-9 ._:/()#,@+=&;{}!$*-]*)re",
                            "letters, digits, spaces and `._-:/()#,@+=&;{}!$*`"};
constexpr Charset firewall_set{R"re([a-zA-Z0-9-]*)re", "letters, digits and `-`"};
constexpr Charset balancer_set{R"re([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)re",
                               "letters, digits and `-`, beginning and ending with a letter or digit"};
constexpr Charset resolver_set{R"re([a-zA-Z0-9 '_-]*)re", "letters, digits, spaces, `'`, `_` and `-`"};
constexpr Charset zone_set{R"re([a-zA-Z0-9_]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?)re",
                           "a domain name: letters, digits, `.`, `_` and `-`"};
constexpr Charset key_pair_set{R"re([ !-~-]*)re", "printable ASCII characters"};
constexpr Charset template_set{R"re([a-zA-Z0-9()./_-]*)re", "letters, digits, `(`, `)`, `.`, `/`, `_` and `-`"};
constexpr Charset cluster_set{R"re([a-zA-Z0-9][a-zA-Z0-9_-]*)re",
                              "letters, digits, `_` and `-`, beginning with a letter or digit"};
constexpr Charset identity_set{R"re([a-zA-Z0-9_+=,.@-]*)re", "letters, digits and `_+=,.@-`"};
constexpr Charset alias_set{R"re([a-zA-Z0-9:/_-]*)re", "letters, digits, `:`, `/`, `_` and `-`"};
constexpr Charset secret_set{R"re([a-zA-Z0-9/_+=.@-]*)re", "letters, digits and `/_+=.@-`"};
constexpr Charset registry_set{R"re((?!.*--)[a-z0-9]([a-z0-9._/-]*[a-z0-9])?)re",
                               "lower-case letters, digits and single `.`, `_`, `-` and `/` between them"};
constexpr Charset bucket_set{R"re([a-z0-9]([a-z0-9.-]*[a-z0-9])?)re",
                             "lower-case letters, digits, `.` and `-`, beginning and ending with a letter or digit"};
constexpr Charset log_set{R"re([a-zA-Z0-9_./#-]*)re", "letters, digits and `_./#-`"};
constexpr Charset parameter_set{R"re([a-zA-Z0-9_.-]*)re", "letters, digits and `_.-`"};
constexpr Charset table_set{R"re([a-zA-Z0-9_.-]*)re", "letters, digits, `_`, `.` and `-`"};
constexpr Charset vault_set{R"re([a-zA-Z0-9_-]*)re", "letters, digits, `_` and `-`"};

constexpr std::string_view tags = "AWS, tag naming limits and requirements";
constexpr std::string_view ec2 = "Amazon EC2 API reference, the request that creates it";
constexpr std::string_view provider = "hashicorp/aws, validation of the argument";
constexpr std::string_view iam = "IAM and STS quotas: name requirements";
constexpr std::string_view api = "the service's API reference, the request that creates it";

constexpr NameRule rule(std::string_view kind, std::string_view oss, std::string_view gc, int least, int greatest,
                        Charset set, NameRule::Scope scope, std::string_view source, bool lower = false,
                        NameRule::Form form = Base, std::string_view family = {}) {
  return {kind, oss, gc, least, greatest, set.pattern, set.words, scope, lower, source, form, family};
}

constexpr NameRule tag(std::string_view kind, std::string_view oss, std::string_view gc) {
  return rule(kind, oss, gc, 1, 256, tag_set, Account, tags);
}
constexpr NameRule without_rule(std::string_view kind, std::string_view abbreviation) {
  return rule(kind, abbreviation, abbreviation, 1, 256, tag_set, Account,
              "AWS Direct Connect API reference has no rule: that of tags");
}
constexpr NameRule tag(std::string_view kind, std::string_view abbreviation) {
  return tag(kind, abbreviation, abbreviation);
}

// clang-format off
constexpr NameRule rules[] = {
    tag("name", ""),
    // networks
    tag("virtual_network", "vpc"),
    tag("subnet", "snet"),
    tag("virtual_network_peering", "peer"),
    rule("network_security_group", "sg", "sg", 1, 255, group_set, Account, provider),
    rule("network_security_rule", "sgr", "sgr", 1, 256, tag_set, Parent, tags, false, Attribute),
    tag("network_acl", "nacl"),
    rule("prefix_list", "pl", "pl", 1, 255, tag_set, Account, ec2),
    tag("route_table", "rt"),
    tag("internet_gateway", "igw"),
    tag("nat_gateway", "nat"),
    tag("public_ip", "pip", "pip{n}"),
    tag("flow_log", "fl"),
    tag("dhcp_options", "dhcp"),
    // between networks
    tag("transit_hub", "tgw"),
    tag("transit_attachment", "tgwa"),
    tag("transit_route_table", "tgwrt"),
    tag("route_server", "rs"),
    tag("route_server_endpoint", "rse"),
    tag("bgp_connection", "bgp"),
    tag("virtual_network_gateway", "vng"),
    tag("virtual_network_gateway_connection", "con"),
    tag("local_network_gateway", "lgn"),
    without_rule("interconnect_gateway", "dxgw"),
    without_rule("interconnect_attachment", "vif"),
    rule("firewall", "fw", "afw", 1, 128, firewall_set, Account, api),
    rule("firewall_policy", "fwp", "fwp", 1, 128, firewall_set, Account, api),
    rule("firewall_rule_group", "fwrg", "fwrg", 1, 128, firewall_set, Account, api),
    rule("load_balancer", "lb", "lb", 1, 32, balancer_set, Account, provider),
    rule("load_balancer_backend_pool", "lbbp", "lbbp", 1, 32, balancer_set, Account, provider),
    // endpoints and DNS
    tag("private_endpoint", "pe"),
    rule("private_dns_zone", "dns", "dns", 1, 255, zone_set, Parent, "Amazon Route 53, DNS domain name format", false, Attribute),
    rule("private_dns_resolver", "dnspr", "dnspr", 1, 64, resolver_set, Account, api),
    rule("private_dns_forwarding_rule", "dnsfr", "dnsfr", 1, 64, resolver_set, Account, api),
    // machines
    tag("virtual_machine", "vm"),
    tag("network_interface", "nic", "nic{n}"),
    tag("os_disk", "osdisk", "osdisk{n}"),
    tag("data_disk", "datadisk", "datadisk{n}"),
    rule("ssh_public_key", "sshkey", "sshkey", 1, 255, key_pair_set, Account, ec2),
    rule("launch_template", "lt", "lt", 3, 128, template_set, Account, ec2),
    rule("parameter", "par", "par", 1, 900, parameter_set, Account, api),
    // Kubernetes
    rule("kubernetes_cluster", "eks", "eks", 1, 100, cluster_set, Account, provider),
    rule("node_pool", "np", "np", 1, 63, cluster_set, Parent, provider, false, Attribute),
    // identities
    rule("managed_identity", "role", "role", 1, 64, identity_set, Account, iam),
    rule("identity_policy", "policy", "policy", 1, 128, identity_set, Account, iam),
    rule("instance_profile", "profile", "profile", 1, 128, identity_set, Account, iam),
    // keys, secrets, registries, storage; `alias/` is not part of the name here
    rule("encryption_key", "key", "key", 1, 250, alias_set, Account, provider),
    rule("secret", "secret", "secret", 1, 512, secret_set, Account, api, false, Secret),
    rule("container_registry", "ecr", "ecr", 2, 256, registry_set, Account, api, true),
    rule("storage_bucket", "bkt", "bkt", 3, 63, bucket_set, World, "Amazon S3, general purpose bucket naming rules", true, Numbered),
    rule("lock_table", "ddb", "ddb", 3, 255, table_set, Account, provider),
    rule("backup_vault", "bvault", "bvault", 2, 50, vault_set, Account, api),
    // logs
    rule("log_store", "log", "log", 1, 512, log_set, Account, provider),
};
// clang-format on

/// Amazon S3, "General purpose bucket naming rules"; Amazon ECR, the pattern of `repositoryName`; the provider's checks
/// of groups, aliases and load balancers; CloudWatch Logs, `CreateLogGroup`.
using Where = ReservedName::Where;
constexpr ReservedName reserved[] = {
    {"network_security_group", "sg-", Where::Prefix},
    {"prefix_list", "com.amazonaws", Where::Prefix},
    {"load_balancer", "internal-", Where::Prefix},
    {"encryption_key", "aws", Where::Prefix},
    {"log_store", "aws/", Where::Prefix},
    {"parameter", "aws", Where::Prefix},
    {"parameter", "ssm", Where::Prefix},
    {"container_registry", "..", Where::Anywhere},
    {"container_registry", "._", Where::Anywhere},
    {"container_registry", ".-", Where::Anywhere},
    {"container_registry", "./", Where::Anywhere},
    {"container_registry", "_.", Where::Anywhere},
    {"container_registry", "__", Where::Anywhere},
    {"container_registry", "_-", Where::Anywhere},
    {"container_registry", "_/", Where::Anywhere},
    {"container_registry", "-.", Where::Anywhere},
    {"container_registry", "-_", Where::Anywhere},
    {"container_registry", "-/", Where::Anywhere},
    {"container_registry", "/.", Where::Anywhere},
    {"container_registry", "/_", Where::Anywhere},
    {"container_registry", "/-", Where::Anywhere},
    {"container_registry", "//", Where::Anywhere},
    {"storage_bucket", "..", Where::Anywhere},
    {"storage_bucket", "xn--", Where::Prefix},
    {"storage_bucket", "sthree-", Where::Prefix},
    {"storage_bucket", "amzn-s3-demo-", Where::Prefix},
    {"storage_bucket", "-s3alias", Where::Suffix},
    {"storage_bucket", "--ol-s3", Where::Suffix},
    {"storage_bucket", ".mrap", Where::Suffix},
    {"storage_bucket", "--x-s3", Where::Suffix},
    {"storage_bucket", "--table-s3", Where::Suffix},
};

}  // namespace

std::span<const NameRule> name_rules() { return rules; }
std::span<const ReservedName> reserved_names() { return reserved; }

}  // namespace aurora::aws
