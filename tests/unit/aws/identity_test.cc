#include <nlohmann/json.hpp>
#include <set>

#include "cluster_fixture.h"

using namespace aurora;
using namespace aurora::aws::cluster_test;

namespace {

using Json = nlohmann::json;

/// A policy argument, with the code of its expressions as they stand.
Json policy_of(const tf::Resource& resource, std::string_view argument = "policy") {
  const auto* value = resource.find(argument);
  REQUIRE(value != nullptr);
  if (const auto* text = value->get_if<std::string>()) return Json::parse(*text);
  std::string all;
  for (const auto& part : value->get_if<tf::Template>()->parts)
    all += std::holds_alternative<std::string>(part) ? std::get<std::string>(part)
                                                     : "${" + std::get<tf::Expression>(part).code() + "}";
  return Json::parse(all);
}

Json policy_at(const Made& made, const std::string& address, std::string_view argument = "policy") {
  const auto* found = made.document().find(address);
  INFO(address);
  REQUIRE(found != nullptr);
  return policy_of(*found, argument);
}

const Json* statement(const Json& policy, const std::string& sid) {
  for (const auto& one : policy["Statement"])
    if (one["Sid"] == sid) return &one;
  return nullptr;
}

const char* const everything =
    "        private_endpoints: [object_storage, secrets]\n"
    "        workload_identities:\n"
    "          velero:\n"
    "            service_accounts: [velero/server, velero/agent, backup/agent]\n"
    "            roles:\n"
    "              - { name: storage_writer, scope: storage }\n"
    "              - { name: secrets_reader, scope: vault }\n"
    "              - { name: registry_writer, scope: registry }\n"
    "              - { name: key_user, scope: key }\n"
    "              - { name: cluster_reader, scope: cluster }\n"
    "              - { name: dns_writer, scope: \"arn:aws:route53:::hostedzone/Z1\" }\n"
    "              - { name: \"dynamodb:GetItem\", scope: \"arn:aws:dynamodb:ca-central-1:111111111111:table/t\" }\n"
    "              - { name: storage_reader, scope: \"arn:aws:s3:::other\" }\n"
    "              - { name: AmazonSQSReadOnlyAccess, scope: account }\n"
    "              - { name: \"arn:aws:iam::111111111111:policy/own\", scope: account }\n";

Made full() {
  return Made({.kubernetes = "{ storage: { blob: true } }",
               .cluster = everything,
               .hub = "egress: nat, registry: { repositories: [platform/base, apps], replicas: [ca-west-1] }"});
}

}  // namespace

TEST_CASE("AWS: no role has a resource `*` but for what takes none", "[aws]") {
  // Service authorization reference: these actions have no resource types.
  const std::set<std::string> nameless{"autoscaling:DescribeAutoScalingGroups",
                                       "autoscaling:DescribeAutoScalingInstances",
                                       "autoscaling:DescribeLaunchConfigurations",
                                       "autoscaling:DescribeScalingActivities",
                                       "autoscaling:DescribeTags",
                                       "ec2:DescribeImages",
                                       "ec2:DescribeInstanceTypes",
                                       "ec2:DescribeLaunchTemplateVersions",
                                       "ec2:GetInstanceTypesFromInstanceRequirements",
                                       "ecr:GetAuthorizationToken",
                                       "route53:ListHostedZones",
                                       "route53:ListHostedZonesByName"};
  const auto made = full();
  std::size_t policies = 0;
  for (const auto& resource : made.document().resources) {
    if (resource.type != "aws_iam_role_policy") continue;
    ++policies;
    const auto policy = policy_of(resource);
    for (const auto& one : policy["Statement"])
      for (const auto& thing : one["Resource"]) {
        if (thing != "*") continue;
        for (const auto& action : one["Action"]) {
          INFO(resource.label << ": " << action);
          CHECK(nameless.count(action.get<std::string>()) == 1);
        }
      }
  }
  CHECK(policies > 8);
}

TEST_CASE("AWS: pods take a role by their service account, in this cluster only", "[aws]") {
  const auto made = full();
  const auto trust = policy_at(made, "aws_iam_role.workload-velero", "assume_role_policy")["Statement"][0];
  CHECK(trust["Principal"] == Json::parse(R"({"Service":["pods.eks.amazonaws.com"]})"));
  CHECK(trust["Action"] == Json::parse(R"(["sts:AssumeRole","sts:TagSession"])"));
  CHECK(trust["Condition"]["StringEquals"] == Json::parse(R"({
    "aws:RequestTag/eks-cluster-arn":["arn:aws:eks:ca-central-1:111111111111:cluster/gen-dev-cc1-00-eks"],
    "aws:RequestTag/kubernetes-namespace":["velero","backup"],
    "aws:RequestTag/kubernetes-service-account":["server","agent"]})"));
  std::size_t associations = 0;
  for (const auto& one : made.document().resources)
    if (one.type == "aws_eks_pod_identity_association" && one.label.find("velero") == 0) ++associations;
  CHECK(associations == 3);
  CHECK(made.of("aws_eks_pod_identity_association.velero-backup-agent", "role_arn") ==
        "\"${aws_iam_role.workload-velero.arn}\"");
}

