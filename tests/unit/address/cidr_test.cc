#include "address/cidr.h"

#include <random>

#include "catch.h"

using namespace aurora;

namespace {
Prefix p(std::string_view text) { return Prefix::parse(text).value(); }
std::string joined(const std::vector<Prefix>& prefixes) {
  std::string out;
  for (const auto& prefix : prefixes) out += (out.empty() ? "" : " ") + prefix.to_string();
  return out;
}
}  // namespace

TEST_CASE("addresses are read strictly and written in canonical form") {
  const std::pair<const char*, const char*> good[] = {
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"10.64.0.10", "10.64.0.10"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"2001:DB8::1", "2001:db8::1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},  // the first of two equal runs
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"0:0:0:0:0:0:0:0", "::"},
      {"::ffff:10.0.0.1", "::ffff:a00:1"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
  };
  for (const auto& [text, canonical] : good) {
    INFO(text);
    const auto address = IpAddress::parse(text);
    REQUIRE(address);
    CHECK(address->to_string() == canonical);
    CHECK(IpAddress::parse(canonical) == address);
  }
  for (const char* bad :
       {"",          "10",           "10.0.0",    "10.0.0.",      "10.0.0.0.0",        "256.0.0.1",         "010.0.0.1",
        "10.0.0.-1", "+1.0.0.1",     " 10.0.0.1", "10.0.0.1 ",    "0x0a.0.0.1",        "1e1.0.0.0",         ":",
        ":::",       "1:::2",        "::1::",     "1:2:3",        "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::",
        "g::",       "fe80::1%eth0", "1.2.3.4::", "::10.0.0.256", "::1.2.3.4:5",       ":1:2:3:4:5:6:7"}) {
    INFO(bad);
    CHECK_FALSE(IpAddress::parse(bad));
  }
}

TEST_CASE("what is wrong with a prefix, and the nearest right one") {
  struct Row {
    const char *text, *problem, *suggestion;
  };
  for (const auto& row : {
           Row{"10.64.1.0/22", "`10.64.1.0` is not the first address of a /22", "10.64.0.0/22"},
           Row{"10.64.0.0", "the prefix length is missing", "10.64.0.0/32"},
           Row{"2001:db8::", "the prefix length is missing", "2001:db8::/128"},
           Row{"10.0.0.0/33", "the prefix length is not a number from 0 to 32", ""},
           Row{"10.0.0.0/08", "the prefix length is not a number from 0 to 32", ""},
           Row{"10.0.0.0/", "the prefix length is not a number from 0 to 32", ""},
           Row{"2001:db8::1/64", "`2001:db8::1` is not the first address of a /64", "2001:db8::/64"},
           Row{"::/129", "the prefix length is not a number from 0 to 128", ""},
           Row{"010.064.000.0/12", "an octet has a leading zero, which some programs read as octal", "10.64.0.0/12"},
           Row{"ten/8", "it does not start with an IP address", ""},
           Row{"", "it does not start with an IP address", ""},
       }) {
    INFO(row.text);
    PrefixError error;
    CHECK_FALSE(parse_prefix(row.text, error));
    CHECK(error.problem == row.problem);
    CHECK(error.suggestion == row.suggestion);
  }
  PrefixError error{"stale", "stale"};
  CHECK(parse_prefix("10.64.0.0/12", error));
  CHECK(error.problem.empty());
}

