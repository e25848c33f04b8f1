#include "unit/aws/network_fixture.h"

#include <algorithm>
#include <map>

#include "connect/plan.h"

namespace aurora::aws_test {
namespace {

const Transit::Table* table(const Result& result, const std::string& name) {
  for (const auto& transit : result.made->connectivity.transits)
    for (const auto& one : transit.tables)
      if (one.name == name) return &one;
  return nullptr;
}

std::set<std::string> networks_in(const Transit::Table& table) {
  std::set<std::string> ids;
  for (const auto& route : table.routes) ids.insert(route.network);
  return ids;
}

/// Number of each entry, by stack and label: `dev/hub system_deny_10-0-0-0-8_out`.
std::map<std::string, std::int64_t> numbers_of(const Result& result) {
  std::map<std::string, std::int64_t> numbers;
  for (const auto& document : result.made->documents)
    for (const auto& resource : document.resources)
      if (resource.type == "aws_network_acl_rule")
        numbers[document.stack + " " + resource.label] = *resource.find("rule_number")->get_if<std::int64_t>();
  return numbers;
}

}  // namespace

TEST_CASE("AWS: a table of the transit gateway for each route domain, and one for what is in several", "[aws]") {
  const auto result = compiled(platform_text());
  REQUIRE(result.said().find("error") == std::string::npos);
  REQUIRE(result.made->connectivity.transits.size() == 1);
  CHECK(result.made->connectivity.transits[0].owner == "mgmt/hub");
  const auto *nonprod = table(result, "domain-nonprod"), *prod = table(result, "domain-prod"),
             *mgmt = table(result, "environment-mgmt");
  REQUIRE((nonprod && prod && mgmt));
  const std::set<std::string> with_mgmt{"mgmt/gen-mgmt-cc1-00", "mgmt/hub"};
  auto expected = with_mgmt;
  expected.insert({"dev/hub", "dev/gen-dev-cc1-00"});
  CHECK(networks_in(*nonprod) == expected);
  CHECK(nonprod->networks == std::vector<std::string>{"dev/gen-dev-cc1-00", "dev/hub"});
  expected = with_mgmt;
  expected.insert({"prod/hub", "prod/gen-prod-cc1-00"});
  CHECK(networks_in(*prod) == expected);
  CHECK(networks_in(*mgmt).size() == 6);
}

TEST_CASE("AWS: only the network's own stack puts it into tables, in the owner's account", "[aws]") {
  const auto result = compiled(platform_text());
  CHECK(result.addresses("dev/gen-dev-cc1-00", "aws_ec2_transit_gateway_route_table_propagation") ==
        std::set<std::string>{"domain-nonprod", "environment-mgmt"});
  const auto& entry = result.resource("dev/gen-dev-cc1-00", "aws_ec2_transit_gateway_route_table_association.network");
  CHECK(text_of(entry, "provider") == "aws.mgmt_ca-central-1");
  CHECK(result.addresses("dev/gen-dev-cc1-00", "aws_ec2_transit_gateway").empty());
  CHECK(result.addresses("mgmt/hub", "aws_ec2_transit_gateway") == std::set<std::string>{"main"});
  CHECK(result.addresses("mgmt/hub", "aws_ram_principal_association").size() == 2);
  const auto& before = result.stack("prod/gen-prod-cc1-00").depends_on;
  CHECK(std::find(before.begin(), before.end(), "mgmt/hub") != before.end());
}

TEST_CASE("AWS: behind a firewall everything leads to the hub, from both sides", "[aws]") {
  const auto result = compiled(platform_text("{ egress: firewall }"));
  REQUIRE(result.said().find("error") == std::string::npos);
  const auto *clusters = table(result, "firewall-prod"), *hub = table(result, "hub-prod"),
             *mgmt = table(result, "environment-mgmt");
  REQUIRE((clusters && hub && mgmt));
  CHECK(clusters->routes.empty());
  CHECK(clusters->way_out == "prod/hub");
  const auto via = [](const Transit::Table& table, const std::string& network) {
    for (const auto& route : table.routes)
      if (route.network == network) return route.via;
    return std::string();
  };
  CHECK(via(*mgmt, "prod/gen-prod-cc1-00") == "prod/hub");
  CHECK(via(*hub, "prod/gen-prod-cc1-00") == "prod/gen-prod-cc1-00");
  CHECK(via(*hub, "mgmt/hub") == "mgmt/hub");
  // The hub's stack writes what it is the next hop of, and the cluster's nothing but its place behind the firewall.
  CHECK(result.addresses("prod/gen-prod-cc1-00", "aws_ec2_transit_gateway_route_table_propagation") ==
        std::set<std::string>{"hub-prod"});
  CHECK(result.addresses("prod/hub", "aws_ec2_transit_gateway_route").count("firewall-prod_default") == 1);
  CHECK(text_of(result.resource("prod/hub", "aws_ec2_transit_gateway_vpc_attachment.network"),
                "appliance_mode_support") == "enable");
  // attachment -> firewall -> NAT, and the answers back by the firewall
  const auto route = [&](const std::string& label, const char* argument) {
    return code_of(result.resource("prod/hub", "aws_route." + label).find(argument));
  };
  CHECK(route("transit-1_default", "vpc_endpoint_id").find("ca-central-1a") != std::string::npos);
  CHECK(route("firewall-1_default", "nat_gateway_id") == "aws_nat_gateway.zone-1.id");
  CHECK(route("nat-2_10-64-0-0-12", "vpc_endpoint_id").find("ca-central-1b") != std::string::npos);
  CHECK(route("firewall-2_10-64-0-0-12", "transit_gateway_id").find("aws_ec2_transit_gateway") != std::string::npos);
}

TEST_CASE("AWS: another cluster changes no number of a network ACL", "[aws]") {
  const auto before = compiled(platform_text());
  const auto after = compiled(platform_text("{ egress: nat }",
                                            "      gen-dev-cc1-01: { <<: *dev }\n      "
                                            "aaa-dev-cc1-00: { <<: *dev }\n"),
                              before.made->lock.to_text());
  REQUIRE(after.said().find("error") == std::string::npos);
  const auto old_numbers = numbers_of(before), new_numbers = numbers_of(after);
  CHECK(new_numbers.size() > old_numbers.size());
  for (const auto& [entry, number] : old_numbers) {
    INFO(entry);
    REQUIRE(new_numbers.count(entry) == 1);
    CHECK(new_numbers.at(entry) == number);
  }
}

TEST_CASE("AWS: a network ACL lets past whom a rule names, denies the rest of what is private", "[aws]") {
  const auto result = compiled(platform_text());
  const auto& made = *result.made;
  const auto allows = [&](const std::string& owner, const std::string& subnet, const std::string& other) {
    const auto network = made.addresses.prefixes(other, "network").front();
    for (const auto& edge : made.connectivity.edges)
      if (edge.owner == owner && edge.subnet == subnet)
        for (const auto& entry : edge.entries)
          if (entry.prefix.overlaps(network)) return entry.allow;
    FAIL("no edge or entry");
    return false;
  };
  const std::string prod = "prod/gen-prod-cc1-00", mgmt = "mgmt/gen-mgmt-cc1-00", dev = "dev/gen-dev-cc1-00";
  CHECK(allows(mgmt, "system", prod));
  CHECK(allows(prod, "apiserver", mgmt));
  CHECK_FALSE(allows(prod, "system", mgmt));
  CHECK_FALSE(allows(prod, "apiserver", dev));
  CHECK(allows(prod, "apiserver", prod));
}

TEST_CASE("AWS: one security group for the zones of a subnet, one rule for what they have in common", "[aws]") {
  const auto result = compiled(platform_text());
  const std::string prod = "prod/gen-prod-cc1-00";
  CHECK(result.addresses(prod, "aws_security_group").count("loadbalancer") == 1);
  CHECK(result.addresses(prod, "aws_security_group").count("loadbalancer-1") == 0);
  std::map<std::string, int> seen;
  for (const auto& resource : result.stack(prod).resources) {
    if (resource.type != "aws_vpc_security_group_ingress_rule") continue;
    const auto number = [&](const char* name) {
      const auto* value = resource.find(name);
      return value == nullptr ? std::string("-") : std::to_string(*value->get_if<std::int64_t>());
    };
    ++seen[code_of(resource.find("security_group_id")) + " " + text_of(resource, "ip_protocol") + " " +
           text_of(resource, "cidr_ipv4") + " " + number("from_port") + " " + number("to_port")];
  }
  for (const auto& [rule, count] : seen) {
    INFO(rule);
    CHECK(count == 1);
  }
  CHECK(seen.count("aws_security_group.loadbalancer.id tcp 10.0.0.0/12 443 443") == 1);
  CHECK(seen.count("aws_security_group.loadbalancer.id tcp 10.0.0.0/12 8080 8090") == 1);
}

TEST_CASE("AWS: sessions with the route server name the addresses that AWS gives it", "[aws]") {
  const auto result = compiled(platform_text());
  const auto code = code_of(result.resource("dev/hub", "aws_ssm_parameter.route-reflector-0-1").find("insecure_value"));
  CHECK(code.find("aws_vpc_route_server_endpoint.side-0.eni_address") != std::string::npos);
  CHECK(code.find("aws_vpc_route_server_endpoint.side-1.eni_address") != std::string::npos);
  int sessions = 0;
  for (const auto& session : result.made->connectivity.sessions) {
    if (session.hub != "dev/hub" || session.reflector != 0 || !session.peer.starts_with("route-server-")) continue;
    ++sessions;
    CHECK(code.find(session.address.to_string() + " ") == std::string::npos);
  }
  CHECK(sessions == 2);
  CHECK(result.addresses("dev/hub", "aws_vpc_route_server_peer").size() == 4);
}

TEST_CASE("AWS: pods have a range of the network of their own, and keep it", "[aws]") {
  const auto before = compiled(platform_text());
  const std::string dev = "dev/gen-dev-cc1-00";
  const auto prefixes = before.made->addresses.prefixes(dev, "network");
  REQUIRE(prefixes.size() == 2);
  CHECK(Prefix::parse("10.64.0.0/12")->contains(prefixes[0]));
  CHECK(Prefix::parse("100.64.0.0/11")->contains(prefixes[1]));
  for (const auto& subnet : {"subnet/pods-1", "subnet/pods-2"})
    CHECK(prefixes[1].contains(before.made->addresses.prefixes(dev, subnet).at(0)));
  CHECK(prefixes[0].contains(before.made->addresses.prefixes(dev, "subnet/system-1").at(0)));
  const auto& pods = before.resource(dev, "aws_subnet.pods-1");
  CHECK(code_of(pods.find("vpc_id")).find("aws_vpc_ipv4_cidr_block_association.") == 0);
  const auto after =
      compiled(platform_text("{ egress: nat }", "      aaa-dev-cc1-00: { <<: *dev }\n"), before.made->lock.to_text());
  CHECK(after.made->addresses.prefixes(dev, "network") == prefixes);
}

TEST_CASE("AWS: machines have no key, no public address, and IMDSv2", "[aws]") {
  const auto result = compiled(platform_text());
  const auto& jumpbox = result.resource("mgmt/hub", "aws_instance.jumpbox");
  CHECK(jumpbox.find("key_name") == nullptr);
  CHECK_FALSE(*jumpbox.find("associate_public_ip_address")->get_if<bool>());
  const auto* metadata = jumpbox.find("metadata_options")->get_if<tf::Object>();
  REQUIRE(metadata != nullptr);
  const auto tokens =
      std::find_if(metadata->begin(), metadata->end(), [](const auto& m) { return m.first == "http_tokens"; });
  REQUIRE(tokens != metadata->end());
  CHECK(*tokens->second.get_if<std::string>() == "required");
  CHECK(result.addresses("mgmt/hub", "aws_vpc_endpoint") == std::set<std::string>{"ec2messages", "ssm", "ssmmessages"});
  const auto zone = [&](int index) {
    return code_of(
        result.resource("dev/hub", "aws_instance.route-reflector-" + std::to_string(index)).find("subnet_id"));
  };
  CHECK(zone(0) != zone(1));
}

TEST_CASE("AWS: behind a firewall, what is outside is answered by the transit gateway", "[aws]") {
  const auto result =
      compiled(platform_text("{ egress: firewall, gateway: { kind: vpn, connections: { site: { address: 203.0.113.10, "
                             "cidrs: [10.0.0.0/12] } } } }"));
  REQUIRE(result.said().find("error") == std::string::npos);
  const auto& route = result.resource("prod/hub", "aws_route.firewall-1_10-0-0-0-12");
  CHECK(code_of(route.find("transit_gateway_id")).find("aws_ec2_transit_gateway") != std::string::npos);
}

TEST_CASE("AWS: machines that another cloud-init replaces are not held on to", "[aws]") {
  auto text = platform_text("{ egress: nat, jumpbox: {}, route_reflectors: { count: 2 } }");
  text.replace(text.find("  prod:\n"), 8, "  prod:\n    protect: true\n");
  const auto result = compiled(text);
  REQUIRE(result.said().find("error") == std::string::npos);
  const auto held = [&](const std::string& machine) {
    const auto& made = result.resource("prod/hub", "aws_instance." + machine);
    bool prevented = false;
    for (const auto& [key, value] : *made.find("lifecycle")->get_if<tf::Object>())
      if (key == "prevent_destroy") prevented = *value.get_if<bool>();
    CHECK(*made.find("disable_api_termination")->get_if<bool>() == prevented);
    return prevented;
  };
  CHECK(held("jumpbox"));
  CHECK_FALSE(held("route-reflector-0"));
}

TEST_CASE("AWS: private zones are made in a network that the spec brings too", "[aws]") {
  const auto result = compiled(platform_text(
      "{ egress: none, network: { vnet_id: vpc-0a1b2c3d4e5f60718 }, private_dns: { zones: [corp.example.ca] } }"));
  const auto& zone = result.resource("prod/hub", "aws_route53_zone.corp-example-ca");
  const auto* vpc = zone.find("vpc")->get_if<tf::Object>();
  REQUIRE(vpc != nullptr);
  CHECK(*vpc->front().second.get_if<std::string>() == "vpc-0a1b2c3d4e5f60718");
  CHECK(result.addresses("prod/gen-prod-cc1-00", "aws_route53_zone_association") ==
        std::set<std::string>{"corp-example-ca"});
}

}  // namespace aurora::aws_test
