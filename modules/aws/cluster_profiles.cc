#include "aws/cluster_profiles.h"

#include <algorithm>
#include <array>

#include "aws/cluster.h"
#include "model/check_parts.h"

namespace aurora::aws {
namespace {

// docs.aws.amazon.com, EKS API reference, `KubernetesNetworkConfigRequest.serviceIpv4Cidr`.
constexpr std::array<std::string_view, 3> service_space{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"};
constexpr int longest_service_range = 24, shortest_service_range = 12;
/// EKS gives CoreDNS this address of the service range, whatever the range is.
constexpr std::uint64_t dns_index = 10;

bool is_private(const Prefix& range) {
  return std::any_of(service_space.begin(), service_space.end(),
                     [&](std::string_view space) { return Prefix::parse(space)->contains(range); });
}

checking::Place place_of(const Stack& stack) {
  return {stack.cluster->kubernetes.written, stack.cluster->kubernetes.span};
}

/// What the lock has stays where it is, whatever the pools are now: only a pin moves it.
std::string how_to_move(const Stack& stack, const Allocation& services) {
  const std::string text =
      "take one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: pin it as `network: { service_cidr: ... }`, or ";
  if (services.origin != Allocation::Origin::Locked) return text + "give `address_plan.services.pools`";
  return text + "let go of the one in the lock, `aurora-iac lock release --live SPEC " + stack.identity.id +
         "/services`, where nothing was applied yet";
}

void check_service_range(Stack& stack, const Allocation& services) {
  const auto& range = services.prefix;
  const auto report = [&](std::string_view what, const std::string& hint) {
    stack.diagnostics
        .report(diag::ServiceRange, place_of(stack).at({"network", "service_cidr"}), range.to_string(),
                stack.identity.id, what)
        .hint(hint);
  };
  if (!is_private(range))
    report("is outside of what EKS takes", how_to_move(stack, services));
  else if (range.length > longest_service_range || range.length < shortest_service_range)
    report("has a size that EKS does not take", "it is a /12 to a /24");
}

void check_dns_address(Stack& stack, const Prefix& range) {
  const auto& given = stack.cluster->kubernetes.dns_service_ip;
  const auto fixed = range.nth(dns_index);
  if (given && given->value != fixed)
    stack.diagnostics
        .report(diag::DnsServiceFixed, given->span, stack.identity.id, fixed.to_string(), given->value.to_string())
        .hint("leave `dns_service_ip` out");
}

tf::Value public_ranges(const Kubernetes& kubernetes) {
  tf::List ranges;
  if (!kubernetes.private_cluster)
    for (const auto& range : kubernetes.authorized_ranges) ranges.emplace_back(range.value.to_string());
  return ranges.empty() ? tf::Value{} : tf::Value(std::move(ranges));
}

/// EKS wants two zones, and no more than it has: docs.aws.amazon.com, "Amazon EKS networking requirements".
tf::List control_plane_subnets(Stack& stack) {
  const auto* subnet = stack.subnet_of_role("apiserver");
  if (subnet == nullptr) {
    stack.diagnostics
        .report(diag::ClusterSubnetMissing, stack.cluster->kubernetes.span, "the control plane", stack.identity.id,
                "apiserver")
        .hint("add it to the cluster's `subnets`, or to `network.subnet_ids` of an existing network");
    return {};
  }
  if (stack.cluster->zones.size() < 2)
    stack.diagnostics
        .report(diag::ClusterZones, checking::Place{stack.cluster->written, stack.cluster->span}.at({"zones"}),
                stack.identity.id)
        .hint("give the cluster `zones: [1, 2]`; its pools may still have `zones: [1]`");
  return stack.subnet_ids(base_of(*subnet));
}

}  // namespace

tf::Value vpc_config(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  const auto* subnet = stack.subnet_of_role("apiserver");
  auto subnets = control_plane_subnets(stack);
  const auto group = subnet == nullptr ? tf::Value{} : stack.security_group_id(base_of(*subnet));
  tf::Object block = tf::object({{"subnet_ids", std::move(subnets)},
                                 {"endpoint_private_access", true},
                                 {"endpoint_public_access", !kubernetes.private_cluster}});
  if (!group.is_null()) block.emplace_back("security_group_ids", tf::list({group}));
  if (auto ranges = public_ranges(kubernetes); !ranges.is_null())
    block.emplace_back("public_access_cidrs", std::move(ranges));
  return block;
}

tf::Value network_config(Stack& stack) {
  const auto* services = stack.addresses().find(stack.identity.id, "services");
  if (services == nullptr) return {};
  check_service_range(stack, *services);
  check_dns_address(stack, services->prefix);
  return tf::object({{"ip_family", "ipv4"}, {"service_ipv4_cidr", services->prefix.to_string()}});
}

tf::Value secrets_encryption(const Stack& stack) {
  auto key = data_key(stack);
  if (key.is_null()) return {};
  return tf::object({{"resources", tf::list({"secrets"})}, {"provider", tf::object({{"key_arn", std::move(key)}})}});
}

}  // namespace aurora::aws
