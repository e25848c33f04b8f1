#include <nlohmann/json.hpp>
#include <set>

#include "aws/arns.h"
#include "aws/machine_families.h"
#include "cluster_fixture.h"

using namespace aurora;
using namespace aurora::aws;
using namespace aurora::aws::cluster_test;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("AWS: text as JSON, with what only Terraform knows in it", "[aws]") {
  const auto code = tf::Expression::raw("aws_vpc.network.id");
  CHECK(shown(tf::object({{"a", "x\"y\\\n"}, {"b", tf::list({1, true, tf::Value{}})}, {"c", code}})) ==
        "{\"a\":\"x\\\"y\\\\\\u000a\",\"b\":[1,true,null],\"c\":\"${aws_vpc.network.id}\"}");
  CHECK(json_text(tf::object({{"a", 1}})).get_if<std::string>() != nullptr);
  CHECK(shown(tf::join({code, "/\"*"})) == "\"${aws_vpc.network.id}/\\\"*\"");
}

TEST_CASE("AWS: ARNs", "[aws]") {
  CHECK(parse_arn("arn:aws:s3:::bucket")->resource == "bucket");
  CHECK(parse_arn("arn:aws:kms:ca-central-1:111111111111:key/a:b")->resource == "key/a:b");
  for (const auto* text : {"", "bucket", "arn:aws:s3", "arn:aws:s3:::", "arn:gcp:s3:::b", "urn:aws:s3:::b"})
    CHECK_FALSE(parse_arn(text));
  CHECK(is_principal_arn("arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/admins"));
  CHECK(is_principal_arn("arn:aws:iam::111111111111:user/me"));
  for (const auto* text : {"arn:aws:iam::111111111111:group/all", "arn:aws:iam::aws:policy/P", "arn:aws:sts::1:role/r"})
    CHECK_FALSE(is_principal_arn(text));
}

TEST_CASE("AWS: what the name of a machine says", "[aws]") {
  struct Row {
    const char* type;
    bool arm, disks, neuron;
  };
  constexpr Row rows[] = {{"m7i.large", false, false, false},   {"m7g.large", true, false, false},
                          {"m7gd.large", true, true, false},    {"c7gn.xlarge", true, false, false},
                          {"t4g.small", true, false, false},    {"g4dn.xlarge", false, true, false},
                          {"g5.xlarge", false, true, false},    {"g5g.xlarge", true, false, false},
                          {"i4i.large", false, true, false},    {"im4gn.large", true, true, false},
                          {"inf2.xlarge", false, true, true},   {"trn1.2xlarge", false, true, true},
                          {"p4d.24xlarge", false, true, false}, {"a1.large", true, false, false},
                          {"r6id.large", false, true, false},   {"", false, false, false}};
  for (const auto& row : rows) {
    INFO(row.type);
    const auto family = family_of(row.type);
    CHECK(family.arm == row.arm);
    CHECK(family.neuron == row.neuron);
    if (!row.neuron) CHECK(family.local_disks == row.disks);
  }
}

