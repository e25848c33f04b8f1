#include "unit/aws/network_fixture.h"

namespace aurora::aws_test {
namespace {

const char* const existing = "5f294f92-bafb-4011-916d-9b0bd3a1d3e2";

/// mgmt makes the transit gateway; prod's hub is attached to it.
Result with_gateways(const std::string& mgmt, const std::string& prod = "") {
  auto text = platform_text(prod.empty() ? "{ egress: nat }" : "{ egress: nat, gateway: " + prod + " }");
  const std::string hub = "{ egress: nat, jumpbox: { bastion: true } }";
  if (!mgmt.empty()) text.replace(text.find(hub), hub.size(), "{ egress: nat, gateway: " + mgmt + " }");
  return compiled(text);
}

std::string direct_connect(const std::string& asn, const std::string& circuit = "") {
  std::string text = "{ kind: direct_connect";
  if (!asn.empty()) text += ", asn: " + asn;
  if (!circuit.empty()) text += ", connections: { site: { circuit_id: " + circuit + " } }";
  return text + " }";
}

std::int64_t transit_number(const Result& result) {
  return *result.resource("mgmt/hub", "aws_ec2_transit_gateway.main").find("amazon_side_asn")->get_if<std::int64_t>();
}

bool fails(const Result& result) { return result.said().find("AUR1256") != std::string::npos; }

}  // namespace

TEST_CASE("AWS: with a Direct Connect gateway that is there, `asn` is the transit gateway's", "[aws]") {
  const auto given = with_gateways(direct_connect("64620", existing));
  INFO(given.said());
  CHECK_FALSE(fails(given));
  CHECK(transit_number(given) == 64620);
  CHECK(given.addresses("mgmt/hub", "aws_dx_gateway").empty());
  CHECK(transit_number(with_gateways(direct_connect("", existing))) == 64512);
}

TEST_CASE("AWS: a Direct Connect gateway that is made keeps its number", "[aws]") {
  const auto own = with_gateways(direct_connect("64620"));
  CHECK_FALSE(fails(own));
  CHECK(transit_number(own) == 64512);
  CHECK(text_of(own.resource("mgmt/hub", "aws_dx_gateway.main"), "amazon_side_asn") == "64620");
}

TEST_CASE("AWS: numbers of gateways that cannot hold are errors", "[aws]") {
  struct Row {
    const char* what;
    std::string mgmt, prod;
  };
  const Row rows[] = {
      {"the transit gateway's own", direct_connect("64512"), ""},
      {"another hub's transit gateway", "", direct_connect("64620", existing)},
      {"the usual number, which the transit gateway has", "{ kind: vpn, asn: 64513 }", direct_connect("")},
      {"a VPN's, where another hub has said it", direct_connect("64620", existing), "{ kind: vpn, asn: 64621 }"}};
  for (const auto& row : rows) {
    const auto result = with_gateways(row.mgmt, row.prod);
    INFO(row.what << "\n" << result.said());
    CHECK(fails(result));
  }
  CHECK_FALSE(fails(with_gateways("{ kind: vpn, asn: 64620 }", direct_connect("64620", existing))));
}

}  // namespace aurora::aws_test
