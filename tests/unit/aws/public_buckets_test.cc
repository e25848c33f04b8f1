#include "aws/public_buckets.h"

#include <set>

#include "catch.h"

namespace aurora::aws {
namespace {

std::set<std::string> buckets_of(std::string_view region, bool of_nodes) {
  std::set<std::string> names;
  for (const auto& bucket : public_buckets(region))
    if (bucket.of_nodes == of_nodes) names.insert(bucket.name);
  return names;
}

}  // namespace

TEST_CASE("AWS: buckets of registry.k8s.io are those that it sends each region to", "[aws]") {
  CHECK(buckets_of("ca-central-1", true) == std::set<std::string>{"al2023-repos-ca-central-1-de612dc2",
                                                                  "prod-ca-central-1-starport-layer-bucket",
                                                                  "prod-registry-k8s-io-ca-central-1"});
  CHECK(buckets_of("eu-west-2", true).count("767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2") == 1);
  CHECK(buckets_of("eu-west-2", true).count("prod-registry-k8s-io-eu-west-2") == 0);
  for (const auto* region : {"ap-east-2", "us-gov-west-1", "cn-north-1"}) {
    INFO(region);
    CHECK(buckets_of(region, true).size() == 2);
  }
  CHECK(buckets_of("us-east-1", false) ==
        std::set<std::string>{"amazon-ssm-us-east-1", "aws-ssm-us-east-1", "patch-baseline-snapshot-us-east-1"});
}

}  // namespace aurora::aws
