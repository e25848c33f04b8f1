#include <fmt/format.h>

#include <map>

#include "model/check_parts.h"

// What `renamed_from` says must be true of the spec itself; whether the lock knows the former name is asked later.

namespace aurora::checking {
namespace {

const std::string& key_of(const Cluster& one) { return one.key; }
const std::string& key_of(const Subnet& one) { return one.base.empty() ? one.key : one.base; }
const std::string& key_of(const NodePool& one) { return one.key; }
const std::string& key_of(const PrivateEndpoint& one) { return one.key; }
const std::string& key_of(const WorkloadIdentity& one) { return one.key; }
const std::string& key_of(const Flow& one) { return one.name; }

/// Things of one sort beside each other. A subnet that lies in several zones is in the list once for each.
template <typename T>
void siblings(const std::vector<T>& all, Diagnostics& diagnostics) {
  std::map<std::string_view, const T*> present, claimed;
  for (const auto& one : all) present.emplace(key_of(one), &one);
  for (const auto& one : all) {
    if (!one.renamed_from || one.renamed_from->value == kNotRenamed) continue;
    const auto& from = *one.renamed_from;
    if (present.at(key_of(one)) != &one) continue;  // another zone of the same
    if (const auto other = present.find(from.value); other != present.end()) {
      diagnostics.report(diag::RenamedFromPresent, from.span, key_of(one), from.value)
          .related(other->second->span, fmt::format("`{}`", from.value))
          .hint(other->second == &one ? "write the key that it had before, or leave `renamed_from` out"
                                      : "leave `renamed_from` out if that was long ago; else remove the old one. Two "
                                        "cannot swap their names at once");
      continue;
    }
    const auto [first, is_new] = claimed.try_emplace(from.value, &one);
    if (!is_new)
      diagnostics.report(diag::RenamedTwice, from.span, key_of(*first->second), key_of(one), from.value)
          .related(first->second->renamed_from->span, "the first")
          .hint("leave it with the one that takes its place");
  }
}

}  // namespace

void renames(const Platform& platform, Diagnostics& diagnostics) {
  siblings(platform.flows, diagnostics);
  for (const auto& environment : platform.environments) {
    siblings(environment.clusters, diagnostics);
    if (environment.hub) siblings(environment.hub->network.subnets, diagnostics);
    for (const auto& cluster : environment.clusters) {
      siblings(cluster.network.subnets, diagnostics);
      siblings(cluster.node_pools, diagnostics);
      siblings(cluster.private_endpoints, diagnostics);
      siblings(cluster.workload_identities, diagnostics);
    }
  }
}

}  // namespace aurora::checking
