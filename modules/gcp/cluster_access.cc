#include <algorithm>
#include <map>

#include "gcp/cluster.h"
#include "gcp/cluster_profiles.h"

// Who reaches the control plane, and as whom. From where is not said twice: a private control plane takes calls from
// the prefixes that the rules of its subnet let in, which are those of the flows and roles of the spec.

namespace aurora::gcp {
namespace {

constexpr int api_port = 443;
/// cloud.google.com, "Authorized networks: limitations".
constexpr std::size_t most_private = 100, most_public = 50;
/// Sorted, so that two rules for one range leave one block, named after the first.
using Ranges = std::map<Prefix, std::string>;

bool opens_api(const Rule& rule) {
  if (rule.direction != Rule::Direction::Inbound || rule.access != Rule::Access::Allow) return false;
  if (rule.from.kind != RuleSide::Kind::Prefixes) return false;
  if (rule.protocol == "any" || rule.ports.empty()) return rule.protocol == "any" || rule.protocol == "tcp";
  return rule.protocol == "tcp" && std::any_of(rule.ports.begin(), rule.ports.end(), [](const PortRange& range) {
           return range.first <= api_port && api_port <= range.last;
         });
}

Ranges private_ranges(const Stack& stack) {
  Ranges ranges;
  const auto* subnet = stack.subnet_of_role("apiserver");
  const auto* rules = subnet == nullptr ? nullptr : stack.plan.connectivity.find(stack.identity.id, subnet->key);
  if (rules != nullptr)
    for (const auto& rule : rules->rules)
      if (opens_api(rule))
        for (const auto& prefix : rule.from.prefixes)
          if (!prefix.is_v6()) ranges.emplace(prefix, rule.id);
  // Nobody but its owner knows the rules of a network that was there before.
  for (const auto& prefix : stack.network.existing_cidrs) ranges.emplace(prefix.value, "network");
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
                // Hubs of other regions, and what comes through their gateways, reach it too.
                {"master_global_access_config", tf::object({{"enabled", true}})}});
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
