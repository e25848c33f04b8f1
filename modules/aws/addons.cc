#include <algorithm>
#include <array>

#include "aws/cluster.h"
#include "aws/container_network.h"
#include "aws/json_text.h"
#include "aws/keys.h"
#include "aws/node_pools.h"
#include "aws/pod_identity.h"

// Add-ons that EKS installs and looks after. Each that calls AWS has a role of its own, by its service account. Nodes
// become ready by some of them; the others need nodes to run on.

namespace aurora::aws {
namespace {

struct Addon {
  std::string_view name;
  bool before_nodes;
  bool (*wanted)(const Stack&);
  std::string_view space = {}, account = {};          ///< of the service account that has a role; empty: none
  std::string_view policy = {};                       ///< AWS's own, of that role; empty: none
  std::vector<Statement> (*statements)(Stack&) = {};  ///< more for that role
  tf::Value (*configuration)(Stack&) = {};
};

bool always(const Stack&) { return true; }
/// System pools are for the cluster's own pods, which mount no secrets.
bool has_taints(const Stack& stack) {
  const auto& pools = stack.cluster->node_pools;
  return std::any_of(pools.begin(), pools.end(),
                     [](const NodePool& pool) { return pool.mode != "system" && !pool.taints.empty(); });
}
bool has_bucket(const Stack& stack) { return stack.document.find("aws_s3_bucket.main") != nullptr; }

/// docs.aws.amazon.com, "Use Kubernetes volume storage with Amazon EBS": volumes with a key of ours.
std::vector<Statement> volume_key(Stack& stack) {
  const auto key = data_key(stack);
  if (key.is_null()) return {};
  return {{"VolumeKey", key_use_actions(), {key}, {}, {}},
          {"AttachVolumes",
           {"kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"},
           {key},
           {},
           {{"Bool", "kms:GrantIsForAWSResource", {"true"}}}}};
}

/// docs.aws.amazon.com, "Access Amazon S3 objects with Mountpoint for Amazon S3 CSI driver": the cluster's bucket only.
std::vector<Statement> bucket_access(Stack& stack) {
  const auto& bucket = *stack.document.find("aws_s3_bucket.main");
  const tf::Value objects = tf::join({bucket["arn"], "/*"});
  std::vector<Statement> statements{
      {"ListBucket", {"s3:ListBucket"}, {bucket["arn"]}, {}, {}},
      {"Objects", {"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}, {objects}, {}, {}}};
  if (auto key = data_key(stack); !key.is_null())
    statements.push_back({"ObjectKey", {"kms:Decrypt", "kms:GenerateDataKey"}, {std::move(key)}, {}, {}});
  return statements;
}

/// The driver is a chart within the provider's: github.com/aws/secrets-store-csi-driver-provider-aws. By itself it
/// reads a secret once, when a pod mounts it. The driver runs on nodes with any taint, the provider on none that has
/// one until it is told to (its issue 267), and a pod whose node has only one of them waits for its secrets for ever.
tf::Value secrets_configuration(Stack& stack) {
  const auto& kubernetes = stack.cluster->kubernetes;
  tf::Object driver = tf::object({{"enableSecretRotation", kubernetes.secret_rotation}});
  if (kubernetes.secret_rotation) driver.emplace_back("rotationPollInterval", kubernetes.secret_rotation_interval);
  tf::Object provider = tf::object({{"secrets-store-csi-driver", std::move(driver)}});
  if (has_taints(stack)) provider.emplace_back("tolerations", tf::list({tf::object({{"operator", "Exists"}})}));
  return json_text(std::move(provider));
}

/// Names, service accounts and policies: docs.aws.amazon.com, "AWS add-ons" of Amazon EKS.
constexpr std::array addons{
    Addon{"eks-pod-identity-agent", true, always},
    Addon{"kube-proxy", true, has_own_plugin},
    Addon{"vpc-cni", true, has_own_plugin, "kube-system", "aws-node", "AmazonEKS_CNI_Policy", nullptr,
          plugin_configuration},
    Addon{"coredns", false, always},
    Addon{"metrics-server", false, always},
    Addon{"aws-ebs-csi-driver", false, [](const Stack& stack) { return stack.cluster->kubernetes.disk_driver; },
          "kube-system", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy", volume_key},
    Addon{"aws-efs-csi-driver", false, [](const Stack& stack) { return stack.cluster->kubernetes.file_driver; },
          "kube-system", "efs-csi-controller-sa", "service-role/AmazonEFSCSIDriverPolicy"},
    // Without a bucket of the cluster there is nothing to give it a role on: workloads bring theirs.
    Addon{"aws-mountpoint-s3-csi-driver", false,
          [](const Stack& stack) { return stack.cluster->kubernetes.blob_driver && !has_bucket(stack); }},
    Addon{"aws-mountpoint-s3-csi-driver", false,
          [](const Stack& stack) { return stack.cluster->kubernetes.blob_driver && has_bucket(stack); }, "kube-system",
          "s3-csi-driver-sa", "", bucket_access},
    Addon{"snapshot-controller", false,
          [](const Stack& stack) { return stack.cluster->kubernetes.snapshot_controller; }},
    // Who reads a secret is the pod that mounts it, with the role of its own service account.
    Addon{"aws-secrets-store-csi-driver-provider", false,
          [](const Stack& stack) { return stack.cluster->kubernetes.key_vault_secrets_provider; }, "", "", "", nullptr,
          secrets_configuration},
    Addon{"amazon-cloudwatch-observability", false,
          [](const Stack& stack) { return stack.cluster->kubernetes.container_insights; }, "amazon-cloudwatch",
          "cloudwatch-agent", "CloudWatchAgentServerPolicy"},
};

tf::Resource& lower_role_of(Stack& stack, const Addon& addon) {
  const auto span = stack.cluster->kubernetes.span;
  const std::string name(addon.name);
  auto& role = lower_pod_role(stack, name, {{std::string(addon.space), std::string(addon.account)}},
                              "Add-on " + name + " of " + stack.cluster->key, span);
  if (!addon.policy.empty()) attach_policy(stack, role, addon.policy, span);
  if (addon.statements == nullptr) return role;
  if (const auto statements = addon.statements(stack); !statements.empty())
    lower_role_policy(stack, name, role, statements, span);
  return role;
}

tf::Value version_of(const Stack& stack, std::string_view name) {
  const auto& versions = stack.cluster->kubernetes.addon_versions;
  const auto found = versions.find(std::string(name));
  return found == versions.end() ? tf::Value{} : tf::Value(found->second.value);
}

/// Nodes of a pool that takes the cluster's own pods: when they are there, there is somewhere to run.
const tf::Resource* first_nodes(const Stack& stack) {
  for (const auto& instance : pool_instances(*stack.cluster))
    if (instance.pool->mode == "system") return stack.document.find("aws_eks_node_group." + tf::label(instance.name));
  return nullptr;
}

void lower_addon(Stack& stack, const Addon& addon) {
  tf::Object arguments = tf::object({{"cluster_name", (*control_plane(stack))["name"]},
                                     {"addon_name", addon.name},
                                     {"addon_version", version_of(stack, addon.name)},
                                     // What runs is what is written here.
                                     {"resolve_conflicts_on_create", "OVERWRITE"},
                                     {"resolve_conflicts_on_update", "OVERWRITE"}});
  if (addon.configuration != nullptr) arguments.emplace_back("configuration_values", addon.configuration(stack));
  if (!addon.account.empty()) {
    const auto& role = lower_role_of(stack, addon);
    arguments.emplace_back("pod_identity_association",
                           tf::object({{"role_arn", role["arn"]}, {"service_account", addon.account}}));
  }
  auto& made = stack.add("aws_eks_addon", addon.name, stack.cluster->kubernetes.span, std::move(arguments));
  for (const auto& other : stack.document.resources)
    if (other.type.starts_with("aws_iam_role_policy") && !addon.account.empty() &&
        other.label.starts_with(tf::label(addon.name)))
      made.depends_on(other);
  if (const auto* nodes = first_nodes(stack); nodes != nullptr && !addon.before_nodes) made.depends_on(*nodes);
}

void lower_some(Stack& stack, bool before_nodes) {
  stack.document.file = "addons";
  for (const auto& addon : addons)
    if (addon.before_nodes == before_nodes && addon.wanted(stack)) lower_addon(stack, addon);
}

void report_unknown(Stack& stack) {
  std::string list;
  for (const auto& addon : addons)
    if (addon.wanted(stack)) list += (list.empty() ? "`" : ", `") + std::string(addon.name) + "`";
  for (const auto& [name, version] : stack.cluster->kubernetes.addon_versions)
    if (stack.document.find("aws_eks_addon." + tf::label(name)) == nullptr)
      stack.diagnostics.report(diag::UnknownAddon, version.span, stack.identity.id, name).hint("it has " + list);
}

}  // namespace

void lower_node_addons(Stack& stack) { lower_some(stack, true); }

void lower_addons(Stack& stack) {
  lower_some(stack, false);
  report_unknown(stack);
}

}  // namespace aurora::aws
