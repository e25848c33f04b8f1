#include <set>

#include "cluster_fixture.h"

using namespace aurora;
using namespace aurora::aws::cluster_test;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::set<std::string> rules_of_endpoints(const tf::Document& document) {
  std::set<std::string> labels;
  for (const auto& one : document.resources)
    if (one.type == "aws_vpc_security_group_egress_rule" && one.find("prefix_list_id") != nullptr)
      labels.insert(one.label);
  return labels;
}

}  // namespace

TEST_CASE("AWS: without a way out, nodes and pods reach services that keep their public addresses", "[aws]") {
  const Made made({.pools = "          work: { machine: 8x32, subnet: batch }\n",
                   .cluster = "        egress: none\n        private_endpoints: [table_storage]\n"
                              "        subnets: { batch: {} }\n"});
  const std::set<std::string> expected{"batch_endpoint_dynamodb", "batch_endpoint_s3",        "pods_endpoint_dynamodb",
                                       "pods_endpoint_s3",        "system_endpoint_dynamodb", "system_endpoint_s3"};
  const auto rules = rules_of_endpoints(made.document());
  for (const auto& rule : expected) {
    INFO(rule);
    CHECK(rules.count(rule) == 1);
    CHECK(has(made.of("aws_eks_node_group.system", "depends_on"), "aws_vpc_security_group_egress_rule." + rule));
  }
  for (const auto* silent : {"apiserver", "infrastructure", "loadbalancer"})
    CHECK(rules.count(std::string(silent) + "_endpoint_s3") == 0);
  const std::string pods = "aws_vpc_security_group_egress_rule.pods_endpoint_s3";
  CHECK(made.of(pods, "prefix_list_id") == "\"${aws_vpc_endpoint.s3.prefix_list_id}\"");
  CHECK(made.of(pods, "security_group_id") == "\"${aws_security_group.pods.id}\"");
  CHECK(made.of(pods, "from_port") == "443");
  CHECK(made.of(pods, "to_port") == "443");
}

TEST_CASE("AWS: groups that open the whole internet need no rule for an endpoint", "[aws]") {
  const Made made({.cluster = "        private_endpoints: [object_storage]\n"});
  CHECK(made.document().find("aws_vpc_endpoint.s3") != nullptr);
  CHECK(rules_of_endpoints(made.document()).empty());
}