TEST_CASE("AWS: a control plane is private, encrypted, logged, and nobody's by accident", "[aws]") {
  const Made made({.environment = "    protect: true\n"});
  const std::string main = "aws_eks_cluster.main";
  CHECK(made.of(main, "name") == "\"gen-dev-cc1-00-eks\"");
  CHECK(made.of(main, "version") == "\"1.33\"");
  CHECK(has(made.of(main, "vpc_config"), "\"endpoint_private_access\":true,\"endpoint_public_access\":false"));
  CHECK_FALSE(has(made.of(main, "vpc_config"), "public_access_cidrs"));
  CHECK(made.of(main, "access_config") ==
        "{\"authentication_mode\":\"API\",\"bootstrap_cluster_creator_admin_permissions\":false}");
  CHECK(made.of(main, "encryption_config") ==
        "{\"resources\":[\"secrets\"],\"provider\":{\"key_arn\":\"${aws_kms_key.cluster.arn}\"}}");
  CHECK(made.of(main, "enabled_cluster_log_types") ==
        "[\"api\",\"audit\",\"authenticator\",\"controllerManager\",\"scheduler\"]");
  CHECK(made.of(main, "deletion_protection") == "true");
  CHECK(made.of(main, "bootstrap_self_managed_addons") == "false");
  CHECK(made.of(main, "lifecycle") == "{\"prevent_destroy\":true}");
  CHECK(has(made.of(main, "depends_on"), "aws_iam_role_policy_attachment.cluster-AmazonEKSClusterPolicy"));
  CHECK(has(made.of(main, "depends_on"), "aws_cloudwatch_log_group.control-plane"));
  const auto& document = made.document();
  const auto entry = std::find_if(document.resources.begin(), document.resources.end(),
                                  [](const auto& one) { return one.type == "aws_eks_access_policy_association"; });
  REQUIRE(entry != document.resources.end());
  CHECK(shown(*entry->find("policy_arn")) == "\"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy\"");
  CHECK(has(made.warnings(), "AUR1543") == false);
  CHECK(has(Made({.administered = false}).warnings(), "AUR1543"));
}

TEST_CASE("AWS: services are in private space unless the spec says where", "[aws]") {
  const auto block = [](const Made& made) { return made.of("aws_eks_cluster.main", "kubernetes_network_config"); };
  CHECK(block(Made({})) == "{\"ip_family\":\"ipv4\",\"service_ipv4_cidr\":\"172.16.0.0/16\"}");
  CHECK(has(block(Made({.kubernetes = "{ network: { service_cidr: 192.168.4.0/22 } }"})), "192.168.4.0/22"));
}

TEST_CASE("AWS: what else a control plane may be", "[aws]") {
  const Made open({.kubernetes = "{ private: false, authorized_ranges: [203.0.113.0/24], tier: premium, "
                                 "support_plan: long_term, diagnostics: { categories: [kube-audit, audit, "
                                 "cluster-autoscaler] }, encryption: { customer_managed_key: false } }"});
  const std::string main = "aws_eks_cluster.main";
  CHECK(has(open.of(main, "vpc_config"), "\"endpoint_public_access\":true"));
  CHECK(has(open.of(main, "vpc_config"), "\"public_access_cidrs\":[\"203.0.113.0/24\"]"));
  CHECK(open.of(main, "upgrade_policy") == "{\"support_type\":\"EXTENDED\"}");
  CHECK(open.of(main, "enabled_cluster_log_types") == "[\"audit\"]");
  CHECK(open.of(main, "encryption_config") == "-");
  CHECK(open.of("aws_launch_template.system", "block_device_mappings").find("kms_key_id") == std::string::npos);
  const std::string key = "arn:aws:kms:ca-central-1:111111111111:key/1";
  const Made given(
      {.kubernetes = "{ encryption: { disk_encryption_set_id: \"" + key + "\" }, diagnostics: { enabled: false } }"});
  CHECK(has(given.of(main, "encryption_config"), key));
  CHECK(has(given.of("aws_launch_template.system", "block_device_mappings"), key));
  CHECK(given.document().find("aws_kms_key.cluster") == nullptr);
  CHECK(given.of(main, "enabled_cluster_log_types") == "-");
  CHECK(given.document().find("aws_cloudwatch_log_group.control-plane") == nullptr);
}

