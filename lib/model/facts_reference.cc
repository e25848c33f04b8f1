#include <algorithm>
#include <optional>
#include <vector>

#include "model/cloud_table.h"
#include "model/clouds_reference.h"

namespace aurora {
namespace {

using namespace cloud_table;

std::string number(int value) { return std::to_string(value); }

struct Limit {
  const char* what;
  std::string (*of)(const CloudFacts&);
};

std::string zones_of(const CloudFacts& cloud) {
  const auto with =
      std::find_if(cloud.regions.begin(), cloud.regions.end(), [](const auto& region) { return region.zones > 1; });
  const auto most = std::max_element(cloud.regions.begin(), cloud.regions.end(),
                                     [](const auto& a, const auto& b) { return a.zones < b.zones; });
  if (with == cloud.regions.end()) return "none";
  return "up to " + number(most->zones) + ": zone 1 of " + code(with->name) + " is " +
         code(zone_name(cloud, *with, "1"));
}

constexpr Limit limits[] = {
    {"Terraform provider", [](const CloudFacts& c) { return code(c.provider) + ": " + std::string(c.provider_words); }},
    {"account", [](const CloudFacts& c) { return std::string(c.account_words); }},
    {"regions", [](const CloudFacts& c) { return number(static_cast<int>(c.regions.size())); }},
    {"zones", zones_of},
    {"a network is",
     [](const CloudFacts& c) { return "/" + number(c.shortest_network) + " to /" + number(c.longest_network); }},
    {"a subnet is",
     [](const CloudFacts& c) {
       return std::string(c.zonal_subnets ? "in one zone" : "over all zones") + ", /" + number(c.longest_subnet) +
              " at least";
     }},
    {"addresses it keeps in each subnet", [](const CloudFacts& c) { return number(c.reserved_addresses); }},
    {"pods and services",
     [](const CloudFacts& c) {
       return std::string(c.secondary_ranges ? "routed ranges, each cluster's own" : "ranges that clusters may share");
     }},
    {"pods on a node, at most", [](const CloudFacts& c) { return number(c.max_pods_max); }},
    {"characters of a node pool's name, at most", [](const CloudFacts& c) { return number(c.node_pool_name_max); }},
    {"tags, at most",
     [](const CloudFacts& c) {
       return number(c.tags.most) + ", keys of " + number(c.tags.longest_key) + " and values of " +
              number(c.tags.longest_value) + " characters";
     }},
};

std::string limits_table(Clouds clouds) {
  auto text = head("", clouds);
  for (const auto& limit : limits) text += row(limit.what, clouds, limit.of);
  return text;
}

/// The first column of a table: what any cloud has, in order.
template <typename T, typename List, typename Function>
std::vector<T> all_of(Clouds clouds, List list, const Function& of) {
  std::vector<T> all;
  for (const auto* cloud : clouds)
    for (const auto& fact : cloud->*list)
      if (const auto one = of(fact)) all.push_back(*one);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string machines_table(Clouds clouds) {
  using Shape = std::pair<int, int>;
  const auto shapes = all_of<Shape>(clouds, &CloudFacts::machines, [](const MachineFact& machine) {
    return machine.preferred ? std::optional<Shape>({machine.vcpus, machine.memory_gib}) : std::nullopt;
  });
  auto text = head("machine", clouds);
  for (const auto& [vcpus, memory] : shapes)
    text += row(code(number(vcpus) + "x" + number(memory)), clouds,
                [vcpus = vcpus, memory = memory](const CloudFacts& cloud) {
                  for (const auto& machine : cloud.machines)
                    if (machine.preferred && machine.vcpus == vcpus && machine.memory_gib == memory)
                      return code(machine.type);
                  return std::string("-");
                });
  return text;
}

std::string service_cell(const CloudFacts& cloud, std::string_view service) {
  std::string text;
  for (const auto& fact : cloud.services) {
    if (fact.service != service || text.find(code(fact.subresource)) != text.npos) continue;
    text += (text.empty() ? "" : ", ") + code(fact.subresource) + (fact.by_route ? " (by route)" : "");
  }
  return text.empty() ? "-" : text;
}

std::string services_table(Clouds clouds) {
  const auto services = all_of<std::string_view>(clouds, &CloudFacts::services,
                                                 [](const ServiceFact& fact) { return std::optional(fact.service); });
  auto text = head("service", clouds);
  for (const auto service : services)
    text += row(code(service), clouds, [&](const CloudFacts& cloud) { return service_cell(cloud, service); });
  return text;
}

std::string subnets_table(Clouds clouds) {
  const auto roles = all_of<std::string_view>(clouds, &CloudFacts::subnets,
                                              [](const SubnetFact& fact) { return std::optional(fact.role); });
  auto text = head("role", clouds);
  for (const auto role : roles)
    text += row(code(role), clouds, [&](const CloudFacts& cloud) {
      for (const auto& fact : cloud.subnets)
        if (fact.role == role)
          return "/" + number(fact.longest_length) + (fact.fixed_name.empty() ? "" : ", " + code(fact.fixed_name)) +
                 (fact.security_group ? "" : ", no security group") + (fact.route_table ? "" : ", no route table");
      return std::string("-");
    });
  return text;
}

}  // namespace

std::string facts_by_cloud(Clouds clouds) {
  return "### Limits\n\n" + limits_table(clouds) + "\n### Machines\n\nWhat `<vCPUs>x<GiB>` becomes.\n\n" +
         machines_table(clouds) + "\n### Services with private endpoints\n\n" + services_table(clouds) +
         "\n### Subnets\n\nThe least size of a subnet of each role.\n\n" + subnets_table(clouds);
}

}  // namespace aurora
