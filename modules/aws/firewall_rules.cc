#include "aws/firewall_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "aws/public_buckets.h"
#include "aws/registry.h"

// Groups are read in strict order, and a connection that none lets pass is dropped once it has said what it wants:
// until then the name that it asks for is not known, and one that fills two packets is put together first
// (docs.aws.amazon.com, "Strict evaluation order"). Names are what TLS and HTTP ask for.

namespace aurora::aws {
namespace {

constexpr std::size_t least_capacity = 1000;

/// Services that nodes, EKS's add-ons and the platform's own workloads call, with `{region}` replaced. They are named
/// one by one: below `{region}.amazonaws.com` and `{region}.api.aws` there are also load balancers, APIs, buckets and
/// clusters of everybody, and whoever may reach those can carry data out. Sources: docs.aws.amazon.com, "Deploy private
/// clusters with limited internet access", and the endpoints of each service; "Amazon ECR Public".
constexpr std::string_view cluster_names[] = {"api.ecr.{region}.amazonaws.com",
                                              "autoscaling.{region}.amazonaws.com",
                                              "ec2.{region}.amazonaws.com",
                                              "ec2.{region}.api.aws",
                                              "eks-auth.{region}.api.aws",
                                              "eks.{region}.amazonaws.com",
                                              "eks.{region}.api.aws",
                                              "elasticfilesystem.{region}.amazonaws.com",
                                              "elasticloadbalancing.{region}.amazonaws.com",
                                              "kms.{region}.amazonaws.com",
                                              "logs.{region}.amazonaws.com",
                                              "monitoring.{region}.amazonaws.com",
                                              "public.ecr.aws",
                                              "secretsmanager.{region}.amazonaws.com",
                                              "ssm.{region}.amazonaws.com",
                                              "sts.amazonaws.com",
                                              "sts.{region}.amazonaws.com",
                                              "xray.{region}.amazonaws.com"};

/// The hub's machines: packages of Ubuntu, Systems Manager, and what `aws eks update-kubeconfig` asks.
constexpr std::string_view machine_names[] = {".archive.ubuntu.com",
                                              ".ec2.archive.ubuntu.com",
                                              "api.snapcraft.io",
                                              "archive.ubuntu.com",
                                              "ec2messages.{region}.amazonaws.com",
                                              "eks.{region}.amazonaws.com",
                                              "security.ubuntu.com",
                                              "ssm.{region}.amazonaws.com",
                                              "ssmmessages.{region}.amazonaws.com",
                                              "sts.{region}.amazonaws.com"};

template <typename Names>
std::set<std::string> in_region(const Names& names, std::string_view region) {
  std::set<std::string> result;
  for (const auto name : names) result.insert(fmt::format(fmt::runtime(name), fmt::arg("region", region)));
  return result;
}

void add_buckets(std::string_view region, bool of_nodes, std::set<std::string>& names) {
  for (const auto& bucket : public_buckets(region))
    if (bucket.of_nodes == of_nodes)
      for (auto& host : bucket_hosts(bucket, region)) names.insert(std::move(host));
}

/// With the registries that nodes may pull from (identity.cc).
std::set<std::string> names_of_clusters(const Stack& stack) {
  auto names = in_region(cluster_names, stack.region());
  names.insert(registry_host(image_account(stack.region()), stack.region()));
  if (stack.hub->registry) names.insert(registry_host(stack.account(), stack.region()));
  add_buckets(stack.region(), true, names);
  return names;
}

std::set<std::string> names_of_machines(const Stack& stack) {
  auto names = in_region(machine_names, stack.region());
  add_buckets(stack.region(), false, names);
  return names;
}

/// `*.ubuntu.com` of the spec is `.ubuntu.com` here.
std::string target_of(const std::string& name) { return name.starts_with("*.") ? name.substr(1) : name; }

/// From whom: a rule group counts as `home` what it is told, and looks at nobody else.
tf::Value home(const std::set<std::string>& ranges) {
  return tf::object(
      {{"ip_sets", tf::object({{"key", "HOME_NET"}, {"ip_set", tf::object({{"definition", tf::list(ranges)}})}})}});
}

void add_ranges(const Stack& stack, const std::string& owner, std::set<std::string>& ranges) {
  for (const auto& range : stack.addresses().prefixes(owner, "network"))
    if (!range.is_v6()) ranges.insert(range.to_string());
}

const tf::Resource* add_names(Stack& stack, const std::string& purpose, const std::set<std::string>& names,
                              const std::set<std::string>& from) {
  if (names.empty() || from.empty()) return nullptr;
  const tf::Object list = tf::object({{"generated_rules_type", "ALLOWLIST"},
                                      {"target_types", tf::list({"HTTP_HOST", "TLS_SNI"})},
                                      {"targets", tf::list(names)}});
  // AWS makes two rules of a name, one for each protocol, and one of the list.
  return &add_rule_group(stack, purpose, names.size() * 2 + 1, {{"rules_source_list", list}}, home(from));
}

}  // namespace

tf::Resource& add_rule_group(Stack& stack, const std::string& purpose, std::size_t rules, tf::Object source,
                             tf::Value variables) {
  std::size_t capacity = least_capacity;
  while (capacity < rules) capacity *= 2;
  const auto span = stack.egress.span;
  tf::Object group;
  if (!variables.is_null()) group.emplace_back("rule_variables", std::move(variables));
  group.emplace_back("rules_source", std::move(source));
  group.emplace_back("stateful_rule_options", tf::object({{"rule_order", "STRICT_ORDER"}}));
  return stack.add("aws_networkfirewall_rule_group", purpose, span,
                   {{"name", stack.name("firewall_rule_group", purpose, -1, span)},
                    {"type", "STATEFUL"},
                    {"capacity", static_cast<std::int64_t>(capacity)},
                    {"rule_group", std::move(group)}});
}

std::vector<FirewallGroup> lower_firewall_rules(Stack& stack) {
  std::set<std::string> hub, clusters;
  add_ranges(stack, stack.identity.id, hub);
  for (const auto& cluster : stack.environment.clusters) add_ranges(stack, cluster.identity.id, clusters);
  auto all = clusters;
  all.insert(hub.begin(), hub.end());
  std::set<std::string> allowed;
  for (const auto& name : stack.egress.allowed_fqdns) allowed.insert(target_of(name.value));
  const bool machines = stack.hub->route_reflectors || stack.hub->jumpbox;

  std::vector<FirewallGroup> groups;
  const auto put = [&](int priority, const tf::Resource* group) {
    if (group != nullptr) groups.push_back({priority, group});
  };
  put(100, lower_firewall_flows(stack));
  put(200, add_names(stack, "clusters", names_of_clusters(stack), clusters));
  if (machines) put(300, add_names(stack, "machines", names_of_machines(stack), hub));
  put(400, add_names(stack, "allowed", allowed, all));
  return groups;
}

}  // namespace aurora::aws
