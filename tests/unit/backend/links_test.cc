#include "backend/links.h"

#include <algorithm>
#include <set>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"
#include "terraform/write.h"

/// Environments on different clouds, joined by the gateways of their hubs.
namespace aurora {
namespace {

std::string environment(const std::string& key, const std::string& cloud, const std::string& account,
                        const std::string& region, const std::string& gateway) {
  return "  " + key + ": { cloud: " + cloud + ", account: \"" + account + "\", region: " + region +
         ", hub: { egress: nat, gateway: " + gateway + " } }\n";
}
const std::string head =
    "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
    "route_domains: { all: [shop, data] }\nenvironments:\n";
const std::string shop = environment("shop", "azure", "11111111-1111-1111-1111-111111111111", "canadacentral",
                                     "{ kind: vpn, asn: 65010, active_active: true }");

std::unique_ptr<Compilation> compiled(const std::string& text, const Backends& backends = {find_backend, facts_of}) {
  MemoryFileSystem files;
  files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  return compile(options, backends, files);
}

const tf::Document* link_of(const Compilation& result) {
  for (const auto& document : result.documents)
    if (document.stack.find("/link-") != std::string::npos) return &document;
  return nullptr;
}

std::size_t count(const tf::Document& document, std::string_view type) {
  return static_cast<std::size_t>(std::count_if(document.resources.begin(), document.resources.end(),
                                                [&](const auto& resource) { return resource.type == type; }));
}

std::string said(const Compilation& result) { return render_text(result.diagnostics.sorted(), result.sources, false); }

}  // namespace

TEST_CASE("hubs of one route domain on two clouds meet in a stack of their own", "[links]") {
  struct Row {
    const char *cloud, *account, *region, *connection;
    std::size_t azure_connections, other_connections;
  };
  constexpr Row rows[] = {
      // Two addresses of each end: a tunnel from each to each of its number.
      {"gcp", "demo-data-1", "northamerica-northeast1", "google_compute_vpn_tunnel", 2, 2},
      // A connection to each address of Azure's, each of two tunnels.
      {"aws", "111111111111", "ca-central-1", "aws_vpn_connection", 4, 2},
  };
  for (const auto& row : rows) {
    const auto result =
        compiled(head + shop + environment("data", row.cloud, row.account, row.region, "{ kind: vpn, asn: 64600 }"));
    INFO(row.cloud << "\n" << said(*result));
    REQUIRE(result->ok());
    const auto* link = link_of(*result);
    REQUIRE(link != nullptr);
    CHECK(link->stack == "data/link-shop");
    CHECK(link->depends_on == std::vector<std::string>{"data/hub", "shop/hub"});
    CHECK(link->providers.size() == 2);
    CHECK(count(*link, "azurerm_virtual_network_gateway_connection") == row.azure_connections);
    CHECK(count(*link, row.connection) == row.other_connections);
    // The addresses inside the tunnels are the gateway's own, in the stack of its hub.
    const auto hub = std::find_if(result->documents.begin(), result->documents.end(),
                                  [](const auto& document) { return document.stack == "shop/hub"; });
    REQUIRE(hub != result->documents.end());
    std::string text;
    for (const auto& file : tf::write(*hub)) text += file.text;
    for (const auto& block : result->connectivity.links.at(0).inside) {
      const auto own = result->connectivity.links[0].first == "shop/hub" ? 1 : 2;
      CHECK(text.find("\"" + block.nth(own).to_string() + "\"") != std::string::npos);
    }
  }
}

TEST_CASE("the tunnels of a link keep their addresses when other links come", "[links]") {
  const auto data = environment("data", "gcp", "demo-data-1", "northamerica-northeast1", "{ kind: vpn, asn: 64600 }");
  const auto alone = compiled(head + shop + data);
  REQUIRE(alone->ok());
  MemoryFileSystem files;
  auto text = head + shop + data +
              environment("area", "gcp", "demo-area-1", "northamerica-northeast1", "{ kind: vpn, asn: 64601 }");
  text.replace(text.find("[shop, data]"), 12, "[shop, data, area]");
  files.files["env.yaml"] = text;
  files.files["env.yaml.lock.json"] = alone->lock.to_text();
  CompileOptions options;
  options.spec = "env.yaml";
  const auto more = compile(options, {find_backend, facts_of}, files);
  INFO(said(*more));
  REQUIRE(more->ok());
  REQUIRE(more->connectivity.links.size() == 2);  // the two on Google Cloud are peered
  std::set<Prefix> inside;
  for (const auto& link : more->connectivity.links) {
    if (link.stack == "data/link-shop") CHECK(link.inside == alone->connectivity.links.at(0).inside);
    inside.insert(link.inside.begin(), link.inside.end());
  }
  CHECK(inside.size() == 8);
}

namespace {

/// A backend that knows of no links.
class Plain final : public Backend {
 public:
  std::string_view name() const override { return "gcp"; }
  const CloudFacts& facts() const override { return *facts_of("gcp"); }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    return find_backend("gcp")->lower(plan, environment, diagnostics);
  }
};

const Backend* with_plain(std::string_view cloud) {
  static const Plain plain;
  return cloud == "gcp" ? &plain : find_backend(cloud);
}

}  // namespace

TEST_CASE("a backend that cannot join its hub to another cloud is told so", "[links]") {
  const auto result = compiled(
      head + shop + environment("data", "gcp", "demo-data-1", "northamerica-northeast1", "{ kind: vpn, asn: 64600 }"),
      {with_plain, facts_of});
  CHECK_FALSE(result->ok());
  CHECK(said(*result).find("AUR1512") != std::string::npos);
}

}  // namespace aurora
