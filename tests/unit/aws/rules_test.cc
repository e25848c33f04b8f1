#include <algorithm>

#include "unit/aws/network_fixture.h"

namespace aurora::aws_test {

TEST_CASE("AWS: a firewall has no rules for what passes it by", "[aws]") {
  auto text = platform_text("{ egress: firewall, jumpbox: {} }");
  const std::string flows = "flows:\n";
  text.insert(text.find(flows) + flows.size(),
              "  - { name: ssh, from: on_premises, to: \"prod:jumpbox\", ports: [22/tcp], why: administration }\n"
              "  - { name: kubectl, from: \"prod:jumpbox\", to: \"prod:apiserver\", ports: [443/tcp], why: kubectl }\n"
              "  - { name: time, from: \"prod:jumpbox\", to: internet, ports: [123/udp], why: time }\n");
  const auto result = compiled(text);
  REQUIRE(result.said().find("error") == std::string::npos);
  const auto* group =
      result.resource("prod/hub", "aws_networkfirewall_rule_group.flows").find("rule_group")->get_if<tf::Object>();
  REQUIRE(group != nullptr);
  std::string rules;
  for (const auto& [key, value] : *group)
    if (key == "rules_source") rules = *value.get_if<tf::Object>()->front().second.get_if<std::string>();
  CHECK(rules.find("flow-staff") != std::string::npos);
  CHECK(rules.find("flow-ssh") == std::string::npos);
  CHECK(rules.find("flow-kubectl") == std::string::npos);
  CHECK(rules.find("flow-time") != std::string::npos);
}

TEST_CASE("AWS: load balancers reach the ports of nodes and every port of pods", "[aws]") {
  const auto result = compiled(platform_text());
  const std::string prod = "prod/gen-prod-cc1-00";
  for (const std::string target : {"system", "pods"}) {
    INFO(target);
    const auto& in = result.resource(prod, "aws_vpc_security_group_ingress_rule." + target + "_targets_loadbalancer");
    const auto& out = result.resource(prod, "aws_vpc_security_group_egress_rule.loadbalancer_targets_" + target);
    CHECK(code_of(in.find("security_group_id")) == "aws_security_group." + target + ".id");
    CHECK(code_of(in.find("referenced_security_group_id")) == "aws_security_group.loadbalancer.id");
    CHECK(code_of(out.find("referenced_security_group_id")) == "aws_security_group." + target + ".id");
    CHECK(*in.find("from_port")->get_if<std::int64_t>() == (target == "pods" ? 0 : 30000));
  }
  CHECK(result.addresses(prod, "aws_vpc_security_group_ingress_rule").count("apiserver_targets_loadbalancer") == 0);
}

TEST_CASE("AWS: `from` and `to` of a subnet hold in every zone, and for the pods of its nodes", "[aws]") {
  const auto result = compiled(platform_text(
      "{ egress: nat }",
      "      data-dev-cc1-00: { <<: *dev, subnets: { store: { role: database, from: [system], to: [queue] }, queue: { "
      "role: queue } } }\n"));
  const std::string id = "dev/data-dev-cc1-00";
  const auto sources = [&](const std::string& type, const std::string& start) {
    std::set<std::string> cidrs;
    for (const auto& label : result.addresses(id, type))
      if (label.starts_with(start)) cidrs.insert(text_of(result.resource(id, type + "." + label), "cidr_ipv4"));
    return cidrs;
  };
  const auto holds = [&](const std::set<std::string>& cidrs, const std::string& subnet) {
    for (const std::string zone : {"-1", "-2"}) {
      const auto* found = result.made->addresses.find(id, "subnet/" + subnet + zone);
      REQUIRE(found != nullptr);
      const bool inside = std::any_of(cidrs.begin(), cidrs.end(), [&](const std::string& cidr) {
        return Prefix::parse(cidr).value().contains(found->prefix);
      });
      INFO(subnet << zone << " " << found->prefix.to_string());
      CHECK(inside);
    }
  };
  const auto into = sources("aws_vpc_security_group_ingress_rule", "store_from-system-in");
  holds(into, "system");
  holds(into, "pods");
  holds(sources("aws_vpc_security_group_egress_rule", "pods_to-store-out"), "store");
  holds(sources("aws_vpc_security_group_egress_rule", "store_to-queue-out"), "queue");
  holds(sources("aws_vpc_security_group_ingress_rule", "queue_from-store-in"), "store");
}

TEST_CASE("AWS: the internet comes in where there is an internet gateway", "[aws]") {
  auto text = platform_text("{ egress: nat }", "      out-dev-cc1-00: { <<: *dev, egress: hub }\n");
  const std::string flows = "flows:\n";
  text.insert(text.find(flows) + flows.size(),
              "  - { name: sites, from: internet, to: \"dev:loadbalancer\", ports: [443/tcp], why: sites }\n");
  const auto result = compiled(text);
  const auto opens = [&](const std::string& stack) {
    const auto rules = result.addresses(stack, "aws_vpc_security_group_ingress_rule");
    return std::any_of(rules.begin(), rules.end(),
                       [](const auto& label) { return label.find("flow-sites") != std::string::npos; });
  };
  CHECK(opens("dev/gen-dev-cc1-00"));
  CHECK_FALSE(opens("dev/out-dev-cc1-00"));
  CHECK(result.said().find("reaches `dev/out-dev-cc1-00`") != std::string::npos);
  CHECK(result.said().find("reaches `dev/gen-dev-cc1-00`") == std::string::npos);
}

TEST_CASE("AWS: a firewall names the services that it lets through", "[aws]") {
  const auto result = compiled(platform_text("{ egress: firewall, jumpbox: {}, registry: {} }"));
  REQUIRE(result.said().find("error") == std::string::npos);
  const auto targets = [&](const std::string& group) {
    std::set<std::string> names;
    const auto& made = result.resource("prod/hub", "aws_networkfirewall_rule_group." + group);
    for (const auto& [key, value] : *made.find("rule_group")->get_if<tf::Object>())
      if (key == "rules_source")
        for (const auto& [name, list] : *value.get_if<tf::Object>()->front().second.get_if<tf::Object>())
          if (name == "targets")
            for (const auto& target : *list.get_if<tf::List>()) names.insert(*target.get_if<std::string>());
    return names;
  };
  const auto clusters = targets("clusters"), machines = targets("machines");
  const std::string region = "ca-central-1.amazonaws.com";
  for (const auto* name :
       {"ec2.", "sts.", "api.ecr.", "602401143452.dkr.ecr.", "000000000003.dkr.ecr.", "logs.",
        "prod-ca-central-1-starport-layer-bucket.s3.", "prod-registry-k8s-io-ca-central-1.s3.dualstack."})
    CHECK(clusters.count(name + region) == 1);
  CHECK(clusters.count("eks-auth.ca-central-1.api.aws") == 1);
  for (const auto* name : {"ssm.", "ssmmessages.", "ec2messages.", "amazon-ssm-ca-central-1.s3."})
    CHECK(machines.count(name + region) == 1);
  // What anybody has a name below.
  for (const auto& names : {clusters, machines})
    for (const auto& name : names) {
      INFO(name);
      CHECK_FALSE((name.starts_with(".") && name.find("ubuntu.com") == std::string::npos));
      CHECK(name.find("execute-api") == std::string::npos);
      CHECK(name.substr(0, 3) != "s3.");
    }
}

}  // namespace aurora::aws_test
