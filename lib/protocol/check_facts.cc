#include "protocol/check_facts.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <exception>
#include <regex>

#include "address/cidr.h"
#include "name/matcher.h"
#include "protocol/read.h"
#include "terraform/schema.h"

namespace aurora::protocol {
namespace {

struct Bounds {
  std::string_view name;
  int value, least, most;
};

void check_bounds(const Bounds& bounds, const std::string& where) {
  if (bounds.value < bounds.least || bounds.value > bounds.most)
    throw Malformed{fmt::format("{}/{}", where, bounds.name),
                    fmt::format("{} is not between {} and {}", bounds.value, bounds.least, bounds.most)};
}

void check_pattern(std::string_view name, std::string_view pattern, const std::string& where) {
  constexpr std::size_t longest = 500;
  try {
    if (pattern.size() <= longest) {
      const std::regex compiled{std::string(pattern)};
      return;
    }
  } catch (const std::regex_error&) {
  }
  throw Malformed{fmt::format("{}/{}", where, name),
                  pattern.size() > longest ? "it is too long" : "it is no regular expression"};
}

bool is_lower_name(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::all_of(text.begin(), text.end(), fits);
}

void check_sizes(const CloudFacts& facts) {
  check_bounds({"longest_subnet", facts.longest_subnet, 1, 31}, "/facts");  // what others are bounded by
  for (const auto& bounds :
       {Bounds{"longest_network", facts.longest_network, 1, facts.longest_subnet},
        Bounds{"shortest_network", facts.shortest_network, 1, facts.longest_network},
        Bounds{"reserved_addresses", facts.reserved_addresses, 0, (1 << std::min(16, 32 - facts.longest_subnet)) - 1},
        Bounds{"first_usable", facts.first_usable, 0, facts.reserved_addresses},
        Bounds{"overlay_block_length", facts.overlay_block_length, 0, 31},
        Bounds{"ipv6_network_length", facts.ipv6_network_length, 0, 64},
        Bounds{"node_pool_name_max", facts.node_pool_name_max, 1, 255},
        Bounds{"max_pods_max", facts.max_pods_max, 1, 10'000},
        Bounds{"addresses_per_pod", facts.addresses_per_pod, 0, 16},
        Bounds{"pod_addresses_at_once", facts.pod_addresses_at_once, 1, 4096},
        Bounds{"surge_of_zone", facts.surge_of_zone, 0, 100}, Bounds{"tags/most", facts.tags.most, 0, 10'000},
        Bounds{"tags/longest_key", facts.tags.longest_key, 1, 10'000},
        Bounds{"tags/longest_value", facts.tags.longest_value, 0, 10'000}})
    check_bounds(bounds, "/facts");
}

void check_patterns(const CloudFacts& facts) {
  for (const auto& [name, pattern] : {std::pair{"account_pattern", facts.account_pattern},
                                      {"network_id_pattern", facts.network_id_pattern},
                                      {"subnet_id_pattern", facts.subnet_id_pattern},
                                      {"machine_pattern", facts.machine_pattern},
                                      {"tags/key_pattern", facts.tags.key_pattern},
                                      {"tags/value_pattern", facts.tags.value_pattern}})
    check_pattern(name, pattern, "/facts");
}

void check_regions(const CloudFacts& facts) {
  for (std::size_t i = 0; i < facts.regions.size(); ++i) {
    const auto& region = facts.regions[i];
    const auto where = fmt::format("/facts/regions/{}", i);
    check_bounds({"zones", region.zones, 0, 9}, where);
    if (!region.zone_letters.empty() && region.zone_letters.size() < static_cast<std::size_t>(region.zones))
      throw Malformed{where + "/zone_letters", "there are fewer letters than zones"};
  }
}

void check_names(const CloudFacts& facts) {
  for (std::size_t i = 0; i < facts.name_rules.size(); ++i) {
    const auto& rule = facts.name_rules[i];
    const auto where = fmt::format("/facts/name_rules/{}", i);
    check_bounds({"max_length", rule.max_length, 1, 1000}, where);
    check_bounds({"min_length", rule.min_length, 0, rule.max_length}, where);
    if (!is_lower_name(rule.kind)) throw Malformed{where + "/kind", "lower-case letters, digits and `_` are wanted"};
    if (!naming::Matcher(rule.pattern).valid())
      throw Malformed{where + "/pattern", "the pattern uses more than characters, classes and one group at the end"};
  }
}

void check_ranges(const CloudFacts& facts) {
  for (std::size_t i = 0; i < facts.subnets.size(); ++i) {
    const auto where = fmt::format("/facts/subnets/{}", i);
    check_bounds({"longest_length", facts.subnets[i].longest_length, facts.shortest_network, facts.longest_subnet},
                 where);
    check_bounds({"default_length", facts.subnets[i].default_length, 0, facts.subnets[i].longest_length}, where);
  }
  for (std::size_t i = 0; i < facts.forbidden_ranges.size(); ++i)
    if (!Prefix::parse(facts.forbidden_ranges[i].cidr))
      throw Malformed{fmt::format("/facts/forbidden_ranges/{}/cidr", i), "it is no range of addresses"};
  for (std::size_t i = 0; i < facts.provider_firsts.size(); ++i)
    if (!tf::admits(">= 0.0.1", facts.provider_firsts[i]))
      throw Malformed{fmt::format("/facts/provider_firsts/{}", i), "it is no version"};
}

}  // namespace

void check_facts(const CloudFacts& facts) {
  check_sizes(facts);
  check_patterns(facts);
  check_regions(facts);
  check_names(facts);
  check_ranges(facts);
}

std::string schema_text(const ProviderUse& use) {
  std::string text = "{\n";
  for (const auto& [key, json] : use.schema) text += fmt::format("\"{}\": {},\n", key, json.text);
  return text + "}\n";
}

void check_providers(const std::vector<ProviderUse>& providers) {
  for (std::size_t i = 0; i < providers.size(); ++i) {
    const auto& use = providers[i];
    const auto where = fmt::format("/providers/{}", i);
    if (!is_lower_name(use.name)) throw Malformed{where + "/name", "it is no name of a provider"};
    for (const auto* types : {&use.resources, &use.data})
      for (const auto& type : *types)
        if (!is_lower_name(type) || tf::provider_of(type) != use.name)
          throw Malformed{where, fmt::format("`{}` is no type of `{}`", type, use.name)};
    for (const auto& [key, json] : use.schema) {
      const auto space = key.find(' ');
      if (json.text.front() != '{') throw Malformed{where + "/schema", fmt::format("`{}` is no object", key)};
      const bool of_type = (key.starts_with("resource ") || key.starts_with("data ")) &&
                           is_lower_name(std::string_view(key).substr(space + 1));
      if (key != "configuration" && !of_type)
        throw Malformed{where + "/schema",
                        fmt::format("`{}` is none of `resource <type>`, `data <type>` and `configuration`", key)};
    }
    const auto text = schema_text(use);
    if (const auto broken = tf::ProviderSchema(use.name, use.version, text).broken(); !broken.empty())
      throw Malformed{where + "/schema", fmt::format("`{}` is not in the form of schemas/terraform", broken)};
  }
}

}  // namespace aurora::protocol