TEST_CASE("AWS: words of the spec become actions on what they are for", "[aws]") {
  const auto made = full();
  struct Row {
    const char *role, *sid, *resource, *action;
  };
  constexpr Row rows[] = {
      {"storage_writer-storage", "Inside", "${aws_s3_bucket.main.arn}/*", "s3:PutObject"},
      {"storage_writer-storage", "Whole", "${aws_s3_bucket.main.arn}", "s3:ListBucket"},
      {"storage_writer-storage", "Key", "${aws_kms_key.cluster.arn}", "kms:GenerateDataKey"},
      {"secrets_reader-vault", "Inside", "arn:aws:secretsmanager:ca-central-1:111111111111:secret:gen-dev-cc1-00/*",
       "secretsmanager:GetSecretValue"},
      {"registry_writer-registry", "Inside", "arn:aws:ecr:ca-central-1:111111111111:repository/platform/base",
       "ecr:PutImage"},
      {"registry_writer-registry", "Inside", "arn:aws:ecr:ca-west-1:111111111111:repository/apps", "ecr:PutImage"},
      {"key_user-key", "Inside", "${aws_kms_key.cluster.arn}", "kms:Decrypt"},
      {"cluster_reader-cluster", "Inside", "arn:aws:eks:ca-central-1:111111111111:cluster/gen-dev-cc1-00-eks",
       "eks:DescribeCluster"},
      {"dns_writer-arn:aws:route53:::hostedzone/Z1", "Inside", "arn:aws:route53:::hostedzone/Z1",
       "route53:ChangeResourceRecordSets"},
      {"dynamodb:GetItem-arn:aws:dynamodb:ca-central-1:111111111111:table/t", "Action",
       "arn:aws:dynamodb:ca-central-1:111111111111:table/t", "dynamodb:GetItem"},
      {"storage_reader-arn:aws:s3:::other", "Inside", "arn:aws:s3:::other/*", "s3:GetObject"},
  };
  for (const auto& row : rows) {
    INFO(row.role << " " << row.sid);
    const auto address = "aws_iam_role_policy." + tf::label(std::string("workload-velero-") + row.role);
    const auto policy = policy_at(made, address);
    const auto* one = statement(policy, row.sid);
    REQUIRE(one != nullptr);
    CHECK(std::count((*one)["Resource"].begin(), (*one)["Resource"].end(), row.resource) == 1);
    CHECK(std::count((*one)["Action"].begin(), (*one)["Action"].end(), row.action) == 1);
  }
  CHECK(made.of("aws_iam_role_policy_attachment." + tf::label("workload-velero-AmazonSQSReadOnlyAccess-account"),
                "policy_arn") == "\"arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess\"");
}

TEST_CASE("AWS: policies of roles have names that IAM takes", "[aws]") {
  const auto table = "arn:aws:dynamodb:ca-central-1:111111111111:table/" + std::string(120, 't');
  const auto more = "              - { name: \"dynamodb:PutItem\", scope: \"" + table +
                    "\" }\n              - { name: \"dynamodb:PutItem\", scope: \"" + table + "2\" }\n";
  const Made made({.kubernetes = "{ storage: { blob: true } }",
                   .cluster = everything + more,
                   .hub = "egress: nat, registry: { repositories: [platform/base, apps] }"});
  std::set<std::string> names;
  std::size_t count = 0;
  for (const auto& resource : made.document().resources) {
    if (resource.type != "aws_iam_role_policy") continue;
    const auto name = made.of(resource.address(), "name");
    INFO(name);
    CHECK(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-\"") ==
          std::string::npos);
    CHECK(name.size() <= 128 + 2);  // and its quotes
    names.insert(name);
    ++count;
  }
  CHECK(count > 10);
  CHECK(names.size() == count);
}

