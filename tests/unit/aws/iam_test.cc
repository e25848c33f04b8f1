#include "aws/iam.h"

#include "catch.h"

namespace aurora::aws {

TEST_CASE("AWS: policies are JSON that no text gets out of", "[aws]") {
  const auto value = policy({{"Read",
                              {"s3:GetObject", "s3:ListBucket"},
                              {"arn:aws:s3:::a\"b\\c\n"},
                              {{"AWS", {"*"}}},
                              {{"StringEquals", "aws:PrincipalAccount", {"000000000001"}},
                               {"StringLike", "aws:SourceArn", {"x*"}},
                               {"StringEquals", "aws:SourceAccount", {"000000000001"}}},
                              false}});
  REQUIRE(value.get_if<std::string>() != nullptr);
  CHECK(*value.get_if<std::string>() ==
        R"({"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Deny","Principal":{"AWS":["*"]},)"
        R"("Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::a\"b\\c\u000a"],)"
        R"("Condition":{"StringEquals":{"aws:PrincipalAccount":["000000000001"],"aws:SourceAccount":["000000000001"]},)"
        R"("StringLike":{"aws:SourceArn":["x*"]}}}]})");
}

TEST_CASE("AWS: expressions in policies stay expressions", "[aws]") {
  const auto arn = tf::Expression::raw("aws_cloudwatch_log_group.flows.arn");
  const auto value = policy({{"Write", {"logs:PutLogEvents"}, {tf::join({arn, ":*"})}}});
  const auto* parts = value.get_if<tf::Template>();
  REQUIRE(parts != nullptr);
  REQUIRE(parts->parts.size() == 3);
  CHECK(std::get<tf::Expression>(parts->parts[1]) == arn);
  CHECK(std::get<std::string>(parts->parts[2]) == ":*\"]}]}");
}

TEST_CASE("AWS: partitions follow from the region", "[aws]") {
  CHECK(partition_of("ca-central-1") == "aws");
  CHECK(partition_of("cn-north-1") == "aws-cn");
  CHECK(partition_of("us-gov-west-1") == "aws-us-gov");
}

}  // namespace aurora::aws
