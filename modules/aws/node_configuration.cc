#include <fmt/format.h>

#include "aws/node_pools.h"

// What a node is told when it starts, besides what EKS adds to join it: how many pods it takes, whom it trusts, and
// where its temporary data lies.

namespace aurora::aws {
namespace {

constexpr std::string_view boundary = "AURORA";

std::string part(std::string_view type, std::string_view body) {
  return fmt::format("--{}\nContent-Type: {}\n\n{}\n", boundary, type, body);
}

/// awslabs.github.io/amazon-eks-ami/nodeadm, API reference. Local disks take the place of the root volume for images
/// and for what pods write.
std::string node_config(const NodePool& pool) {
  std::string text = fmt::format(
      "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: {}\n",
      pool.max_pods.value);
  if (pool.os_disk_type == "ephemeral") text += "  instance:\n    localStorage:\n      strategy: RAID0\n";
  return text;
}

std::string trust_script(const std::vector<Text>& certificates) {
  std::string text = "#!/bin/bash\nset -eu\n";
  int number = 0;
  for (const auto& certificate : certificates)
    text += fmt::format("base64 --decode > /etc/pki/ca-trust/source/anchors/aurora-{}.pem <<'END'\n{}\nEND\n", ++number,
                        certificate.value);
  return text + "update-ca-trust\n";
}

/// docs.aws.amazon.com, "Customize managed nodes with launch templates": user data in MIME's multi-part form.
std::string multi_part(const Cluster& cluster, const NodePool& pool) {
  std::string text = fmt::format("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{}\"\n\n", boundary);
  text += part("application/node.eks.aws", node_config(pool));
  if (const auto& certificates = cluster.kubernetes.custom_ca_certificates; !certificates.empty())
    text += part("text/x-shellscript; charset=\"us-ascii\"", trust_script(certificates));
  return text + fmt::format("--{}--\n", boundary);
}

/// bottlerocket.dev, "Settings reference".
std::string settings(const Cluster& cluster, const NodePool& pool) {
  std::string text = fmt::format("[settings.kubernetes]\nmax-pods = {}\n", pool.max_pods.value);
  int number = 0;
  for (const auto& certificate : cluster.kubernetes.custom_ca_certificates)
    text += fmt::format("\n[settings.pki.aurora-{}]\ndata = \"{}\"\ntrusted = true\n", ++number, certificate.value);
  return text;
}

}  // namespace

std::string node_configuration(const Cluster& cluster, const NodePool& pool) {
  return pool.os == "Bottlerocket" ? settings(cluster, pool) : multi_part(cluster, pool);
}

}  // namespace aurora::aws