TEST_CASE("AWS: nodes pull the images of EKS and of the environment, and nothing else", "[aws]") {
  const auto pull = [](const Made& made) {
    return (*statement(policy_at(made, "aws_iam_role_policy.nodes-images"), "PullImages"))["Resource"];
  };
  CHECK(pull(full()) == Json::parse(R"(["arn:aws:ecr:ca-central-1:602401143452:repository/*",
    "arn:aws:ecr:ca-central-1:111111111111:repository/platform/base",
    "arn:aws:ecr:ca-central-1:111111111111:repository/apps",
    "arn:aws:ecr:ca-west-1:111111111111:repository/platform/base",
    "arn:aws:ecr:ca-west-1:111111111111:repository/apps"])"));
  CHECK(pull(Made({})) == Json::parse(R"(["arn:aws:ecr:ca-central-1:602401143452:repository/*"])"));
  CHECK(pull(Made({.hub = "egress: nat, registry: {}"})).size() == 2);
}

TEST_CASE("AWS: who may do what with the cluster's key", "[aws]") {
  const Made made({.kubernetes = "{ encryption: { key_officers: [\"arn:aws:iam::111111111111:role/officers\"] } }"});
  const auto policy = policy_at(made, "aws_kms_key.cluster");
  std::set<std::string> sids;
  for (const auto& one : policy["Statement"]) sids.insert(one["Sid"]);
  CHECK(sids ==
        std::set<std::string>{"AttachDisksOfNodes", "DisksOfNodes", "Logs", "Officers", "PoliciesOfTheAccount"});
  const auto& officers = *statement(policy, "Officers");
  CHECK(officers["Principal"]["AWS"][0] == "arn:aws:iam::111111111111:role/officers");
  for (const auto& action : officers["Action"]) CHECK(action != "kms:Decrypt");
  CHECK((*statement(policy, "Logs"))["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"] ==
        Json::parse(R"(["arn:aws:logs:ca-central-1:111111111111:log-group:/aws/eks/gen-dev-cc1-00-eks/cluster",
          "arn:aws:logs:ca-central-1:111111111111:log-group:/aws/containerinsights/gen-dev-cc1-00-eks/*",
          "arn:aws:logs:ca-central-1:111111111111:log-group:gen-dev-cc1-00-log-flows"])"));
  CHECK(made.of("aws_kms_key.cluster", "enable_key_rotation") == "true");
  CHECK(made.of("aws_kms_key.cluster", "deletion_window_in_days") == "30");
}

TEST_CASE("AWS: the cluster's bucket is closed, versioned, encrypted, and its network's", "[aws]") {
  const auto made = full();
  CHECK(made.of("aws_s3_bucket_versioning.main", "versioning_configuration") == "{\"status\":\"Enabled\"}");
  CHECK(made.of("aws_s3_bucket_ownership_controls.main", "rule") == "{\"object_ownership\":\"BucketOwnerEnforced\"}");
  for (const auto* switched :
       {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"})
    CHECK(made.of("aws_s3_bucket_public_access_block.main", switched) == "true");
  CHECK(made.of("aws_s3_bucket_server_side_encryption_configuration.main", "rule") ==
        "{\"apply_server_side_encryption_by_default\":{\"sse_algorithm\":\"aws:kms\",\"kms_master_key_id\":\"${aws_kms_"
        "key.cluster.arn}\"},\"bucket_key_enabled\":true}");
  const auto policy = policy_at(made, "aws_s3_bucket_policy.main");
  for (const auto* sid : {"PlainText", "OldTls"}) {
    REQUIRE(statement(policy, sid) != nullptr);
    CHECK((*statement(policy, sid))["Effect"] == "Deny");
  }
  CHECK(Made({}).document().find("aws_s3_bucket.main") == nullptr);
}

TEST_CASE("AWS: a registry has the repositories of the spec, and one hub has its settings", "[aws]") {
  const auto made = full();
  const auto& hub = made.hub();
  const auto base = "aws_ecr_repository." + tf::label("platform/base");
  CHECK(Made::of(hub, base, "name") == "\"platform/base\"");
  CHECK(Made::of(hub, base, "image_tag_mutability") == "\"IMMUTABLE\"");
  CHECK(Made::of(hub, base, "image_scanning_configuration") == "{\"scan_on_push\":true}");
  CHECK(Made::of(hub, base, "encryption_configuration") ==
        "{\"encryption_type\":\"KMS\",\"kms_key\":\"${aws_kms_key.registry.arn}\"}");
  const auto rule = policy_of(*hub.find("aws_ecr_lifecycle_policy.apps"))["rules"][0];
  CHECK(rule["selection"]["countNumber"] == 30);
  CHECK(rule["selection"]["tagStatus"] == "untagged");
  CHECK(Made::of(hub, "aws_ecr_replication_configuration.main", "replication_configuration") ==
        "{\"rule\":{\"destination\":[{\"region\":\"ca-west-1\",\"registry_id\":\"111111111111\"}]}}");
  CHECK(Made::of(hub, "aws_ecr_repository_creation_template.replicas-ca-west-1", "region") == "\"ca-west-1\"");
  CHECK(hub.find("aws_ecr_registry_scanning_configuration.main") != nullptr);
  const Made bare({.hub = "egress: nat"});
  CHECK(bare.hub().find("aws_ecr_registry_scanning_configuration.main") == nullptr);
}

TEST_CASE("AWS: environments of one account and region replicate images to the regions of all of them", "[aws]") {
  const auto result = compiled(
      "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
      "defaults: { cloud: aws, region: ca-central-1 }\nenvironments:\n"
      "  dev: { account: \"111111111111\", hub: { egress: nat, registry: { repositories: [base] } } }\n"
      "  test: { account: \"111111111111\", hub: { egress: nat, registry: { repositories: [apps], replicas: "
      "[ca-west-1] } "
      "} }\n");
  INFO(said(*result));
  REQUIRE(result->ok());
  std::size_t found = 0;
  for (const auto& document : result->documents) {
    const bool first = document.stack == "dev/hub";
    CHECK((document.find("aws_ecr_replication_configuration.main") != nullptr) == first);
    CHECK((document.find("aws_ecr_repository_creation_template.replicas-ca-west-1") != nullptr) == first);
    found += first ? 1 : 0;
  }
  CHECK(found == 1);
}
