#include "rename/renames.h"

#include <algorithm>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "rename/lines.h"
#include "source/file_system.h"

namespace aurora {
namespace {

constexpr const char* head = R"(
api_version: aurora-iac/v1
platform: demo
defaults: { cloud: azure, region: canadacentral, kubernetes: { version: "1.33" } }
address_plan: { pools: [10.64.0.0/16] }
networks: { operators: { cidrs: [10.200.4.0/24] } }
)";

std::string spec(const std::string& flow, const std::string& cluster, const std::string& parts) {
  return std::string(head) + "flows:\n  - { name: " + flow +
         ", from: operators, to: [\"dev/*:database\", \"*:apiserver\"], ports: [443/tcp] }\n"
         "environments:\n  dev:\n    account: 11111111-1111-1111-1111-111111111111\n"
         "    hub: { egress: nat }\n    clusters:\n      " +
         cluster + parts;
}

const std::string before_parts = R"(
        node_pools:
          system: { machine: 4x16, nodes: { min: 1, max: 3 } }
          general: { machine: 8x32, nodes: { min: 1, max: 6 }, subnet: apps }
        subnets:
          apps: { role: general }
          data: { role: database, from: [general] }
)";

struct Compiled {
  MemoryFileSystem files;
  std::unique_ptr<Compilation> made;
};

Compiled compiled(const std::string& text, const std::optional<std::string>& lock = {}) {
  Compiled result;
  result.files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  options.lock_text = lock;
  result.made = compile(options, {find_backend, facts_of}, result.files);
  return result;
}

const tf::Document& stack(const Compilation& made, std::string_view name) {
  const auto at = std::find_if(made.documents.begin(), made.documents.end(),
                               [&](const tf::Document& one) { return one.stack == name; });
  REQUIRE(at != made.documents.end());
  return *at;
}

std::string moves(const tf::Document& document) {
  std::string text;
  for (const auto& move : document.moved) text += move.from + " > " + move.to + "\n";
  return text;
}

}  // namespace

TEST_CASE("what is renamed keeps its addresses, priorities and names, and its state follows") {
  const auto before = compiled(spec("ops", "gen-dev-cc-00:", before_parts));
  REQUIRE(before.made->ok());
  auto parts = before_parts;
  parts.replace(parts.find("data:"), 7, "store: { renamed_from: data, ");
  parts.replace(parts.find("general: {"), 10, "workers: { renamed_from: general, ");
  const auto after =
      compiled(spec("operations, renamed_from: ops", "gen-dev-cc-00:", parts), before.made->lock.to_text());
  REQUIRE(after.made->ok());
  const auto& made = *after.made;

  const auto* subnet = made.addresses.find("dev/gen-dev-cc-00", "subnet/store");
  REQUIRE(subnet != nullptr);
  CHECK(subnet->prefix == before.made->addresses.find("dev/gen-dev-cc-00", "subnet/data")->prefix);
  CHECK(made.lock.find("address", "dev/gen-dev-cc-00/subnet/data") == nullptr);

  const auto priority = [](const Compilation& of, const std::string& key) {
    const auto* entry = of.lock.find("priority", "dev/gen-dev-cc-00/" + key);
    return entry == nullptr ? std::string("none") : entry->value;
  };
  CHECK(priority(made, "store/inbound/flow-operations-tcp-in") != "none");
  CHECK(priority(made, "store/inbound/flow-operations-tcp-in") ==
        priority(*before.made, "data/inbound/flow-ops-tcp-in"));
  CHECK(priority(made, "apps/outbound/to-store-out") == priority(*before.made, "apps/outbound/to-data-out"));

  const auto& document = stack(made, "dev/gen-dev-cc-00");
  const auto* resource = document.find("azurerm_subnet.store");
  REQUIRE(resource != nullptr);
  CHECK(*resource->find("name")->get_if<std::string>() == "data");
  const auto* pool = document.find("azurerm_kubernetes_cluster_node_pool.workers");
  REQUIRE(pool != nullptr);
  CHECK(*pool->find("name")->get_if<std::string>() == "general");
  const auto all = moves(document);
  INFO(all);
  for (const auto* one :
       {"azurerm_subnet.data > azurerm_subnet.store\n",
        "azurerm_kubernetes_cluster_node_pool.general > azurerm_kubernetes_cluster_node_pool.workers\n",
        "azurerm_network_security_rule.data_flow-ops-tcp-in > "
        "azurerm_network_security_rule.store_flow-operations-tcp-in\n"})
    CHECK(all.find(one) != std::string::npos);
  for (const auto& move : document.moved) {
    CHECK(stack(*before.made, "dev/gen-dev-cc-00").find(move.from) != nullptr);
    CHECK(document.find(move.to) != nullptr);
  }

  SECTION("and the lock remembers, when `renamed_from` is gone") {
    auto plain = before_parts;
    plain.replace(plain.find("data:"), 5, "store:");
    plain.replace(plain.find("general: {"), 8, "workers:");
    const auto later = compiled(spec("operations", "gen-dev-cc-00:", plain), made.lock.to_text());
    REQUIRE(later.made->ok());
    for (const auto& change : later.made->lock.changes()) CHECK(change.section == "renamed");
    CHECK(moves(stack(*later.made, "dev/gen-dev-cc-00")) == all);
  }
}

