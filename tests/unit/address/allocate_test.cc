#include "address/allocate.h"

#include <functional>

#include "address/need.h"
#include "catch.h"
#include "unit/address/platform_builder.h"

using namespace aurora;
using namespace aurora::testing;

TEST_CASE("a cluster of Aurora's sizes takes one block, half network and half pods") {
  auto p = platform();
  auto& dev = environment(p, "dev");
  dev.clusters = {cluster("dev", "gen-dev-cc-00")};
  // 3, 2 and 2 nodes with the surge, a /26 each: 448 pod addresses
  dev.clusters[0].node_pools = {pool("general", 2), pool("gateway", 1), pool("system", 1)};
  dev.clusters[0].network.size = Located<int>{23, {}};
  const auto r = allocated(p);
  INFO(r.text() << r.everything());
  CHECK(r.codes().empty());
  CHECK(r.at("dev/gen-dev-cc-00", "network") == "10.64.0.0/23");
  CHECK(r.at("dev/gen-dev-cc-00", "pods") == "10.64.2.0/23");
  CHECK(r.at("dev/gen-dev-cc-00", "services") == "100.64.0.0/16");
  CHECK(r.at("dev/gen-dev-cc-00", "static/dns_service") == "100.64.0.10/32");
  CHECK(r.at("dev/gen-dev-cc-00", "static/load_balancer").find(".") != std::string::npos);
}

TEST_CASE("vectors P1 to P5: Aurora's hand-made plans fit when found") {
  struct Row {
    const char* network;
    std::vector<std::pair<std::string, int>> subnets;
    const char* free_after;  // the largest subnet that still fits
  };
  using V = std::vector<std::pair<std::string, int>>;
  for (const auto& row : {
           Row{"172.26.0.0/23",
               V{{"rs", 27}, {"infra", 27}, {"api", 27}, {"lb", 27}, {"general", 25}, {"gw", 27}, {"sys", 27}}, "25"},
           Row{"10.0.0.0/21",
               V{{"rs", 27}, {"api", 27}, {"lb", 27}, {"gw", 27}, {"infra", 27}, {"sys", 27}, {"general", 25}}, "22"},
           Row{"172.26.0.0/23", V{{"api", 27}, {"infra", 27}, {"lb", 27}, {"sys", 27}, {"gw", 27}, {"general", 24}},
               "26"},
           Row{"172.26.0.0/23",
               V{{"rs", 27}, {"api", 27}, {"lb", 27}, {"gw", 27}, {"sys", 27}, {"infra", 26}, {"general", 24}}, "27"},
           Row{"169.24.0.0/23", V{{"lb", 27}, {"rs", 27}, {"sys", 26}, {"general", 26}, {"gw", 26}}, "24"},
       }) {
    auto p = platform();
    auto& dev = environment(p, "dev");
    dev.clusters = {cluster("dev", "a", 1)};
    auto& network = dev.clusters[0].network;
    dev.clusters[0].node_pools.clear();
    network.cidrs = {{prefix(row.network), {}}};
    network.subnets.clear();
    for (const auto& [key, size] : row.subnets) network.subnets.push_back(subnet(key, key, size));
    network.subnets.push_back(subnet("zz", "zz", std::stoi(row.free_after)));
    const auto fits = allocated(p);
    INFO(fits.text() << fits.everything());
    CHECK(fits.codes().empty());
    network.subnets.back().size->value -= 1;
    CHECK(allocated(p).codes().substr(0, 4) == "1406");
  }
}

TEST_CASE("what a node takes of the pod range: the vectors of Aurora's allocator") {
  auto c = cluster("dev", "a");
  const std::pair<int, int> rows[] = {{15, 27}, {30, 27},  {31, 26},  {60, 26},  {62, 26},
                                      {63, 25}, {110, 25}, {126, 25}, {127, 24}, {250, 24}};
  for (const auto& [pods, length] : rows) CHECK(node_block_length(c, pool("x", 1, pods), *test_facts("")) == length);
  c.kubernetes.network_plugin = "cloud";
  for (const auto& [pods, length] : rows) CHECK(node_block_length(c, pool("x", 1, pods), *test_facts("")) == 24);
}

