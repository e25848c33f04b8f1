#include <algorithm>
#include <map>
#include <set>

#include "unit/gcp/compiled.h"

/// The one list of rules of a network: numbers, sides, and what stands before and behind the subnets' rules.
namespace aurora::gcp_test {
namespace {

constexpr std::string_view rule_type = "google_compute_network_firewall_policy_rule";

std::int64_t priority(const tf::Resource& rule) { return *rule.find("priority")->get_if<std::int64_t>(); }

/// By stack and label.
std::map<std::string, std::int64_t> priorities(const Compilation& result) {
  std::map<std::string, std::int64_t> all;
  for (const auto& document : result.documents)
    for (const auto* rule : of_type(document, rule_type)) all[document.stack + " " + rule->label] = priority(*rule);
  return all;
}

TEST_CASE("Google Cloud: every priority is one of a kind in its policy", "[gcp][security]") {
  const auto result = compiled(spec());
  INFO(said(*result));
  REQUIRE(result->ok());
  for (const auto& document : result->documents) {
    std::set<std::int64_t> seen;
    const auto rules = of_type(document, rule_type);
    INFO(document.stack);
    CHECK(rules.size() >= 8);
    for (const auto* rule : rules) {
      CHECK(seen.insert(priority(*rule)).second);
      CHECK((priority(*rule) >= 0 && priority(*rule) <= 2147483547));
    }
  }
}

TEST_CASE("Google Cloud: what is added changes no priority", "[gcp][security]") {
  const auto before = compiled(spec());
  REQUIRE(before->ok());
  const auto after = compiled(
      spec("        subnets: { aaa: { role: database, size: 26, from: [general] } }\n"
           "      aaa-dev-nane1-00: { like: gen-dev-nane1-00 }\n",
           "  - { name: aaa-first, from: operators, to: \"*:jumpbox\", ports: [22/tcp], why: administration }\n"
           "  - { name: aaa-general, from: \"dev:general\", to: operators, ports: [443/tcp], why: a role that nodes "
           "play }\n"),
      before->lock.to_text());
  INFO(said(*after));
  REQUIRE(after->ok());
  const auto old_numbers = priorities(*before), new_numbers = priorities(*after);
  CHECK(new_numbers.size() > old_numbers.size());
  for (const auto& [rule, number] : old_numbers) {
    INFO(rule);
    REQUIRE(new_numbers.count(rule) == 1);
    CHECK(new_numbers.at(rule) == number);
  }
}

TEST_CASE("Google Cloud: the last rules deny both ways, and the network waits for all rules", "[gcp][security]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  for (const auto& document : result->documents) {
    INFO(document.stack);
    const auto& in = resource(document, "google_compute_network_firewall_policy_rule.deny_in");
    const auto& out = resource(document, "google_compute_network_firewall_policy_rule.deny_out");
    CHECK(text(in, "direction") + text(in, "action") == "INGRESSdeny");
    CHECK(text(in, "match", "src_ip_ranges") == "0.0.0.0/0");
    CHECK(text(out, "direction") + text(out, "action") == "EGRESSdeny");
    CHECK(("," + text(out, "match", "dest_ip_ranges")).find(",10.0.0.0/8") != std::string::npos);
    const auto& association = resource(document, "google_compute_network_firewall_policy_association.network");
    for (const auto* rule : of_type(document, rule_type)) {
      CHECK(priority(*rule) <= priority(out));
      CHECK(waits_for(association, rule->address()));
      CHECK(text(*rule, "enable_logging") == (text(*rule, "action") == "deny" ? "true" : "false"));
    }
  }
}

TEST_CASE("Google Cloud: every rule of the plan is there, and holds at its subnet only", "[gcp][security]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  REQUIRE(result->connectivity.subnets.size() > 10);
  for (const auto& subnet : result->connectivity.subnets)
    for (const auto& rule : subnet.rules) {
      INFO(subnet.owner << " " << subnet.subnet << " " << rule.id);
      if (rule.from.kind == RuleSide::Kind::LoadBalancerProbe) continue;
      const auto& made = resource(stack(*result, subnet.owner),
                                  std::string(rule_type) + "." + tf::label(subnet.subnet + "_" + rule.id));
      const bool in = rule.direction == Rule::Direction::Inbound;
      CHECK(text(made, "direction") == (in ? "INGRESS" : "EGRESS"));
      CHECK(text(made, "action") == (rule.access == Rule::Access::Allow ? "allow" : "deny"));
      CHECK(text(made, "rule_name").size() <= 63);
      const auto from = text(made, "match", "src_ip_ranges"), to = text(made, "match", "dest_ip_ranges");
      CHECK_FALSE(from.empty());
      CHECK_FALSE(to.empty());
      const auto own = result->addresses.find(subnet.owner, "subnet/" + subnet.subnet)->prefix;
      for (const auto& prefix : (in ? rule.to : rule.from).prefixes)
        CHECK((own.contains(prefix) || rule.id.find("front-ends") != std::string::npos || prefix.contains(own) ||
               Prefix::parse("100.64.0.0/11")->contains(prefix)));
      CHECK((in ? to : from) != "0.0.0.0/0");
    }
}

TEST_CASE("Google Cloud: health checks come where load balancers lead, over TCP", "[gcp][security]") {
  const auto result =
      compiled(spec("        subnets:\n          data: { role: database, size: 26, from: [general] }\n"
                    "          web: { role: web, size: 26, from: [loadbalancer] }\n"));
  INFO(said(*result));
  REQUIRE(result->ok());
  std::set<std::string> probed;
  for (const auto& document : result->documents)
    for (const auto* rule : of_type(document, rule_type)) {
      if (text(*rule, "match", "src_ip_ranges").find("35.191.0.0/16") == std::string::npos) continue;
      if (rule->label.find("load-balancer-probe") == std::string::npos) continue;
      if (document.stack == "dev/gen-dev-nane1-00") probed.insert(rule->label.substr(0, rule->label.find('_')));
      const auto& layer4 = *(*find(*rule->find("match")->get_if<tf::Object>(), "layer4_configs")->get_if<tf::List>())[0]
                                .get_if<tf::Object>();
      CHECK(text(find(layer4, "ip_protocol")) == "tcp");
      CHECK(document.stack != "dev/hub");
    }
  CHECK(probed == std::set<std::string>{"loadbalancer", "nodes", "web"});
}

TEST_CASE("Google Cloud: the tunnel of IAP leads to the jumpbox and nowhere else", "[gcp][security]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  int tunnels = 0;
  for (const auto& document : result->documents)
    for (const auto* rule : of_type(document, rule_type)) {
      if (text(*rule, "match", "src_ip_ranges").find("35.235.240.0/20") == std::string::npos) continue;
      ++tunnels;
      INFO(document.stack << " " << rule->label);
      CHECK(rule->label == "iap");
      const auto address = result->addresses.find(document.stack, "static/jumpbox")->prefix.to_string();
      CHECK(text(*rule, "match", "dest_ip_ranges") == address);
      const auto& layer4 = *(*find(*rule->find("match")->get_if<tf::Object>(), "layer4_configs")->get_if<tf::List>())[0]
                                .get_if<tf::Object>();
      CHECK(text(find(layer4, "ip_protocol")) + text(find(layer4, "ports")) == "tcp22");
    }
  CHECK(tunnels == 2);
}

TEST_CASE("Google Cloud: the internet is no private address", "[gcp][security]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& document = stack(*result, "dev/gen-dev-nane1-00");
  const auto rules = of_type(document, rule_type);
  const auto found = std::find_if(rules.begin(), rules.end(), [](const auto* rule) {
    return rule->label.starts_with("loadbalancer_flow-https-in-tcp-internet");
  });
  REQUIRE(found != rules.end());
  std::uint64_t addresses = 0;
  std::vector<Prefix> ranges;
  const auto& match = *(*found)->find("match")->get_if<tf::Object>();
  for (const auto& item : *find(match, "src_ip_ranges")->get_if<tf::List>())
    ranges.push_back(*Prefix::parse(text(&item)));
  for (const auto& range : ranges) addresses += range.size();
  for (const auto* inside : {"10.64.0.0/12", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"})
    for (const auto& range : ranges) CHECK_FALSE(Prefix::parse(inside)->overlaps(range));
  CHECK(std::any_of(ranges.begin(), ranges.end(),
                    [](const auto& range) { return range.contains(*IpAddress::parse("8.8.8.8")); }));
  // 2^32 without 0/8, 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.168/16, 198.18/15 and 224/3.
  CHECK(addresses == 4294967296U - 3U * 16777216U - 4194304U - 2U * 65536U - 1048576U - 131072U - 536870912U);
}

TEST_CASE("Google Cloud: with a firewall only names are reached on the internet", "[gcp][security]") {
  const auto result = compiled(spec());
  REQUIRE(result->ok());
  const auto& document = stack(*result, "dev/hub");
  const auto& names = resource(document, "google_compute_network_firewall_policy_rule.names");
  const auto& deny = resource(document, "google_compute_network_firewall_policy_rule.deny_internet");
  CHECK(text(names, "match", "dest_fqdns").find("example.org") != std::string::npos);
  CHECK(priority(names) < priority(deny));
  CHECK(text(deny, "match", "dest_ip_ranges") == "0.0.0.0/0");
  for (const auto* rule : of_type(document, rule_type))
    if (text(*rule, "action") == "allow" && text(*rule, "direction") == "EGRESS")
      CHECK(priority(*rule) < priority(deny));
  CHECK(stack(*result, "mgmt/hub").find("google_compute_network_firewall_policy_rule.deny_internet") == nullptr);
}

}  // namespace
}  // namespace aurora::gcp_test