TEST_CASE("a renamed cluster keeps every name and number, in another stack") {
  const auto before = compiled(spec("ops", "gen-dev-cc-00:", before_parts));
  REQUIRE(before.made->ok());
  const auto after = compiled(spec("ops", "gen-dev-cc-05:\n        renamed_from: gen-dev-cc-00", before_parts),
                              before.made->lock.to_text());
  REQUIRE(after.made->ok());
  const auto& was = stack(*before.made, "dev/gen-dev-cc-00");
  const auto& is = stack(*after.made, "dev/gen-dev-cc-05");
  CHECK(is.renamed_from == "dev/gen-dev-cc-00");
  std::size_t named = 0;
  for (const auto& resource : was.resources) {
    const auto* name = resource.find("name");
    if (name == nullptr || resource.mode == tf::Resource::Mode::Data) continue;
    const auto* same = is.find(resource.address());
    INFO(resource.address());
    REQUIRE(same != nullptr);
    CHECK(*same->find("name") == *name);
    ++named;
  }
  CHECK(named > 20);
  for (const auto* section : {"address", "priority", "suffix"})
    for (const auto& [key, entry] : after.made->lock.section(section)) {
      INFO(section << " " << key);
      CHECK(key.find("gen-dev-cc-00/") == std::string::npos);
    }
}

TEST_CASE("the flow that a rule is of") {
  CHECK(flow_of_rule("flow-ops-tcp-in") == "ops");
  CHECK(flow_of_rule("flow-a-tcp-udp-out") == "a-tcp");
  CHECK(flow_of_rule("flow-https-in-tcp-front-ends-internet-in") == "https-in");
  CHECK(flow_of_rule("flow-x-any-internet-out") == "x");
  CHECK(flow_of_rule("role-nodes-in").empty());
  CHECK(flow_of_rule("flow-tcp-in").empty());
}

TEST_CASE("lines of the lock move once") {
  const auto before = compiled(spec("ops", "gen-dev-cc-00:", before_parts));
  const auto text = before.made->lock.to_text();
  auto parts = before_parts;
  parts.replace(parts.find("data:"), 7, "store: { renamed_from: data, ");
  const auto after = compiled(spec("ops", "gen-dev-cc-05:\n        renamed_from: gen-dev-cc-00", parts), text);
  REQUIRE(after.made->ok());
  const auto& platform = *after.made->platform;
  CHECK(renames_of(platform).size() == 2);
  SourceMap sources;
  Diagnostics diagnostics;
  auto lock = *Lock::parse(sources.add("lock", text), sources, diagnostics);
  move_renamed(platform, lock);
  CHECK(lock.find("address", "dev/gen-dev-cc-05/subnet/store") != nullptr);
  const auto moved = lock.to_text();
  move_renamed(platform, lock);
  CHECK(lock.to_text() == moved);
}

}  // namespace aurora
