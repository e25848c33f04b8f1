#include "aws/firewall_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

// Groups are read in strict order, and a connection that none lets pass is dropped once it has said what it wants:
// until then the name that it asks for is not known, and one that fills two packets is put together first
// (docs.aws.amazon.com, "Strict evaluation order"). Names are what TLS and HTTP ask for.

namespace aurora::aws {
namespace {

constexpr std::size_t least_capacity = 1000;

/// What nodes and the platform's own workloads reach, with `{region}` replaced; a leading dot takes in what is below.
/// Sources: docs.aws.amazon.com, "Deploy private clusters with limited internet access" (the services), "Amazon EKS
/// service endpoints" (api.aws), "Amazon ECR Public", "Amazon Linux 2023 repositories" (S3 of the region).
constexpr std::string_view cluster_names[] = {".{region}.amazonaws.com", ".{region}.api.aws",
                                              ".{region}.eks.amazonaws.com", "public.ecr.aws", "sts.amazonaws.com"};

/// The hub's machines: packages of Ubuntu, Systems Manager.
constexpr std::string_view machine_names[] = {".archive.ubuntu.com",     ".{region}.amazonaws.com",
                                              ".ec2.archive.ubuntu.com", "api.snapcraft.io",
                                              "archive.ubuntu.com",      "security.ubuntu.com"};

template <typename Names>
std::set<std::string> in_region(const Names& names, std::string_view region) {
  std::set<std::string> result;
  for (const auto name : names) result.insert(fmt::format(fmt::runtime(name), fmt::arg("region", region)));
  return result;
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
  put(200, add_names(stack, "clusters", in_region(cluster_names, stack.region()), clusters));
  if (machines) put(300, add_names(stack, "machines", in_region(machine_names, stack.region()), hub));
  put(400, add_names(stack, "allowed", allowed, all));
  return groups;
}

}  // namespace aurora::aws
