#include "aws/cluster.h"
#include "aws/node_pools.h"
#include "terraform/function.h"

namespace aurora::aws {
namespace {

tf::Object volume(const Stack& stack, std::string_view device, int size_gib) {
  tf::Object disk = tf::object({{"volume_type", "gp3"}, {"encrypted", "true"}, {"delete_on_termination", "true"}});
  if (size_gib > 0) disk.emplace_back("volume_size", size_gib);
  if (auto key = data_key(stack); !key.is_null()) disk.emplace_back("kms_key_id", std::move(key));
  return tf::object({{"device_name", device}, {"ebs", std::move(disk)}});
}

/// Bottlerocket keeps its system on a volume of its own, as large as the image; images and pods are on the second.
tf::List volumes(const Stack& stack, const NodePool& pool) {
  if (pool.os == "Bottlerocket") return {volume(stack, "/dev/xvda", 0), volume(stack, "/dev/xvdb", pool.os_disk_gib)};
  return {volume(stack, "/dev/xvda", pool.os_disk_gib)};
}

/// Pods have credentials of their own and get none of the machine's: metadata end at the machine, and from a pod they
/// are one hop more. What has to ask which machine it runs on is on the machine's own network, the agents of Container
/// Insights too (github.com/aws-observability/helm-charts, pull request 82). Tags with a `/`, which EKS gives, cannot
/// be in metadata.
tf::Object metadata() {
  return tf::object({{"http_endpoint", "enabled"},
                     {"http_tokens", "required"},
                     {"http_put_response_hop_limit", 1},
                     {"instance_metadata_tags", "disabled"}});
}

/// The provider's default tags do not reach what a template starts.
tf::List tag_specifications(const Stack& stack, const PoolInstance& instance) {
  Tags all = instance.pool->tags;
  all.insert(stack.tags.begin(), stack.tags.end());
  all["Name"] = stack.cluster->key + "-" + instance.name;
  tf::Object tags;
  for (const auto& [key, value] : all) tags.emplace_back(key, value);
  tf::List list;
  for (const auto* type : {"instance", "volume", "network-interface"})
    list.push_back(tf::object({{"resource_type", type}, {"tags", tags}}));
  return list;
}

tf::Value security_group(const Stack& stack, const NodePool& pool) {
  auto own = stack.security_group_id(pool.subnet);
  return own.is_null() ? cluster_security_group(stack) : own;
}

}  // namespace

tf::Value node_key(Stack& stack) {
  const auto& key = stack.cluster->kubernetes.ssh_public_key;
  if (!key) return {};
  if (const auto* made = stack.document.find("aws_key_pair.nodes")) return (*made)["key_name"];
  return stack.add(
      "aws_key_pair", "nodes", key->span,
      {{"key_name", stack.name("ssh_public_key", "nodes", -1, key->span)}, {"public_key", key->value}})["key_name"];
}

tf::Resource& lower_launch_template(Stack& stack, const PoolInstance& instance) {
  const auto& pool = *instance.pool;
  const auto text = tf::literal(node_configuration(*stack.cluster, pool));
  return stack.add("aws_launch_template", instance.name, pool.span,
                   {{"name", stack.name("launch_template", instance.name, -1, pool.span)},
                    {"description", "Nodes of the pool " + instance.name},
                    // In the template and not in the group: a new machine then replaces nodes, and not the group.
                    {"instance_type", pool.machine.value.type},
                    {"update_default_version", true},
                    {"key_name", node_key(stack)},
                    {"user_data", tf::call("base64encode", {text})},
                    {"vpc_security_group_ids", tf::list({security_group(stack, pool)})},
                    {"metadata_options", metadata()},
                    {"block_device_mappings", volumes(stack, pool)},
                    {"tag_specifications", tag_specifications(stack, instance)}});
}

}  // namespace aurora::aws
