#include <fmt/format.h>

#include <array>

#include "aws/machine_families.h"
#include "aws/node_pools.h"
#include "model/check_parts.h"

// Which image a pool's nodes have, and what EKS does not do for pools that other clouds do.

namespace aurora::aws {
namespace {

enum class Chip { Intel, Arm };
enum class Accelerator { None, Nvidia, Neuron };

struct Image {
  std::string_view os;
  Chip chip;
  Accelerator accelerator;
  bool fips;
  std::string_view type;
};
/// hashicorp/aws, `ami_type` of aws_eks_node_group. Amazon Linux has no image with FIPS modules switched on.
constexpr std::array images{
    Image{"AmazonLinux2023", Chip::Intel, Accelerator::None, false, "AL2023_x86_64_STANDARD"},
    Image{"AmazonLinux2023", Chip::Intel, Accelerator::Nvidia, false, "AL2023_x86_64_NVIDIA"},
    Image{"AmazonLinux2023", Chip::Intel, Accelerator::Neuron, false, "AL2023_x86_64_NEURON"},
    Image{"AmazonLinux2023", Chip::Arm, Accelerator::None, false, "AL2023_ARM_64_STANDARD"},
    Image{"AmazonLinux2023", Chip::Arm, Accelerator::Nvidia, false, "AL2023_ARM_64_NVIDIA"},
    Image{"Bottlerocket", Chip::Intel, Accelerator::None, false, "BOTTLEROCKET_x86_64"},
    Image{"Bottlerocket", Chip::Intel, Accelerator::None, true, "BOTTLEROCKET_x86_64_FIPS"},
    Image{"Bottlerocket", Chip::Intel, Accelerator::Nvidia, false, "BOTTLEROCKET_x86_64_NVIDIA"},
    Image{"Bottlerocket", Chip::Intel, Accelerator::Nvidia, true, "BOTTLEROCKET_x86_64_NVIDIA_FIPS"},
    Image{"Bottlerocket", Chip::Arm, Accelerator::None, false, "BOTTLEROCKET_ARM_64"},
    Image{"Bottlerocket", Chip::Arm, Accelerator::None, true, "BOTTLEROCKET_ARM_64_FIPS"},
    Image{"Bottlerocket", Chip::Arm, Accelerator::Nvidia, false, "BOTTLEROCKET_ARM_64_NVIDIA"},
    Image{"Bottlerocket", Chip::Arm, Accelerator::Nvidia, true, "BOTTLEROCKET_ARM_64_NVIDIA_FIPS"},
};

Accelerator accelerator_of(const NodePool& pool) {
  if (pool.gpu_driver == "none") return Accelerator::None;  // the cluster's owner brings drivers
  if (family_of(pool.machine.value.type).neuron) return Accelerator::Neuron;
  return pool.gpu ? Accelerator::Nvidia : Accelerator::None;
}

/// docs.aws.amazon.com, "Choosing an Amazon EC2 instance type": the kubelet's own upkeep grows with its pods.
constexpr int small_machine_vcpus = 30, pods_of_small_machine = 110;

void check_pods(Stack& stack, const NodePool& pool) {
  const int vcpus = pool.machine.value.vcpus;
  if (vcpus == 0 || vcpus >= small_machine_vcpus || pool.max_pods.value <= pods_of_small_machine) return;
  stack.diagnostics.report(diag::PodsOfMachine, pool.max_pods.span.known() ? pool.max_pods.span : pool.span, pool.key,
                           pool.max_pods.value, pods_of_small_machine, vcpus);
}

struct Refusal {
  bool (*asked)(const NodePool&);
  std::string_view section, key;  ///< where; `key` may be empty
  const char *what, *hint;
};

bool has_disk_of_machine(const NodePool& pool) {
  return pool.os == "AmazonLinux2023" && family_of(pool.machine.value.type).local_disks;
}

bool surges_over(const NodePool& pool) {
  const auto digits = pool.max_surge.substr(0, pool.max_surge.find('%'));
  return digits.size() > 3 || std::stoi(digits) > 100;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> rows{
      {[](const NodePool& pool) { return pool.public_ips; }, "public_ips", "",
       "nodes have no public addresses, their subnets have none", "leave `public_ips` out"},
      {[](const NodePool& pool) { return pool.spot && pool.spot_max_price != -1; }, "spot", "max_price",
       "EKS takes no price for spot machines, they cost the regular price at most", "leave `max_price` out"},
      {[](const NodePool& pool) { return pool.spot && pool.spot_eviction != "delete"; }, "spot", "eviction",
       "a spot machine that is taken away is deleted", "leave `eviction` out"},
      {[](const NodePool& pool) { return pool.os_disk_type == "ephemeral" && !has_disk_of_machine(pool); }, "os_disk",
       "type", "it has no disk on the machine to use",
       "take a machine with instance store volumes, as `m6id.xlarge`, and `os: AmazonLinux2023`, or a managed disk"},
      {surges_over, "upgrade", "max_surge", "EKS replaces 1 to 100 nodes, or per cent, at a time", "write less"},
  };
  return rows;
}

}  // namespace

std::string_view ami_type(Stack& stack, const NodePool& pool) {
  const auto chip = family_of(pool.machine.value.type).arm ? Chip::Arm : Chip::Intel;
  const auto accelerator = accelerator_of(pool);
  for (const auto& row : images)
    if (row.os == pool.os && row.chip == chip && row.accelerator == accelerator && row.fips == pool.fips)
      return row.type;
  stack.diagnostics
      .report(diag::PoolSetting, checking::Place{pool.written, pool.span}.at({pool.fips ? "fips" : "os"}), pool.key,
              fmt::format("`{}` has no image for `{}`{}", pool.os, pool.machine.value.type,
                          pool.fips ? " with FIPS modules" : ""))
      .hint(pool.fips ? "`os: Bottlerocket` has one" : "write `os: AmazonLinux2023`");
  return {};
}

void check_pool(Stack& stack, const NodePool& pool) {
  const checking::Place place{pool.written, pool.span};
  for (const auto& row : refusals())
    if (row.asked(pool))
      stack.diagnostics.report(diag::PoolSetting, place.at({row.section, row.key}), pool.key, row.what).hint(row.hint);
  check_pods(stack, pool);
}

}  // namespace aurora::aws