TEST_CASE("AWS: logs are kept as long as the hub says, or the next longer time there is", "[aws]") {
  struct Row {
    const char *hub, *days;
  };
  for (const auto& row : {Row{"egress: nat", "30"}, Row{"egress: nat, logs: { retention_days: 90 }", "90"},
                          Row{"egress: nat, logs: { retention_days: 100 }", "120"},
                          Row{"egress: nat, logs: { retention_days: 730 }", "731"}}) {
    const Made made({.hub = row.hub});
    CHECK(made.of("aws_cloudwatch_log_group.control-plane", "retention_in_days") == row.days);
    CHECK(made.of("aws_cloudwatch_log_group.containers-application", "retention_in_days") == row.days);
    CHECK(made.of("aws_cloudwatch_log_group.control-plane", "kms_key_id") == "\"${aws_kms_key.cluster.arn}\"");
    CHECK(made.of("aws_cloudwatch_log_group.control-plane", "name") == "\"/aws/eks/gen-dev-cc1-00-eks/cluster\"");
  }
}

TEST_CASE("AWS: images of node groups", "[aws]") {
  struct Row {
    const char *pool, *image;
  };
  constexpr Row rows[] = {
      {"machine: 8x32", "AL2023_x86_64_STANDARD"},
      {"machine: m7g.2xlarge", "AL2023_ARM_64_STANDARD"},
      {"machine: g5.xlarge", "AL2023_x86_64_NVIDIA"},
      {"machine: g5.xlarge, gpu: { driver: none }", "AL2023_x86_64_STANDARD"},
      {"machine: g5g.xlarge, gpu: {}", "AL2023_ARM_64_NVIDIA"},
      {"machine: trn1.2xlarge", "AL2023_x86_64_NEURON"},
      {"machine: 8x32, os: Bottlerocket", "BOTTLEROCKET_x86_64"},
      {"machine: m7g.2xlarge, os: Bottlerocket, fips: true", "BOTTLEROCKET_ARM_64_FIPS"},
      {"machine: g5.xlarge, os: Bottlerocket", "BOTTLEROCKET_x86_64_NVIDIA"},
  };
  for (const auto& row : rows) {
    INFO(row.pool);
    const Made made({.pools = std::string("          work: { ") + row.pool + " }\n"});
    CHECK(made.of("aws_eks_node_group.work", "ami_type") == "\"" + std::string(row.image) + "\"");
  }
}

TEST_CASE("AWS: how many nodes, where, and how they are replaced", "[aws]") {
  const Made made({.pools =
                       "          work: { machine: 8x32, nodes: { min: 2, max: 9 }, zones: [1, 3], spot: true, "
                       "upgrade: { max_surge: \"2\" }, taints: [\"a=b:NoExecute\", \"c:PreferNoSchedule\"] }\n"
                       "          fixed: { machine: 8x32, nodes: { count: 3 }, per_zone: true, labels: { a: b } }\n"});
  const std::string work = "aws_eks_node_group.work", fixed = "aws_eks_node_group.fixed2";
  CHECK(made.of(work, "scaling_config") == "{\"min_size\":2,\"max_size\":9,\"desired_size\":2}");
  CHECK(made.of(work, "lifecycle") == "{\"ignore_changes\":[\"scaling_config[0].desired_size\"]}");
  CHECK(made.of(work, "capacity_type") == "\"SPOT\"");
  CHECK(made.of(work, "update_config") == "{\"max_unavailable\":2}");
  CHECK(made.of(work, "taint") ==
        "[{\"key\":\"a\",\"effect\":\"NO_EXECUTE\",\"value\":\"b\"},"
        "{\"key\":\"c\",\"effect\":\"PREFER_NO_SCHEDULE\"}]");
  CHECK(made.of(fixed, "scaling_config") == "{\"min_size\":3,\"max_size\":3,\"desired_size\":3}");
  CHECK(made.of(fixed, "lifecycle") == "-");
  CHECK(made.of(fixed, "update_config") == "{\"max_unavailable_percentage\":33}");
  CHECK(made.of(fixed, "node_group_name") == "\"fixed2\"");
  CHECK(has(made.of(fixed, "labels"), "\"a\":\"b\""));
  CHECK(made.document().find("aws_eks_node_group.fixed") == nullptr);
  CHECK(made.document().find("aws_eks_node_group.fixed3") != nullptr);
  CHECK(has(made.of(work, "depends_on"), "aws_eks_addon.vpc-cni"));
  CHECK(has(made.of(work, "depends_on"), "aws_iam_role_policy.nodes-images"));
  CHECK_FALSE(has(made.of(work, "depends_on"), "aws_eks_addon.coredns"));
}

