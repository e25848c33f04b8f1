// Stacks do not read each other's state: they find what another one made by its name. A name that is one letter off
// passes every check of Terraform and fails in the cloud, so here every such name is held against what is made.

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "catch.h"
#include "terraform/write.h"
#include "unit/protocol/served.h"

namespace aurora {
namespace {

using Json = nlohmann::json;

/// Every example and golden case that compiles, and networks that no example has.
std::vector<std::pair<std::string, MemoryFileSystem>> specs() {
  std::vector<std::pair<std::string, MemoryFileSystem>> all;
  for (const auto& folder : protocol::case_folders())
    all.emplace_back(folder.filename().string(), protocol::files_of(folder));
  const std::string head =
      "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
      "route_domains: { all: [shop, data, more] }\nenvironments:\n";
  const auto environment = [](const std::string& key, const std::string& cloud, const std::string& gateway) {
    static const std::map<std::string, std::string> places{
        {"azure", "account: 11111111-1111-1111-1111-111111111111, region: canadacentral"},
        {"aws", "account: \"111111111111\", region: ca-central-1"},
        {"gcp", "account: demo-data-1, region: northamerica-northeast1"}};
    return "  " + key + ": { cloud: " + cloud + ", " + places.at(cloud) + ", hub: { egress: nat, gateway: " + gateway +
           " } }\n";
  };
  for (const std::string other : {"gcp", "aws"})
    for (const std::string first : {"azure", "gcp"}) {
      if (first == other) continue;
      const auto more = other == "aws" ? environment("more", "aws", "{ kind: vpn }") : std::string();
      const auto text = head + environment("shop", first, "{ kind: vpn, asn: 65010, active_active: true }") +
                        environment("data", other, "{ kind: vpn, asn: 64600 }");
      for (const auto& last : std::set<std::string>{"", more}) {  // by a gateway of the hub's own, by a transit gateway
        auto whole = text + last;
        if (last.empty()) whole.replace(whole.find(", more]"), 7, "]");
        MemoryFileSystem files;
        files.files["env.yaml"] = whole;
        all.emplace_back(first + " to " + other + (last.empty() ? "" : " with two hubs"), files);
      }
    }
  return all;
}

/// What is made, by type and name; what is made under no name cannot be looked up.
using Made = std::set<std::pair<std::string, std::string>>;

std::string name_of(const Json& block) {
  if (block.contains("name") && block["name"].is_string()) return block["name"];
  if (block.contains("tags") && block["tags"].contains("Name")) return block["tags"]["Name"];
  return {};
}

/// Calls `found` with the type and the arguments of each block; `mode` is `resource` or `data`.
void each_block(const Json& file, const char* mode, const std::function<void(const std::string&, const Json&)>& found) {
  if (!file.contains(mode)) return;
  for (const auto& [type, blocks] : file[mode].items())
    for (const auto& block : blocks) found(type, block);
}

/// The name that a lookup goes by; empty: it does not go by one.
std::string looked_up(const Json& block) {
  if (block.contains("name")) return block["name"];
  if (!block.contains("filter")) return {};
  const auto filters = block["filter"].is_array() ? block["filter"] : Json::array({block["filter"]});
  for (const auto& filter : filters)
    if (filter["name"] == "tag:Name") return filter["values"].at(0);
  return {};
}

void each_text(const Json& value, const std::function<void(const std::string&)>& found) {
  if (value.is_string()) return found(value);
  if (value.is_structured())
    for (const auto& item : value) each_text(item, found);
}

/// The types of what an id stands for: the last pair of type and name of its path says.
const std::map<std::string, std::string>& types_of_ids() {
  static const std::map<std::string, std::string> types{
      {"/providers/Microsoft.Network/virtualNetworks/", "azurerm_virtual_network"},
      {"/providers/Microsoft.Network/virtualNetworkGateways/", "azurerm_virtual_network_gateway"},
      {"/providers/Microsoft.Network/privateDnsZones/", "azurerm_private_dns_zone"},
      {"/providers/Microsoft.ContainerRegistry/registries/", "azurerm_container_registry"},
      {"/providers/Microsoft.OperationalInsights/workspaces/", "azurerm_log_analytics_workspace"},
      {"/global/networks/", "google_compute_network"}};
  return types;
}

struct Count {
  std::size_t lookups = 0, ids = 0, routers = 0;
};

/// One compiled spec. `spec` has the ids that are the user's own.
void check(const Compilation& result, const std::string& spec, Count& count) {
  Made made;
  std::vector<Json> files;
  for (const auto& document : result.documents)
    for (const auto& file : tf::write(document)) files.push_back(Json::parse(file.text));
  for (const auto& file : files)
    each_block(file, "resource",
               [&](const std::string& type, const Json& block) { made.emplace(type, name_of(block)); });
  for (const auto& file : files) {
    each_block(file, "data", [&](const std::string& type, const Json& block) {
      const auto name = looked_up(block);
      if (name.empty() || name.find("${") != name.npos || spec.find(name) != spec.npos) return;
      if (type == "aws_ssm_parameter") return;  // the cloud's own, of images
      INFO(type << " " << name);
      CHECK(made.contains({type, name}));
      ++count.lookups;
    });
    each_block(file, "resource", [&](const std::string& type, const Json& block) {
      const auto router = block.contains("router") ? block["router"].get<std::string>() : std::string();
      if (router.empty() || router.find("${") != router.npos) return;
      INFO(type << " of router " << router);
      CHECK(made.contains({"google_compute_router", router}));
      ++count.routers;
    });
    each_text(file, [&](const std::string& text) {
      for (const auto& [path, type] : types_of_ids()) {
        const auto at = text.find(path);
        if (at == text.npos || text.find("${") != text.npos || spec.find(text) != spec.npos) continue;
        const auto begin = at + path.size();
        const auto name = text.substr(begin, text.find_first_of("/ ", begin) - begin);
        INFO(text);
        CHECK(made.contains({type, name}));
        ++count.ids;
      }
    });
  }
}

}  // namespace

TEST_CASE("what a stack looks up by its name, another stack makes under this name", "[lookups]") {
  Count count;
  for (const auto& [name, files] : specs()) {
    INFO(name);
    CompileOptions options;
    options.spec = "env.yaml";
    const auto result = compile(options, {find_backend, facts_of}, files);
    const bool made_up = name.find(" to ") != name.npos;
    CHECK((result->ok() || !made_up));
    if (result->ok()) check(*result, files.files.at("env.yaml"), count);
  }
  // So that a change that hides them all is seen.
  CHECK(count.lookups > 100);
  CHECK(count.ids > 200);
  CHECK(count.routers > 2);
}

}  // namespace aurora