TEST_CASE("sizes, edges, children") {
  CHECK(p("0.0.0.0/0").size() == std::uint64_t{1} << 32);
  CHECK(p("10.0.0.0/22").size() == 1024);
  CHECK(p("::/0").size() == std::uint64_t{1} << 63);
  CHECK(p("2001:db8::/64").size() == std::uint64_t{1} << 63);
  CHECK(p("10.0.0.0/22").last().to_string() == "10.0.3.255");
  CHECK(p("0.0.0.0/0").last().to_string() == "255.255.255.255");
  CHECK(p("2001:db8::/32").last().to_string() == "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
  CHECK(p("::/0").last().to_string() == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  CHECK(p("10.0.0.0/22").nth(260).to_string() == "10.0.1.4");
  CHECK(p("10.0.0.0/8").child(16, 255).to_string() == "10.255.0.0/16");
  CHECK(p("2001:db8::/32").child(48, 0xffff).to_string() == "2001:db8:ffff::/48");
  CHECK(p("2001:db8::/56").child(72, 256).to_string() == "2001:db8:0:1::/72");
  CHECK(p("2001:db8::/56").child(64, 255).to_string() == "2001:db8:0:ff::/64");
  CHECK(p("2001:db8::/120").child(128, 255).to_string() == "2001:db8::ff/128");
  CHECK(Prefix::host(*IpAddress::parse("10.0.0.4")).to_string() == "10.0.0.4/32");
  CHECK(Prefix::host(*IpAddress::parse("::4")).to_string() == "::4/128");
  const std::pair<std::uint64_t, int> lengths[] = {{0, 32},   {1, 32},       {2, 31},        {3, 30},
                                                   {59, 26},  {64, 26},      {65, 25},       {256, 24},
                                                   {257, 23}, {1u << 31, 1}, {1ull << 32, 0}};
  for (const auto& [addresses, length] : lengths) CHECK(length_for(addresses) == length);
  CHECK(length_for(1, IpFamily::V6) == 128);
  CHECK(length_for(~0ull, IpFamily::V6) == 64);
}

TEST_CASE("aggregation gives the fewest prefixes") {
  CHECK(joined(aggregate({})).empty());
  CHECK(joined(aggregate({p("10.0.1.0/24"), p("10.0.0.0/24")})) == "10.0.0.0/23");
  CHECK(joined(aggregate({p("10.0.1.0/24"), p("10.0.2.0/24")})) == "10.0.1.0/24 10.0.2.0/24");
  CHECK(joined(aggregate({p("10.0.0.0/8"), p("10.1.0.0/16"), p("10.0.0.0/8")})) == "10.0.0.0/8");
  CHECK(joined(aggregate({p("0.0.0.0/1"), p("128.0.0.0/1"), p("::/1"), p("8000::/1")})) == "0.0.0.0/0 ::/0");
}

TEST_CASE("every prefix of a byte agrees with sets of addresses") {
  const auto base = p("10.0.0.0/24");
  std::vector<Prefix> all;
  for (int length = 24; length <= 32; ++length)
    for (std::uint64_t n = 0; n < std::uint64_t{1} << (length - 24); ++n) all.push_back(base.child(length, n));
  auto range = [&](const Prefix& x) { return std::pair{x.first().low & 255, x.last().low & 255}; };
  int wrong = 0;
  for (const auto& a : all) {
    if (p(a.to_string()) != a || range(a).second - range(a).first + 1 != a.size()) ++wrong;
    for (const auto& b : all) {
      const auto [af, al] = range(a);
      const auto [bf, bl] = range(b);
      if (a.overlaps(b) != (af <= bl && bf <= al) || a.contains(b) != (af <= bf && bl <= al)) ++wrong;
    }
  }
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::vector<Prefix> some(random() % 20);
    std::vector<bool> before(256), after(256);
    for (auto& x : some) x = all[random() % all.size()];
    for (const auto& x : some)
      for (auto i = range(x).first; i <= range(x).second; ++i) before[i] = true;
    const auto fewest = aggregate(some);
    for (std::size_t i = 0; i < fewest.size(); ++i) {
      for (auto n = range(fewest[i]).first; n <= range(fewest[i]).second; ++n) after[n] = true;
      if (i > 0 && !(fewest[i - 1].last() < fewest[i].first())) ++wrong;
    }
    if (before != after) ++wrong;
  }
  CHECK(wrong == 0);
}