TEST_CASE("AWS: what machines of a pool are started from", "[aws]") {
  const Made made({.kubernetes = "{ addons: { container_insights: false }, custom_ca_certificates: [Zm9v] }",
                   .pools = "          work: { machine: m6id.xlarge, os_disk: { size_gib: 64, type: ephemeral } }\n"
                            "          bottle: { machine: 8x32, os: Bottlerocket, max_pods: 58 }\n"});
  const std::string work = "aws_launch_template.work", bottle = "aws_launch_template.bottle";
  CHECK(made.of(work, "metadata_options") ==
        "{\"http_endpoint\":\"enabled\",\"http_tokens\":\"required\",\"http_put_response_hop_limit\":1,"
        "\"instance_metadata_tags\":\"disabled\"}");
  CHECK(made.of(work, "instance_type") == "\"m6id.xlarge\"");
  CHECK(made.of(work, "block_device_mappings") ==
        "[{\"device_name\":\"/dev/xvda\",\"ebs\":{\"volume_type\":\"gp3\",\"encrypted\":\"true\","
        "\"delete_on_termination\":\"true\",\"volume_size\":64,\"kms_key_id\":\"${aws_kms_key.cluster.arn}\"}}]");
  CHECK(has(made.of(bottle, "block_device_mappings"), "\"device_name\":\"/dev/xvdb\""));
  const auto data = made.of(work, "user_data");
  CHECK(has(data, "Content-Type: application/node.eks.aws"));
  CHECK(has(data, "maxPods: 110"));
  CHECK(has(data, "strategy: RAID0"));
  CHECK(has(data, "update-ca-trust"));
  const auto settings = made.of(bottle, "user_data");
  CHECK(has(settings, "max-pods = 58"));
  CHECK(has(settings, "[settings.pki.aurora-1]"));
  CHECK_FALSE(has(settings, "MIME"));
  CHECK(has(Made({}).of("aws_launch_template.system", "metadata_options"), "hop_limit\":1"));
  CHECK(made.of(work, "key_name") == "-");
  const Made keyed({.kubernetes = "{ ssh_public_key: \"ssh-ed25519 "
                                  "AAAAC3NzaC1lZDI1NTE5AAAAIGJ1aWxkLXRlc3Qta2V5LW5vdC1pbi11c2U o\" }"});
  CHECK(keyed.of("aws_launch_template.system", "key_name") == "\"${aws_key_pair.nodes.key_name}\"");
}

TEST_CASE("AWS: add-ons are those that the spec switches on", "[aws]") {
  const auto names = [](const Made& made) {
    std::set<std::string> all;
    for (const auto& one : made.document().resources)
      if (one.type == "aws_eks_addon") all.insert(one.label);
    return all;
  };
  const Made usual({.kubernetes = "{ addons: { versions: { coredns: v1.12.1-eksbuild.2 } } }"});
  CHECK(names(usual) == std::set<std::string>{"amazon-cloudwatch-observability", "aws-ebs-csi-driver",
                                              "aws-efs-csi-driver", "aws-secrets-store-csi-driver-provider", "coredns",
                                              "eks-pod-identity-agent", "kube-proxy", "metrics-server",
                                              "snapshot-controller", "vpc-cni"});
  CHECK(usual.of("aws_eks_addon.coredns", "addon_version") == "\"v1.12.1-eksbuild.2\"");
  CHECK(usual.of("aws_eks_addon.vpc-cni", "addon_version") == "-");
  CHECK(has(usual.of("aws_eks_addon.coredns", "depends_on"), "aws_eks_node_group.system"));
  CHECK_FALSE(has(usual.of("aws_eks_addon.vpc-cni", "depends_on"), "aws_eks_node_group"));
  CHECK(has(usual.of("aws_eks_addon.vpc-cni", "pod_identity_association"), "\"service_account\":\"aws-node\""));
  const Made bare({.kubernetes = "{ network: { plugin: none }, storage: { disk: false, file: false, snapshot: false },"
                                 " addons: { container_insights: false, key_vault_secrets_provider: false } }"});
  CHECK(names(bare) == std::set<std::string>{"coredns", "eks-pod-identity-agent", "metrics-server"});
}

