#include "aws/public_buckets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace aurora::aws {
namespace {

struct Pattern {
  std::string_view name;
  bool of_nodes;
};
/// docs.aws.amazon.com, "Amazon ECR interface VPC endpoints" (layers of images), "Amazon Linux 2023: package
/// repositories", "Systems Manager: SSM Agent communications with AWS managed S3 buckets".
constexpr std::array of_aws{Pattern{"prod-{}-starport-layer-bucket", true}, Pattern{"al2023-repos-{}-de612dc2", true},
                            Pattern{"amazon-ssm-{}", false}, Pattern{"aws-ssm-{}", false},
                            Pattern{"patch-baseline-snapshot-{}", false}};

/// Regions with a bucket of registry.k8s.io, which sends whoever asks from such a region there:
/// github.com/kubernetes/registry.k8s.io, cmd/archeio/internal/app/buckets.go. Other regions are sent to Google Cloud,
/// or to a bucket of another region, which no endpoint of this one leads to.
constexpr std::array<std::string_view, 32> of_kubernetes{
    "af-south-1",     "ap-east-1",      "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
    "ap-south-2",     "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
    "ap-southeast-6", "ap-southeast-7", "ca-central-1",   "ca-west-1",      "eu-central-1",   "eu-central-2",
    "eu-north-1",     "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-3",      "il-central-1",
    "me-central-1",   "me-south-1",     "mx-central-1",   "sa-east-1",      "us-east-1",      "us-east-2",
    "us-west-1",      "us-west-2"};
/// The one whose name is not like the others.
constexpr std::string_view london = "eu-west-2", of_london = "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2";

std::string bucket_of_kubernetes(std::string_view region) {
  if (region == london) return std::string(of_london);
  if (std::find(of_kubernetes.begin(), of_kubernetes.end(), region) == of_kubernetes.end()) return {};
  return fmt::format("prod-registry-k8s-io-{}", region);
}

}  // namespace

std::vector<PublicBucket> public_buckets(std::string_view region) {
  std::vector<PublicBucket> buckets;
  for (const auto& [name, of_nodes] : of_aws) buckets.push_back({fmt::format(fmt::runtime(name), region), of_nodes});
  if (auto name = bucket_of_kubernetes(region); !name.empty()) buckets.push_back({std::move(name), true});
  return buckets;
}

std::vector<std::string> bucket_hosts(const PublicBucket& bucket, std::string_view region) {
  return {fmt::format("{}.s3.{}.amazonaws.com", bucket.name, region),
          fmt::format("{}.s3.dualstack.{}.amazonaws.com", bucket.name, region)};
}

}  // namespace aurora::aws
