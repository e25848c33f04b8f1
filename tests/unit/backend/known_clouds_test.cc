#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "address/cidr.h"
#include "backend/registry.h"
#include "catch.h"
#include "model/roles.h"

/// The tables of the clouds beside each other: each is whole in itself, and what one spec asks of one it gets of all.
namespace aurora {
namespace {

TEST_CASE("every backend's cloud is known, and clouds are known once", "[clouds]") {
  std::set<std::string_view> names;
  for (const auto* facts : known_clouds()) CHECK(names.insert(facts->cloud).second);
  CHECK(names == std::set<std::string_view>{"aws", "azure", "gcp"});
  for (const auto* backend : built_in_backends()) {
    const auto clouds = known_clouds();
    CHECK(std::find(clouds.begin(), clouds.end(), &backend->facts()) != clouds.end());
    CHECK(facts_of(backend->name()) == &backend->facts());
  }
}

TEST_CASE("subnets: sizes that the cloud takes, roles once", "[clouds]") {
  for (const auto* facts : known_clouds()) {
    std::set<std::string_view> roles;
    for (const auto& subnet : facts->subnets) {
      INFO(facts->cloud << " " << subnet.role);
      CHECK(roles.insert(subnet.role).second);
      CHECK(subnet.longest_length <= facts->longest_subnet);
      CHECK((subnet.default_length == 0 || subnet.default_length <= subnet.longest_length));
      CHECK((subnet.default_length == 0 || subnet.default_length >= facts->shortest_network));
    }
    CHECK(facts->longest_network <= facts->longest_subnet);
    CHECK(facts->first_usable < facts->reserved_addresses);
    CHECK((1 << (32 - facts->longest_subnet)) > facts->reserved_addresses);
    // What a hub or a cluster is made of, whatever the cloud.
    for (const auto* role : {"apiserver", "gateway", "general", "infrastructure", "jumpbox", "loadbalancer", "pods",
                             "route_reflector", "system"}) {
      INFO(facts->cloud << " " << role);
      CHECK(find_role(role) != nullptr);
      CHECK(roles.count(role) == 1);
    }
  }
}

TEST_CASE("ranges, numbers, accounts and tags can be read", "[clouds]") {
  for (const auto* facts : known_clouds()) {
    INFO(facts->cloud);
    std::set<std::string_view> ranges;
    for (const auto& range : facts->forbidden_ranges) {
      INFO(range.cidr);
      const auto prefix = Prefix::parse(range.cidr);
      REQUIRE(prefix.has_value());
      CHECK(prefix->to_string() == range.cidr);
      CHECK(ranges.insert(range.cidr).second);
      CHECK_FALSE(range.what.empty());
    }
    CHECK(ranges.count("169.254.0.0/16") == 1);
    for (std::size_t i = 0; i < facts->reserved_asns.size(); ++i) {
      CHECK(facts->reserved_asns[i].first <= facts->reserved_asns[i].last);
      CHECK((facts->reserved_asns[i].last < 64512 || facts->reserved_asns[i].first > 65514));
    }
    for (const auto pattern : {facts->account_pattern, facts->tags.key_pattern, facts->tags.value_pattern})
      CHECK_NOTHROW(std::regex(std::string(pattern)));
    CHECK_FALSE(facts->provider.empty());
    CHECK_FALSE(facts->provider_firsts.empty());
    CHECK_FALSE(facts->provider_words.empty());
  }
}

TEST_CASE("services: every row says where", "[clouds]") {
  for (const auto* facts : known_clouds()) {
    std::set<std::tuple<std::string_view, std::string_view, std::string_view>> rows;
    std::set<std::string_view> services;
    for (const auto& service : facts->services) {
      INFO(facts->cloud << " " << service.service << " " << service.subresource);
      CHECK(rows.emplace(service.service, service.subresource, service.dns_zone).second);
      services.insert(service.service);
      CHECK_FALSE(service.subresource.empty());
      // Gateways have no name to resolve.
      CHECK(service.dns_zone.empty() == service.by_route);
    }
    CHECK(std::is_sorted(facts->services.begin(), facts->services.end(),
                         [](const auto& a, const auto& b) { return a.service < b.service; }));
    // What a cluster of Aurora's reaches privately.
    for (const auto* service : {"key", "monitoring", "object_storage", "registry", "secrets"}) {
      INFO(facts->cloud << " " << service);
      CHECK(services.count(service) == 1);
    }
  }
}

using Shape = std::pair<int, int>;

std::map<Shape, std::string_view> preferred(const CloudFacts& facts) {
  std::map<Shape, std::string_view> machines;
  for (const auto& machine : facts.machines) {
    INFO(facts.cloud << " " << machine.type);
    CHECK_FALSE((machine.preferred && machine.gpu));
    if (machine.preferred) CHECK(machines.emplace(Shape{machine.vcpus, machine.memory_gib}, machine.type).second);
  }
  return machines;
}

TEST_CASE("a shape of machine exists in every cloud", "[clouds]") {
  std::map<std::string_view, std::map<Shape, std::string_view>> clouds;
  for (const auto* facts : known_clouds()) {
    std::set<std::string_view> types;
    for (const auto& machine : facts->machines) {
      INFO(facts->cloud << " " << machine.type);
      CHECK(types.insert(machine.type).second);
      CHECK(machine.vcpus >= 2);
      CHECK(machine.memory_gib >= machine.vcpus);
    }
    clouds[facts->cloud] = preferred(*facts);
  }
  for (const auto& [shape, type] : clouds["azure"]) {
    INFO(type);
    CHECK(clouds["gcp"].count(shape) == 1);
    // AWS doubles: between 16 and 32 vCPUs it has nothing.
    CHECK(clouds["aws"].count(shape) == (shape == Shape{20, 160} ? 0 : 1));
  }
  CHECK(clouds["aws"].at({8, 32}) == "m7i.2xlarge");
  CHECK(clouds["aws"].at({2, 16}) == "r7i.large");
  CHECK(clouds["aws"].at({4, 8}) == "c7i.xlarge");
  CHECK(clouds["gcp"].at({8, 32}) == "n2-standard-8");
  CHECK(clouds["gcp"].at({4, 8}) == "n2-custom-4-8192");
}

TEST_CASE("types whose names say their size have that size", "[clouds]") {
  const std::map<std::string_view, int> sizes{{"large", 2},     {"xlarge", 4},    {"2xlarge", 8},   {"4xlarge", 16},
                                              {"8xlarge", 32},  {"12xlarge", 48}, {"16xlarge", 64}, {"18xlarge", 72},
                                              {"24xlarge", 96}, {"48xlarge", 192}};
  const std::map<char, int> ratios{{'m', 4}, {'r', 8}, {'c', 2}};
  const std::regex predefined("[a-z0-9]+-(standard|highmem)-([0-9]+)"), custom("n2-custom-([0-9]+)-([0-9]+)");
  for (const auto* facts : known_clouds())
    for (const auto& machine : facts->machines) {
      INFO(machine.type);
      const std::string type(machine.type);
      std::smatch parts;
      if (facts->cloud == "aws" && !machine.gpu) {
        const auto dot = type.find('.');
        REQUIRE(sizes.count(type.substr(dot + 1)) == 1);
        CHECK(machine.vcpus == sizes.at(type.substr(dot + 1)));
        CHECK(machine.memory_gib == machine.vcpus * ratios.at(type[0]));
      } else if (facts->cloud == "gcp" && std::regex_match(type, parts, predefined)) {
        CHECK(machine.vcpus == std::stoi(parts[2]));
        CHECK(machine.memory_gib == machine.vcpus * (parts[1] == "highmem" ? 8 : 4));
      } else if (facts->cloud == "gcp" && std::regex_match(type, parts, custom)) {
        CHECK(machine.vcpus == std::stoi(parts[1]));
        CHECK(machine.memory_gib * 1024 == std::stoi(parts[2]));
        CHECK(machine.vcpus % (machine.vcpus > 32 ? 4 : 2) == 0);
      }
    }
}

}  // namespace
}  // namespace aurora
