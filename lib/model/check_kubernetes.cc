#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "model/check_parts.h"

namespace aurora::checking {
namespace {

/// `1.NN` or `1.NN.P`; the patch is -1 when it is not given.
bool read_version(std::string_view text, int& minor, int& patch) {
  if (text.substr(0, 2) != "1.") return false;
  const auto* end = text.data() + text.size();
  auto read = std::from_chars(text.data() + 2, end, minor);
  if (read.ec != std::errc() || minor < 10) return false;  // `1.3` is what is left of an unquoted 1.30
  patch = -1;
  if (read.ptr == end) return true;
  if (*read.ptr != '.') return false;
  read = std::from_chars(read.ptr + 1, end, patch);
  return read.ec == std::errc() && read.ptr == end;
}

void versions(const Cluster& cluster, Diagnostics& diagnostics) {
  const auto& version = cluster.kubernetes.version;
  const auto report = [&](const Text& text) {
    diagnostics.report(diag::BadVersion, text.span, text.value).hint("write `\"1.33\"` or `\"1.33.2\"`, in quotes");
  };
  if (version.value.empty()) {
    diagnostics.report(diag::MissingSetting, cluster.span, cluster.identity.id, "kubernetes.version")
        .hint("give it in `defaults`, in the environment or in the cluster: `kubernetes: { version: \"1.33\" }`");
    return;
  }
  int minor = 0;
  int patch = 0;
  if (!read_version(version.value, minor, patch)) return report(version);
  for (const auto& pool : cluster.node_pools) {
    if (!pool.version) continue;
    int pool_minor = 0;
    int pool_patch = 0;
    if (!read_version(pool.version->value, pool_minor, pool_patch))
      report(*pool.version);
    else if (pool_minor > minor || (pool_minor == minor && patch >= 0 && pool_patch > patch))
      diagnostics.report(diag::PoolNewerThanCluster, pool.version->span, pool.key, pool.version->value, version.value)
          .related(version.span, "the cluster's version");
  }
}

std::string in_words(const ContainerNetworkFact& row) {
  return fmt::format("`plugin: {}, data_plane: {}, policy: {}, pods: {}`", row.plugin, row.data_plane, row.policy,
                     row.pods);
}

/// The cloud's own table of what goes together.
void listed_network(const Kubernetes& kubernetes, const CloudFacts& facts, Diagnostics& diagnostics) {
  const ContainerNetworkFact chosen{kubernetes.network_plugin, kubernetes.data_plane, kubernetes.network_policy,
                                    kubernetes.pod_network};
  std::string list;
  for (const auto& row : facts.container_networks) {
    if (in_words(row) == in_words(chosen)) return;
    if (row.plugin == chosen.plugin || list.empty()) list += (list.empty() ? "" : ", ") + in_words(row);
  }
  diagnostics
      .report(diag::CniCombination, Place{kubernetes.written, kubernetes.span}.at({"network"}),
              fmt::format("cloud `{}` has no container network {}", facts.cloud, in_words(chosen)))
      .hint("there is " + list);
}

/// Which choices of the container network go together where the cloud has no table of its own (learn.microsoft.com,
/// "Configure Azure CNI Powered by Cilium", and azurerm_kubernetes_cluster's `network_profile`).
void network(const Kubernetes& kubernetes, Diagnostics& diagnostics) {
  const Place place{kubernetes.written, kubernetes.span};
  const auto report = [&](std::string_view key, const char* text, const char* hint) {
    diagnostics.report(diag::CniCombination, place.at({"network", key}), text).hint(hint);
  };
  const bool own = kubernetes.network_plugin == "cloud";
  if (kubernetes.data_plane == "cilium" && !own)
    report("data_plane", "data plane `cilium` needs network plugin `cloud`",
           "set `data_plane: none`, or `plugin: cloud`");
  if (kubernetes.data_plane == "cilium" && kubernetes.pod_network == "node_subnet")
    report("pods", "data plane `cilium` needs pods in an overlay or in a subnet of their own",
           "set `pods` to `overlay` or `pod_subnet`");
  if (kubernetes.network_policy == "cilium" && kubernetes.data_plane != "cilium")
    report("policy", "network policy `cilium` needs data plane `cilium`",
           "set `data_plane: cilium`, or another `policy`");
  if (kubernetes.data_plane == "cilium" && kubernetes.network_policy != "cilium")
    report("policy", "data plane `cilium` enforces no network policy but its own", "set `policy: cilium`");
  if (kubernetes.network_policy == "cloud" && !own)
    report("policy", "network policy `cloud` needs network plugin `cloud`", "set `plugin: cloud`, or `policy: none`");
}

/// A range of pods where pods have addresses of subnets.
void pod_range(const Kubernetes& kubernetes, Diagnostics& diagnostics) {
  if (!kubernetes.pod_cidr || kubernetes.network_plugin != "cloud" || kubernetes.pod_network == "overlay") return;
  diagnostics
      .report(diag::CniCombination, Place{kubernetes.written, kubernetes.span}.at({"network", "pod_cidr"}),
              "`pod_cidr` is for pods in an overlay")
      .hint("leave it out, or set `pods: overlay`");
}

/// Whether the tiers mean something on the cloud.
bool has_tiers(const CloudFacts& facts) {
  return std::none_of(facts.differences.begin(), facts.differences.end(),
                      [](const KeyDifference& row) { return row.path.starts_with("kubernetes.tier"); });
}

void service_address(const Kubernetes& kubernetes, Diagnostics& diagnostics) {
  if (!kubernetes.dns_service_ip || !kubernetes.service_cidr) return;
  const auto& address = *kubernetes.dns_service_ip;
  const auto& range = kubernetes.service_cidr->value;
  if (!range.contains(address.value))
    diagnostics.report(diag::DnsServiceAddress, address.span, address.value.to_string(), "is not in the service range")
        .related(kubernetes.service_cidr->span, "the service range");
  else if (address.value == range.first() || address.value == range.nth(1))
    diagnostics
        .report(diag::DnsServiceAddress, address.span, address.value.to_string(),
                "is kept for the API server's own service")
        .hint("take the tenth address: `" + range.nth(range.size() > 10 ? 10 : 2).to_string() + "`");
}

}  // namespace

void kubernetes(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics) {
  const auto& all = cluster.kubernetes;
  versions(cluster, diagnostics);
  if (facts.container_networks.empty())
    network(all, diagnostics);
  else
    listed_network(all, facts, diagnostics);
  pod_range(all, diagnostics);
  service_address(all, diagnostics);
  if (all.support_plan == "long_term" && all.tier != "premium" && has_tiers(facts))
    diagnostics.report(diag::LongTermNeedsPremium, Place{all.written, all.span}.at({"support_plan"}), all.tier)
        .hint("set `tier: premium`");
  if (all.cost_analysis && all.tier == "free")
    diagnostics.report(diag::CostAnalysisTier, Place{all.written, all.span}.at({"addons", "cost_analysis"}), all.tier)
        .hint("set `tier: standard`, or leave `cost_analysis` out");
  if (all.upgrade_channel == "node-image" && all.node_os_upgrade_channel != "NodeImage")
    diagnostics
        .report(diag::NodeImageChannel, Place{all.written, all.span}.at({"node_os_upgrade_channel"}),
                all.node_os_upgrade_channel)
        .hint("set `node_os_upgrade_channel: NodeImage`, or another `upgrade_channel`");
  if (!all.workload_identity && !cluster.workload_identities.empty())
    diagnostics.report(diag::WorkloadIdentityOff, cluster.workload_identities.front().span, cluster.identity.id)
        .related(Place{all.written, all.span}.at({"workload_identity"}), "switched off here")
        .hint("leave `workload_identity` on: without it pods get no tokens");
  if (all.private_cluster && !all.authorized_ranges.empty())
    diagnostics.report(diag::RangesOfPrivateCluster, all.authorized_ranges.front().span)
        .hint("leave them out; a flow says who may reach the API server");
}

}  // namespace aurora::checking
