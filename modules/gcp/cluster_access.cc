#include <algorithm>
#include <map>

#include "gcp/cluster.h"
#include "gcp/cluster_profiles.h"

// Who reaches the control plane, and as whom. From where is not said twice: a private control plane takes calls from
// the prefixes that the rules of its subnet let in, which are those of the flows and roles of the spec.
// Its address is an endpoint of Private Service Connect, which peerings do not carry: only the cluster's own network
// reaches it. Where the rules let others in, they come by its name at Google, which IAM guards (the DNS endpoint); each
// network has an endpoint of its own that leads there (dns.cc).

namespace aurora::gcp {
namespace {

constexpr int api_port = 443;
/// cloud.google.com, "Authorized networks: limitations".
constexpr std::size_t most_private = 100, most_public = 50;
/// Sorted, so that two rules for one range leave one block, named after the first.
using Ranges = std::map<Prefix, std::string>;

bool opens_api(const Rule& rule) {
  if (rule.direction != Rule::Direction::Inbound || rule.access != Rule::Access::Allow) return false;
  if (rule.from.kind != RuleSide::Kind::Prefixes && rule.from.kind != RuleSide::Kind::Internet) return false;
  if (rule.protocol == "any" || rule.ports.empty()) return rule.protocol == "any" || rule.protocol == "tcp";
  return rule.protocol == "tcp" && std::any_of(rule.ports.begin(), rule.ports.end(), [](const PortRange& range) {
           return range.first <= api_port && api_port <= range.last;
         });
}

std::vector<const Rule*> api_rules(const Stack& stack) {
  std::vector<const Rule*> opening;
  const auto* subnet = stack.subnet_of_role("apiserver");
  const auto* rules = subnet == nullptr ? nullptr : stack.plan.connectivity.find(stack.identity.id, subnet->key);
  if (rules != nullptr)
    for (const auto& rule : rules->rules)
      if (opens_api(rule)) opening.push_back(&rule);
  return opening;
}

/// The cluster's own network, with its pods.
std::vector<Prefix> own_ranges(const Stack& stack) {
  auto ranges = stack.addresses().prefixes(stack.identity.id, "network");
  for (const auto& pods : stack.addresses().prefixes(stack.identity.id, "pods")) ranges.push_back(pods);
  for (const auto& prefix : stack.network.existing_cidrs) ranges.push_back(prefix.value);
  return ranges;
}

/// Who may call the control plane's address. How a network that was there before is joined to others, and what its
/// rules are, nobody but its owner knows.
Ranges private_ranges(const Stack& stack) {
  Ranges ranges;
  for (const auto* rule : api_rules(stack))
    for (const auto& prefix : rule->from.prefixes)
      if (!prefix.is_v6()) ranges.emplace(prefix, rule->id);
  for (const auto& prefix : stack.network.existing_cidrs) ranges.emplace(prefix.value, "network");
  if (stack.existing_network()) return ranges;
  const auto own = own_ranges(stack);
  std::erase_if(ranges, [&](const auto& range) {
    return std::none_of(own.begin(), own.end(), [&](const Prefix& one) { return one.overlaps(range.first); });
  });
  return ranges;
}

Ranges public_ranges(const Kubernetes& kubernetes) {
  Ranges ranges;
  for (const auto& range : kubernetes.authorized_ranges) ranges.emplace(range.value, "authorized_ranges");
  return ranges;
}

void check_number(Stack& stack, std::size_t count, std::size_t most) {
  if (count > most)
    stack.diagnostics.report(diag::TooManyRanges, stack.cluster->kubernetes.span, count, stack.identity.id, most)
        .hint("give networks that reach it fewer, larger ranges");
}

std::string domain_of(const Text& group) { return group.value.substr(group.value.find('@') + 1); }

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find_first_of(" :/", 0) == std::string_view::npos && text.find('@', at + 1) == std::string_view::npos;
}

/// The groups that are written as groups are; reports the others, and those of a second domain.
std::vector<Text> known_groups(Stack& stack) {
  std::vector<Text> known;
  for (const auto& group : stack.cluster->kubernetes.admin_group_ids) {
    if (!is_email(group.value)) {
      stack.diagnostics.report(diag::AdminGroupNotEmail, group.span, group.value)
          .hint("write the group's address, as `platform-admins@example.ca`");
    } else if (!known.empty() && domain_of(group) != domain_of(known.front())) {
      stack.diagnostics.report(diag::AdminGroupDomains, group.span, known.front().value, group.value)
          .hint("make a group of the first domain and put this one into it");
    } else {
      known.push_back(group);
    }
  }
  return known;
}

}  // namespace