TEST_CASE("AWS: mounted secrets are read again as often as the spec says", "[aws]") {
  const auto configuration = [](const std::string& provider, const std::string& pools = "") {
    const Made made({.kubernetes = "{ addons: { key_vault_secrets_provider: " + provider + " } }", .pools = pools});
    const auto* addon = made.document().find("aws_eks_addon.aws-secrets-store-csi-driver-provider");
    return nlohmann::json::parse(*addon->find("configuration_values")->get_if<std::string>());
  };
  const auto often = configuration("{ rotation_interval: 5m }")["secrets-store-csi-driver"];
  CHECK(often["enableSecretRotation"] == true);
  CHECK(often["rotationPollInterval"] == "5m");
  const auto never = configuration("{ rotation: false }")["secrets-store-csi-driver"];
  CHECK(never["enableSecretRotation"] == false);
  CHECK_FALSE(never.contains("rotationPollInterval"));
  CHECK_FALSE(configuration("{}").contains("tolerations"));
  const auto tainted = configuration("{}", "          work: { machine: 8x32, taints: [\"a=b:NoExecute\"] }\n");
  CHECK(tainted["tolerations"] == nlohmann::json::parse(R"([{"operator":"Exists"}])"));
}

TEST_CASE("AWS: pods have addresses of the network, a block at a time", "[aws]") {
  const auto configuration = [](const std::string& network) {
    const Made made({.kubernetes = "{ network: " + network + " }"});
    const auto* value = made.document().find("aws_eks_addon.vpc-cni")->find("configuration_values");
    const auto* text = value->get_if<std::string>();
    const auto* joined = value->get_if<tf::Template>();
    std::string all = text != nullptr ? *text : "";
    if (joined != nullptr)
      for (const auto& part : joined->parts)
        all += std::holds_alternative<std::string>(part) ? std::get<std::string>(part) : "REF";
    return nlohmann::json::parse(all);
  };
  const auto routed = configuration("{ pods: pod_subnet }");
  CHECK(routed["env"]["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"] == "true");
  CHECK(routed["env"]["ENABLE_PREFIX_DELEGATION"] == "true");
  CHECK(routed["eniConfig"]["region"] == "ca-central-1");
  CHECK(routed["enableNetworkPolicy"] == "true");
  const auto beside = configuration("{ pods: node_subnet, policy: none }");
  CHECK_FALSE(beside.contains("eniConfig"));
  CHECK_FALSE(beside["env"].contains("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"));
  CHECK(beside["enableNetworkPolicy"] == "false");
}

TEST_CASE("AWS: an endpoint service of somebody's own is reached by its whole name", "[aws]") {
  const std::string name = "com.amazonaws.vpce.ca-central-1.vpce-svc-0a1b2c3d4e5f60718";
  const Made made(
      {.cluster = "        private_endpoints: { ledger: { service: secrets, target_id: " + name + " } }\n"});
  CHECK(made.of("aws_vpc_endpoint.ledger", "service_name") == "\"" + name + "\"");
  CHECK(made.of("aws_vpc_endpoint.ledger", "vpc_endpoint_type") == "\"Interface\"");
  CHECK(made.document().find("aws_vpc_endpoint.secretsmanager") == nullptr);
}