TEST_CASE("a subnet's size comes from its need") {
  struct Row {
    int max, max_pods;
    const char *surge, *pods;
    bool per_zone;
    std::uint64_t addresses;
    int length;
  };
  for (const auto& row : {Row{20, 62, "33%", "overlay", false, 32, 27}, Row{21, 62, "33%", "overlay", false, 33, 26},
                          Row{20, 62, "10", "overlay", false, 35, 26}, Row{3, 62, "33%", "overlay", true, 17, 27},
                          Row{3, 62, "1%", "overlay", false, 9, 27}, Row{20, 30, "33%", "node_subnet", false, 842, 22},
                          Row{20, 30, "33%", "pod_subnet", false, 32, 27}, Row{0, 30, "33%", "overlay", false, 5, 27},
                          Row{1, 1, "0", "overlay", false, 6, 27}}) {
    auto c = cluster("dev", "a");
    c.kubernetes.network_plugin = "cloud";
    c.kubernetes.pod_network = row.pods;
    auto nodes = pool("data", row.max, row.max_pods);
    nodes.max_surge = row.surge;
    nodes.per_zone = row.per_zone;
    nodes.zones = {"1", "2", "3"};
    nodes.pod_subnet = std::string(row.pods) == "pod_subnet" ? "pods" : "";
    c.node_pools = {nodes};
    const auto need = cluster_subnet_need(c, subnet("data"), *test_facts(""));
    INFO(need.sum);
    CHECK(need.addresses == row.addresses);
    CHECK(need.length == row.length);
    if (!nodes.pod_subnet.empty())
      CHECK(cluster_subnet_need(c, subnet("pods"), *test_facts("")).addresses == 27u * 30 + 5);
  }
}

TEST_CASE("a hub: fixed minimum sizes and static addresses") {
  auto p = platform();
  environment(p, "dev").hub = hub("dev");
  auto& h = *p.environments[0].hub;
  h.route_reflectors->addresses = {{IpAddress::parse("10.64.0.122").value(), {}}};
  auto r = allocated(p);
  INFO(r.text() << r.everything());
  CHECK(r.codes() == "1407");
  const auto reflectors = prefix(r.at("dev/hub", "subnet/route_reflector"));
  CHECK(prefix(r.at("dev/hub", "subnet/firewall")).length == 26);
  CHECK(r.at("dev/hub", "static/firewall") == prefix(r.at("dev/hub", "subnet/firewall")).nth(4).to_string() + "/32");
  h.route_reflectors->addresses = {{reflectors.nth(5), {}}};
  r = allocated(p);
  CHECK(r.codes().empty());
  CHECK(r.at("dev/hub", "static/route_reflector/0") == reflectors.nth(5).to_string() + "/32");
  CHECK(r.at("dev/hub", "static/route_reflector/1") == reflectors.nth(4).to_string() + "/32");
  CHECK(r.at("dev/hub", "static/route_reflector/2") == reflectors.nth(6).to_string() + "/32");
  for (const int bad : {0, 3, 15}) {
    h.route_reflectors->addresses[0].value = reflectors.nth(static_cast<std::uint64_t>(bad));
    CHECK(allocated(p).codes() == "1408");
  }
}

TEST_CASE("allocations keep clear of what the spec says is taken") {
  auto p = platform({"10.64.0.0/22"});
  environment(p, "dev").clusters = {cluster("dev", "a", 4)};
  auto& c = p.environments[0].clusters[0];
  c.kubernetes.pod_cidr = Located<Prefix>{prefix("192.168.0.0/20"), {}};
  p.addresses.reserved.push_back({{prefix("10.64.0.0/24"), {}}, "x"});
  p.networks.push_back({"on_premises", {{prefix("10.64.2.0/24"), {}}, {prefix("100.64.0.0/10"), {}}}, "", {}});
  p.environments[0].hub = hub("dev");
  p.environments[0].hub->network.cidrs = {{prefix("10.64.3.0/24"), {}}};
  p.environments[0].hub->egress = {};
  p.environments[0].hub->egress.kind = Egress::Kind::NextHop;
  p.environments[0].hub->egress.next_hop = Located<IpAddress>{IpAddress::parse("172.16.0.4").value(), {}};
  auto r = allocated(p);
  INFO(r.text() << r.everything());
  CHECK(r.codes().empty());
  CHECK(r.at("dev/a", "network") == "10.64.1.0/24");
  CHECK(r.at("dev/a", "services") == "172.17.0.0/16");
  p.addresses.reserved[0].cidr.value = prefix("10.64.0.0/23");
  r = allocated(p);
  REQUIRE(r.codes() == "1402");
  CHECK(r.text() ==
        "no room for the network of `dev/a`: it needs a /24 (256 addresses), and the platform's pools (10.64.0.0/22) "
        "have nothing left\n");
}

