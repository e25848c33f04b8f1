#include <algorithm>

#include "model/resolve_parts.h"

namespace aurora::resolving {
namespace {

using yaml::Node;

void read_texts(const Fields& fields, std::string_view key, std::map<std::string, std::string>& field) {
  Tags tags;
  fields.read(key, tags);
  field.insert(tags.begin(), tags.end());
}

void read_located(const Fields& fields, std::string_view key, std::map<std::string, Text>& field) {
  if (const auto* node = fields.at(key))
    for (const auto& entry : node->entries)
      field[std::string(entry.key)] = {std::string(entry.value->text), entry.value->span};
}

void read_regions(const Fields& fields, Naming& naming) {
  const auto* regions = fields.at("regions");
  if (regions == nullptr) return;
  for (const auto& entry : regions->entries) {
    const Fields region(entry.value, fields.diagnostics());
    auto& codes = naming.region_codes[std::string(entry.key)];
    region.read("oss", codes.first);
    region.read("gc", codes.second);
  }
}

void read_kinds(const Fields& fields, Naming& naming) {
  const auto* kinds = fields.at("kinds");
  if (kinds == nullptr) return;
  for (const auto& entry : kinds->entries) {
    const Fields kind(entry.value, fields.diagnostics());
    auto& made = naming.kinds[std::string(entry.key)];
    kind.read("pattern", made.pattern);
    kind.read("abbreviation", made.abbreviation);
    made.shorten_hash = kind.has("shorten");
    made.span = entry.key_span;
  }
}

}  // namespace

Naming naming(const Fields& fields) {
  Naming naming;
  naming.span = fields.span();
  fields.read("convention", naming.convention);
  fields.read("department", naming.department);
  fields.read("project", naming.project);
  fields.read("user_defined", naming.user_defined);
  fields.read("pattern", naming.pattern);
  if (const auto* pattern = fields.at("pattern")) naming.pattern_span = pattern->span;
  read_texts(fields, "user_defined_by_purpose", naming.user_defined_by_purpose);
  read_texts(fields, "stages", naming.stage_codes);
  read_located(fields, "pins", naming.pins);
  read_regions(fields, naming);
  read_kinds(fields, naming);
  naming.compat_aurora_v2 = fields.has("compat");
  return naming;
}

AddressSettings addresses(const Fields& fields) {
  AddressSettings settings;
  settings.span = fields.span();
  fields.read("pools", settings.pools);
  fields.in("pods").read("pools", settings.pod_pools);
  fields.in("pods").read("shared", settings.share_pod_range);
  fields.in("services").read("pools", settings.service_pools);
  fields.in("services").read("shared", settings.share_service_range);
  fields.in("ipv6").read("pools", settings.ipv6_pools);
  fields.in("ipv6").read("environment_length", settings.ipv6_environment_length);
  const auto* reserved = fields.at("reserved");
  if (reserved == nullptr) return settings;
  for (const auto* item : reserved->items) {
    const Fields one(item, fields.diagnostics());
    auto& made = settings.reserved.emplace_back();
    one.read("cidr", made.cidr);
    one.read("reason", made.reason);
  }
  return settings;
}

TerraformSettings terraform(const Fields& fields) {
  TerraformSettings settings;
  settings.span = fields.span();
  fields.read("required_version", settings.required_version);
  settings.backend = fields.at("backend");
  read_located(fields, "providers", settings.provider_versions);
  return settings;
}

std::vector<OutsideNetwork> outside_networks(const Fields& fields) {
  std::vector<OutsideNetwork> networks;
  if (fields.node() == nullptr) return networks;
  for (const auto& entry : fields.node()->entries) {
    const Fields one(entry.value, fields.diagnostics());
    auto& network = networks.emplace_back();
    network.name = entry.key;
    network.span = entry.key_span;
    one.read("cidrs", network.cidrs);
    one.read("description", network.description);
  }
  std::sort(networks.begin(), networks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return networks;
}

std::vector<RouteDomain> route_domains(const Fields& fields) {
  std::vector<RouteDomain> domains;
  if (fields.node() == nullptr) return domains;
  for (const auto& entry : fields.node()->entries) {
    auto& domain = domains.emplace_back();
    domain.name = entry.key;
    domain.span = entry.key_span;
    fields.read(entry.key, domain.environments);
  }
  std::sort(domains.begin(), domains.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return domains;
}

std::vector<Override> overrides(const Fields& fields) {
  std::vector<Override> all;
  if (fields.node() == nullptr) return all;
  for (const auto& stack : fields.node()->entries)
    for (const auto& address : stack.value->entries)
      all.push_back(
          {{std::string(stack.key), stack.key_span}, {std::string(address.key), address.key_span}, address.value});
  std::sort(all.begin(), all.end(), [](const Override& a, const Override& b) {
    return std::tie(a.stack.value, a.address.value) < std::tie(b.stack.value, b.address.value);
  });
  return all;
}

}  // namespace aurora::resolving