tf::Value control_plane_endpoint(const Stack& stack) {
  const auto* subnet = stack.subnet_of_role("apiserver");
  return block({{"enable_private_nodes", true},
                {"enable_private_endpoint", stack.cluster->kubernetes.private_cluster},
                {"private_endpoint_subnetwork", subnet == nullptr ? tf::Value{} : stack.subnet_id(subnet->key)},
                // What is in the cluster's own network in other regions reaches it too.
                {"master_global_access_config", tf::object({{"enabled", true}})}});
}

bool calls_from_elsewhere(const Stack& stack) {
  const auto own = own_ranges(stack);
  const auto is_far = [&](const Prefix& range) {
    return std::none_of(own.begin(), own.end(), [&](const Prefix& one) { return one.contains(range); });
  };
  const auto rules = api_rules(stack);
  return std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) {
    const auto& from = rule->from;
    return from.kind == RuleSide::Kind::Internet || std::any_of(from.prefixes.begin(), from.prefixes.end(), is_far);
  });
}

tf::Value control_plane_endpoints(const Stack& stack) {
  return tf::object({{"dns_endpoint_config", tf::object({{"allow_external_traffic", calls_from_elsewhere(stack)}})},
                     {"ip_endpoints_config", tf::object({{"enabled", true}})}});
}

tf::Value authorized_networks(Stack& stack) {
  const bool closed = stack.cluster->kubernetes.private_cluster;
  const auto ranges = closed ? private_ranges(stack) : public_ranges(stack.cluster->kubernetes);
  check_number(stack, ranges.size(), closed ? most_private : most_public);
  tf::List blocks;
  for (const auto& [prefix, why] : ranges)
    blocks.push_back(tf::object({{"cidr_block", prefix.to_string()}, {"display_name", why}}));
  return block({{"gcp_public_cidrs_access_enabled", false},
                {"private_endpoint_enforcement_enabled", true},
                {"cidr_blocks", blocks.empty() ? tf::Value{} : tf::Value(std::move(blocks))}});
}

/// GKE asks for the members of one group of that name, in which the groups that it is to know are.
tf::Value groups(Stack& stack) {
  const auto known = known_groups(stack);
  if (known.empty()) return {};
  return tf::object({{"security_group", "gke-security-groups@" + domain_of(known.front())}});
}

/// What Kubernetes lets a group do is the platform's charts' to say; that it may see and administer this cluster, and
/// no other of the project, is said here.
void lower_cluster_admins(Stack& stack) {
  const auto* cluster = stack.document.find("google_container_cluster.main");
  if (cluster == nullptr) return;
  stack.document.file = "identity";
  for (const auto& group : stack.cluster->kubernetes.admin_group_ids) {
    if (!is_email(group.value)) continue;
    auto& member = stack.add(
        "google_project_iam_member", "admin-" + group.value, group.span,
        {{"project", stack.project()},
         {"role", "roles/container.admin"},
         {"member", "group:" + group.value},
         {"condition", tf::object({{"title", "only " + stack.identity.id}, {"expression", is_this_cluster(stack)}})}});
    member.depends_on(*cluster);
  }
}

}  // namespace aurora::gcp