TEST_CASE("overlaps are found between all ranges, after defaults") {
  const auto base = [] {
    auto p = platform();
    environment(p, "dev").clusters = {cluster("dev", "a"), cluster("dev", "b")};
    return p;
  };
  auto a = [](Platform& p) -> Cluster& { return p.environments[0].clusters[0]; };
  auto b = [](Platform& p) -> Cluster& { return p.environments[0].clusters[1]; };
  const auto at = [](std::string_view text) { return Located<Prefix>{prefix(text), {}}; };
  struct Row {
    const char* what;
    std::function<void(Platform&)> edit;
    const char* codes;
  };
  const Row rows[] = {
      {"nothing", [](Platform&) {}, ""},
      {"two pinned networks",
       [&](Platform& p) {
         a(p).network.cidrs = {at("10.9.0.0/23")};
         b(p).network.cidrs = {at("10.9.0.0/22")};
       },
       "1401"},
      {"network and reservation",
       [&](Platform& p) {
         a(p).network.cidrs = {at("10.9.0.0/23")};
         p.addresses.reserved.push_back({at("10.9.0.0/16"), ""});
       },
       "1401"},
      {"network and outside",
       [&](Platform& p) {
         a(p).network.cidrs = {at("10.9.0.0/23")};
         p.networks.push_back({"o", {at("10.9.1.0/24")}, "", {}});
       },
       "1401"},
      {"pods and outside",
       [&](Platform& p) {
         a(p).kubernetes.pod_cidr = at("10.9.0.0/16");
         p.networks.push_back({"o", {at("10.9.1.0/24")}, "", {}});
       },
       "1401"},
      {"services and outside",
       [&](Platform& p) {
         a(p).kubernetes.service_cidr = at("10.9.0.0/16");
         p.networks.push_back({"o", {at("10.0.0.0/12")}, "", {}});
       },
       "1401"},
      {"services and pods of another",
       [&](Platform& p) {
         a(p).kubernetes.service_cidr = at("10.9.0.0/16");
         b(p).kubernetes.pod_cidr = at("10.9.0.0/17");
       },
       "1401"},
      {"services of two",
       [&](Platform& p) {
         a(p).kubernetes.service_cidr = at("10.9.0.0/16");
         b(p).kubernetes.service_cidr = at("10.9.0.0/17");
       },
       ""},
      {"pods of two", [&](Platform& p) { a(p).kubernetes.pod_cidr = b(p).kubernetes.pod_cidr = at("192.168.0.0/16"); },
       "1401"},
      {"pods of two, shared",
       [&](Platform& p) {
         p.addresses.share_pod_range = true;
         a(p).kubernetes.pod_cidr = b(p).kubernetes.pod_cidr = at("192.168.0.0/16");
       },
       ""},
      {"the cloud's range", [&](Platform& p) { a(p).kubernetes.service_cidr = at("172.30.0.0/16"); }, "1401"},
      {"existing and pinned",
       [&](Platform& p) {
         a(p).network.existing_id = Text{"/x", {}};
         a(p).network.existing_cidrs = {at("10.9.0.0/16")};
         b(p).network.cidrs = {at("10.9.0.0/23")};
       },
       "1401"},
      {"two clusters in one existing network",
       [&](Platform& p) {
         for (auto* c : {&a(p), &b(p)}) {
           c->network.existing_id = Text{"/x", {}};
           c->network.existing_cidrs = {at("10.9.0.0/16")};
         }
       },
       ""},
      {"existing in a reservation",
       [&](Platform& p) {
         a(p).network.existing_id = Text{"/x", {}};
         a(p).network.existing_cidrs = {at("10.9.0.0/16")};
         p.addresses.reserved.push_back({at("10.0.0.0/12"), ""});
       },
       ""},
      {"subnet outside its network",
       [&](Platform& p) {
         a(p).network.cidrs = {at("10.9.0.0/23")};
         a(p).network.subnets[0].cidrs = {at("10.9.2.0/27")};
       },
       "1405"},
      {"two pinned subnets",
       [&](Platform& p) {
         a(p).network.cidrs = {at("10.9.0.0/23")};
         a(p).network.subnets[0].cidrs = {at("10.9.0.0/27")};
         a(p).network.subnets[1].cidrs = {at("10.9.0.0/26")};
       },
       "1401"},
      {"subnet too small", [&](Platform& p) { a(p).network.subnets[2].cidrs = {at("10.64.1.0/28")}; }, "1403"},
      {"size too small",
       [&](Platform& p) {
         a(p).network.subnets[2].size = Located<int>{28, {}};
       },
       "1403"},
      {"size the cloud has not",
       [&](Platform& p) {
         a(p).network.subnets[2].size = Located<int>{30, {}};
       },
       "1415"},
      {"network too small",
       [&](Platform& p) {
         a(p).network.size = Located<int>{26, {}};
       },
       "1414"},
      {"pods too small", [&](Platform& p) { a(p).kubernetes.pod_cidr = at("192.168.0.0/24"); }, "1412"},
      {"services too large", [&](Platform& p) { a(p).kubernetes.service_cidr = at("192.0.0.0/12"); }, "1413"},
      {"DNS outside the services",
       [&](Platform& p) {
         a(p).kubernetes.dns_service_ip = Located<IpAddress>{IpAddress::parse("10.0.0.10").value(), {}};
       },
       "1407"},
      {"DNS first of the services",
       [&](Platform& p) {
         a(p).kubernetes.dns_service_ip = Located<IpAddress>{IpAddress::parse("100.64.0.1").value(), {}};
       },
       "1408"},
      {"two pools", [&](Platform& p) { p.addresses.pools.push_back(at("10.64.128.0/17")); }, "1411"},
      {"an environment's part of the platform's pool",
       [&](Platform& p) { p.environments[0].pools = {at("10.64.128.0/17")}; }, ""},
      {"pod pool in a pool", [&](Platform& p) { p.addresses.pod_pools = {at("10.64.128.0/17")}; }, "1411"},
  };
  for (const auto& row : rows) {
    auto p = base();
    row.edit(p);
    const auto r = allocated(p);
    INFO(row.what << "\n" << r.text() << r.everything());
    CHECK(r.codes() == row.codes);
  }
}

