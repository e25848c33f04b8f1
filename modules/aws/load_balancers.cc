#include "aws/load_balancers.h"

#include <optional>

#include "aws/network.h"

// A load balancer of AWS asks its targets at a port of Kubernetes' choice: of a node (NodePort), where the targets are
// instances, or of the pod itself, where they are addresses. Flows name the port that clients ask for. So the group of
// load balancers may open connections to the groups of its targets, by name and not by address: that holds for a
// Network Load Balancer too that keeps the client's address (docs.aws.amazon.com, "Update the security groups for your
// Network Load Balancer"), as long as it has the group.

namespace aurora::aws {
namespace {

/// Where the load balancers of a cluster find targets.
struct Targets {
  int first, last;
  std::string_view why;
};

/// kubernetes.io, "Service": `--service-node-port-range`, which EKS leaves as it is.
constexpr Targets nodes{30000, 32767, "load balancers to ports of nodes"};
constexpr Targets pods{0, 65535, "load balancers to pods"};

bool is_front(const Subnet& subnet) { return subnet.plays("loadbalancer"); }

/// The plan leads front ends to gateway nodes and, where there are none, to the others (connect/role_rules.cc).
std::optional<Targets> targets_in(const Stack& stack, const Subnet& subnet) {
  if (subnet.role.value == "pods") return pods;
  const bool gateway = stack.subnet_of_role("gateway") != nullptr;
  const bool node = gateway ? subnet.plays("gateway") : subnet.plays("system") || subnet.plays("general");
  return node ? std::optional(nodes) : std::nullopt;
}

}  // namespace

std::vector<TargetRule> target_rules(const Stack& stack, const std::string& base) {
  std::vector<TargetRule> rules;
  if (stack.is_hub()) return rules;
  const auto& own = *stack.network.find(base);
  for (const auto& other : subnet_bases(stack)) {
    if (other == base) continue;
    const auto& subnet = *stack.network.find(other);
    if (const auto targets = targets_in(stack, subnet); targets && is_front(own))
      rules.push_back({false, other, targets->first, targets->last, targets->why});
    if (const auto targets = targets_in(stack, own); targets && is_front(subnet))
      rules.push_back({true, other, targets->first, targets->last, targets->why});
  }
  return rules;
}

}  // namespace aurora::aws
