#include "backend/bgp_config.h"

#include <string>

#include "catch.h"

using namespace aurora;

namespace {

IpAddress ip(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
  return {IpFamily::V4, 0, a << 24 | b << 16 | c << 8 | d};
}

BgpSession session(std::string peer, IpAddress address, std::int64_t asn) {
  BgpSession made;
  made.hub = "dev/hub";
  made.peer = std::move(peer);
  made.address = address;
  made.asn = asn;
  return made;
}

/// A reflector with one session of each sort: the mesh, a cluster's nodes, a route server, one that only listens.
ConnectivityPlan plan() {
  ConnectivityPlan made;
  auto mesh = session("route-reflector-1", ip(10, 64, 0, 5), 64512);
  mesh.import_routes = true;
  auto nodes = session("gen-dev-cc-00/system", {}, 64512);
  nodes.listen_range = true;
  nodes.range = {ip(10, 64, 4, 0), 26};
  nodes.client = true;
  nodes.accepts = {{ip(10, 192, 0, 0), 16}, {ip(10, 200, 0, 9), 32}};
  auto server = session("route server", ip(10, 64, 4, 68), 65515);
  server.no_advertise = true;
  auto same_word = session("route-server", ip(10, 64, 4, 69), 65515);
  same_word.next_hops = {{ip(10, 64, 0, 0), 22}, {ip(10, 65, 0, 0), 24}};
  auto elsewhere = session("other", ip(10, 0, 0, 1), 64512);
  elsewhere.reflector = 1;
  made.sessions = {nodes, mesh, server, same_word, elsewhere};
  return made;
}

BgpSpeaker speaker(const ConnectivityPlan& connectivity) {
  return {"rr-0", ip(10, 64, 0, 4), 64512, sessions_of(connectivity, "dev/hub", 0)};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a reflector gets only its own sessions", "[bgp]") {
  const auto connectivity = plan();
  CHECK(sessions_of(connectivity, "dev/hub", 0).size() == 4);
  CHECK(sessions_of(connectivity, "dev/hub", 1).size() == 1);
  CHECK(sessions_of(connectivity, "prod/hub", 0).empty());
}

TEST_CASE("frr", "[bgp]") {
  const auto connectivity = plan();
  const auto text = frr_config(speaker(connectivity));
  for (const auto* line : {
           "router bgp 64512\n bgp router-id 10.64.0.4\n",
           "bgp no-rib\n",
           "ip nht resolve-via-default\n",
           " bgp graceful-restart\n",
           " neighbor peer_gen_dev_cc_00_system peer-group\n neighbor peer_gen_dev_cc_00_system remote-as 64512\n",
           " bgp listen range 10.64.4.0/26 peer-group peer_gen_dev_cc_00_system\n",
           "  neighbor peer_gen_dev_cc_00_system route-reflector-client\n",
           "ip prefix-list peer_gen_dev_cc_00_system_in seq 10 permit 10.192.0.0/16 le 32\n",
           "ip prefix-list peer_gen_dev_cc_00_system_in seq 20 permit 10.200.0.9/32\n",
           "ip prefix-list peer_route_reflector_1_in seq 10 permit any\n",
           "ip prefix-list peer_route_server_in seq 10 deny any\n",
           "route-map peer_route_server_out permit 10\n set community no-advertise additive\n",
           "ip prefix-list peer_route_server_2_via seq 20 permit 10.65.0.0/24 le 32\n",
           "route-map peer_route_server_2_out permit 10\n match ip next-hop prefix-list peer_route_server_2_via\n",
           " neighbor 10.64.4.68 ebgp-multihop 2\n",
           "  neighbor 10.64.4.68 attribute-unchanged next-hop\n",
           "  neighbor 10.64.4.69 route-map peer_route_server_2_in in\n",
       })
    CHECK(has(text, line));
  CHECK_FALSE(has(text, "peer_route_server_via"));
  CHECK_FALSE(has(text, "neighbor 10.64.0.5 route-reflector-client"));
  CHECK_FALSE(has(text, "10.0.0.1"));
}

TEST_CASE("bird", "[bgp]") {
  const auto connectivity = plan();
  const auto text = bird_config(speaker(connectivity));
  for (const auto* line : {
           "router id 10.64.0.4;\n",
           "protocol bgp peer_route_reflector_1 {\n  local 10.64.0.4 as 64512;\n  neighbor 10.64.0.5 as 64512;\n",
           "  neighbor range 10.64.4.0/26 as 64512;\n  dynamic name \"peer_gen_dev_cc_00_system_\";\n",
           "  rr client;\n",
           "if net ~ [ 10.192.0.0/16{16,32}, 10.200.0.9/32{32,32} ] then accept;",
           "filter peer_route_server_in {\n  reject;\n}",
           "filter peer_route_reflector_1_in {\n  accept;\n}",
           "bgp_community.add((65535, 65282));",
           "  if ! (bgp_next_hop ~ 10.64.0.0/22 || bgp_next_hop ~ 10.65.0.0/24) then reject;\n",
           "  multihop 2;\n",
           "    next hop keep;\n",
           "  graceful restart on;\n",
       })
    CHECK(has(text, line));
  CHECK_FALSE(has(text, "10.0.0.1"));
}

TEST_CASE("a peer's name cannot leave its word", "[bgp]") {
  ConnectivityPlan connectivity;
  connectivity.sessions = {session("x\";\n} include \"/etc/passwd\n!", ip(10, 0, 0, 9), 65001)};
  const auto one = speaker(connectivity);
  CHECK_FALSE(has(frr_config(one), "/etc/passwd"));
  CHECK_FALSE(has(bird_config(one), "/etc/passwd"));
}