TEST_CASE("nothing that exists moves") {
  auto p = platform();
  environment(p, "dev").clusters = {cluster("dev", "b"), cluster("dev", "c")};
  const auto first = allocated(p);
  REQUIRE(first.codes().empty());
  CHECK(allocated(p, first.lock).lock.changes().empty());

  auto more = p;
  more.environments[0].clusters.insert(more.environments[0].clusters.begin(), cluster("dev", "a", 200));
  more.environments[0].clusters[1].network.subnets.push_back(subnet("data", "database", 24));
  more.environments[0].clusters[2].network.subnets.erase(more.environments[0].clusters[2].network.subnets.begin());
  const auto second = allocated(more, first.lock);
  INFO(second.text() << second.everything());
  CHECK(second.codes().empty());
  for (const auto* kept : first.plan.all())
    if (kept->name != "headroom" && (kept->name != "subnet/apiserver" || kept->owner != "dev/c"))
      CHECK(second.at(kept->owner, kept->name) == kept->prefix.to_string());
  CHECK(second.at("dev/b", "network/1") != "-");  // a full network grows
  CHECK(second.lock.find("address", "dev/c/subnet/apiserver")->tombstone);

  const auto third = allocated(p, second.lock);
  CHECK(third.everything().find("dev/a") == std::string::npos);
  for (const auto* kept : first.plan.all())
    if (kept->name != "headroom") CHECK(third.at(kept->owner, kept->name) == kept->prefix.to_string());
  CHECK(allocated(more, third.lock).everything() == second.everything());
}

TEST_CASE("a network keeps room beside it, grows into it, and gives it up when a pool runs out") {
  auto p = platform({"10.64.0.0/22"});
  p.addresses.pod_pools.push_back({prefix("10.96.0.0/12"), {}});
  environment(p, "dev").clusters = {cluster("dev", "a")};
  const auto first = allocated(p);
  CHECK(first.at("dev/a", "network") == "10.64.0.0/24");
  CHECK(first.at("dev/a", "headroom") == "10.64.1.0/24");

  auto grown = p;
  grown.environments[0].clusters[0].network.subnets.push_back(subnet("data", "database", 25));
  const auto second = allocated(grown, first.lock);
  CHECK(second.codes().empty());
  CHECK(second.at("dev/a", "network/1") == "10.64.1.0/24");
  CHECK(second.at("dev/a", "subnet/data") == "10.64.1.0/25");
  CHECK(second.at("dev/a", "headroom") == "-");
  CHECK(second.lock.find("address", "dev/a/headroom") == nullptr);

  auto pinned = p;  // a subnet that the spec puts there makes the network grow as well
  pinned.environments[0].clusters[0].network.subnets.push_back(subnet("data", "database"));
  pinned.environments[0].clusters[0].network.subnets.back().cidrs.push_back({prefix("10.64.1.64/26"), {}});
  const auto third = allocated(pinned, first.lock);
  CHECK(third.codes().empty());
  CHECK(third.at("dev/a", "network/1") == "10.64.1.0/24");

  auto full = p;  // three more clusters of a /24 each: the last one needs what the first one keeps
  for (const char* key : {"b", "c", "d"}) full.environments[0].clusters.push_back(cluster("dev", key));
  const auto fourth = allocated(full, first.lock);
  CHECK(fourth.codes().empty());
  CHECK(fourth.at("dev/a", "network") == "10.64.0.0/24");
  CHECK(fourth.at("dev/d", "network") != "-");
  CHECK(fourth.at("dev/a", "headroom") == "-");
  CHECK(fourth.lock.find("address", "dev/a/headroom") == nullptr);
  full.environments[0].clusters.push_back(cluster("dev", "e"));
  CHECK(allocated(full, fourth.lock).codes() == "1402");
}

