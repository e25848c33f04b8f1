#include <algorithm>

#include "aws/cluster.h"
#include "aws/iam.h"

// The bucket of a cluster that asks for `object_storage` without saying whose: as the storage account on Azure, it is
// reached from the cluster's network only.

namespace aurora::aws {
namespace {

constexpr std::string_view purpose = "data";
/// How long what was overwritten or deleted can be had back, and uploads that nobody finished.
constexpr int deleted_days = 30, unfinished_days = 7;

const PrivateEndpoint* own_storage(const Cluster& cluster) {
  for (const auto& endpoint : cluster.private_endpoints)
    if (endpoint.service == "object_storage" && !endpoint.target_id) return &endpoint;
  return nullptr;
}

tf::Object encryption(const Stack& stack) {
  auto key = data_key(stack);
  if (key.is_null())
    return tf::object({{"apply_server_side_encryption_by_default", tf::object({{"sse_algorithm", "AES256"}})}});
  return tf::object({{"apply_server_side_encryption_by_default",
                      tf::object({{"sse_algorithm", "aws:kms"}, {"kms_master_key_id", std::move(key)}})},
                     {"bucket_key_enabled", true}});
}

tf::List lifecycle() {
  const tf::Object deleted =
      tf::object({{"id", "deleted"},
                  {"status", "Enabled"},
                  {"filter", tf::Object{}},
                  {"noncurrent_version_expiration", tf::object({{"noncurrent_days", deleted_days}})},
                  {"expiration", tf::object({{"expired_object_delete_marker", true}})},
                  {"abort_incomplete_multipart_upload", tf::object({{"days_after_initiation", unfinished_days}})}});
  return {deleted};
}

/// Nobody without TLS 1.2, and no data to or from another network; the bucket's settings can be had from anywhere by
/// whoever applies. docs.aws.amazon.com, "Controlling access from VPC endpoints with bucket policies".
std::vector<Statement> bucket_statements(const Stack& stack, const tf::Resource& bucket) {
  const tf::Value objects = tf::join({bucket["arn"], "/*"});
  const std::vector<Principal> anybody{{"AWS", {"*"}}};
  std::vector<Statement> statements;
  statements.push_back(
      {"PlainText", {"s3:*"}, {bucket["arn"], objects}, anybody, {{"Bool", "aws:SecureTransport", {"false"}}}, false});
  statements.push_back(
      {"OldTls", {"s3:*"}, {bucket["arn"], objects}, anybody, {{"NumericLessThan", "s3:TlsVersion", {"1.2"}}}, false});
  if (auto network = stack.network_id(); !network.is_null())
    statements.push_back(
        {"OtherNetworks",
         {"s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"},
         {objects},
         anybody,
         {{"StringNotEquals", "aws:SourceVpc", {std::move(network)}}, {"Bool", "aws:ViaAWSService", {"false"}}},
         false});
  return statements;
}

tf::Resource& part(Stack& stack, const tf::Resource& bucket, std::string_view type, tf::Object arguments) {
  arguments.emplace(arguments.begin(), "bucket", bucket["id"]);
  return stack.add(type, "main", bucket.span, std::move(arguments));
}

}  // namespace

void lower_storage(Stack& stack) {
  const auto* endpoint = own_storage(*stack.cluster);
  if (endpoint == nullptr) return;
  stack.document.file = "storage";
  auto& bucket = stack.add("aws_s3_bucket", "main", endpoint->span,
                           {{"bucket", stack.name("storage_bucket", purpose, -1, endpoint->span)}});
  stack.keep(bucket);
  part(stack, bucket, "aws_s3_bucket_ownership_controls",
       {{"rule", tf::object({{"object_ownership", "BucketOwnerEnforced"}})}});
  const auto& closed = part(stack, bucket, "aws_s3_bucket_public_access_block",
                            {{"block_public_acls", true},
                             {"block_public_policy", true},
                             {"ignore_public_acls", true},
                             {"restrict_public_buckets", true}});
  part(stack, bucket, "aws_s3_bucket_server_side_encryption_configuration", {{"rule", encryption(stack)}});
  const auto& versions = part(stack, bucket, "aws_s3_bucket_versioning",
                              {{"versioning_configuration", tf::object({{"status", "Enabled"}})}});
  part(stack, bucket, "aws_s3_bucket_lifecycle_configuration", {{"rule", lifecycle()}}).depends_on(versions);
  part(stack, bucket, "aws_s3_bucket_policy", {{"policy", policy(bucket_statements(stack, bucket))}})
      .depends_on(closed);
  stack.document.output("storage_bucket_name", bucket["id"], "The cluster's bucket");
}

}  // namespace aurora::aws