TEST_CASE("a subnet that is outgrown is offered what the cloud can do") {
  struct Row {
    CloudFacts::SubnetGrowth growth;
    std::string hint;
  };
  for (const auto& row : {Row{CloudFacts::SubnetGrowth::Never, "a subnet of its own"},
                          Row{CloudFacts::SubnetGrowth::FurtherPrefix, "cidrs: [10.64.0.64/27, 10.64.1.0/27]"},
                          Row{CloudFacts::SubnetGrowth::InPlace, "a subnet of its own"}}) {
    static CloudFacts facts;
    facts = *test_facts("");
    facts.subnet_growth = row.growth;
    auto p = platform();
    p.addresses.pod_pools.push_back({prefix("10.96.0.0/12"), {}});
    environment(p, "dev").clusters = {cluster("dev", "a", 20)};
    p.environments[0].clusters[0].network.size = Located<int>{24, {}};
    auto& subnets = p.environments[0].clusters[0].network.subnets;
    for (const char* name : {"x", "y"}) subnets.push_back(subnet(name, "database", 27));
    auto lock = allocated(p).lock;
    p.environments[0].clusters[0].node_pools[0].max.value = 30;
    Diagnostics diagnostics;
    auto again = reread(lock);
    allocate(
        p, [](std::string_view) -> const CloudFacts* { return &facts; }, again, diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted()[0].code == 1404);
    const auto hints = diagnostics.sorted()[0].hints;
    INFO(allocated(p, lock).everything());
    CHECK(hints.front().find(row.hint) != std::string::npos);
    CHECK(hints.back().find("subnet: general2") != std::string::npos);
  }
}

TEST_CASE("a locked subnet that became too small is an error, not a move") {
  auto p = platform();
  environment(p, "dev").clusters = {cluster("dev", "a", 20)};
  p.environments[0].clusters[0].kubernetes.pod_cidr = Located<Prefix>{prefix("192.168.0.0/16"), {}};
  const auto first = allocated(p);
  p.environments[0].clusters[0].node_pools[0].max.value = 40;
  const auto second = allocated(p, first.lock);
  CHECK(second.codes() == "1404");
  CHECK(second.at("dev/a", "subnet/general") == first.at("dev/a", "subnet/general"));
}

TEST_CASE("a renamed cluster keeps its addresses") {
  auto p = platform();
  environment(p, "dev").clusters = {cluster("dev", "a"), cluster("dev", "b")};
  const auto first = allocated(p);
  auto& renamed = p.environments[0].clusters[1];
  const auto first_identity = renamed.identity;
  renamed = cluster("dev", "0");
  renamed.renamed_from = Text{"b", {}};
  renamed.former = first_identity;
  const auto second = allocated(p, first.lock);
  CHECK(second.codes().empty());
  CHECK(second.at("dev/0", "network") == first.at("dev/b", "network"));
  CHECK(second.at("dev/0", "subnet/general") == first.at("dev/b", "subnet/general"));
  CHECK(second.lock.find("address", "dev/b/network") == nullptr);
}

TEST_CASE("a lock that a merge made inconsistent names both lines") {
  auto p = platform();
  Lock lock;
  lock.put("address", "dev/a/network", "10.64.0.0/23");
  lock.put("address", "dev/b/network", "10.64.1.0/24");
  lock.put("address", "dev/c/network", "10.64.300.0/24");
  const auto r = allocated(p, lock);
  CHECK(r.codes() == "1410 1409");
  for (const auto& d : r.diagnostics.sorted())
    if (d.code == 1410) CHECK(d.related.size() == 1);
}

TEST_CASE("thousands of clusters") {
  auto p = platform({"10.0.0.0/8"});
  p.addresses.pod_pools = {{prefix("11.0.0.0/8"), {}}};
  p.addresses.share_pod_range = true;
  auto& dev = environment(p, "dev");
  for (int i = 0; i < 3000; ++i) dev.clusters.push_back(cluster("dev", "c" + std::to_string(i)));
  const auto r = allocated(p);
  CHECK(r.codes().empty());
  CHECK(r.at("dev/c77", "pods") == r.at("dev/c2999", "pods"));
}
