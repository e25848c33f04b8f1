#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"

/// A platform with one cluster on Google Cloud, through the whole pipeline.
namespace aurora::gcp::cluster_test {

inline const CloudFacts* any_facts(std::string_view cloud) {
  for (const auto* facts : known_clouds())
    if (facts->cloud == cloud) return facts;
  return nullptr;
}

struct Made {
  std::unique_ptr<Compilation> result;
  std::string said;

  const tf::Document& stack(const std::string& id) const {
    INFO(said);
    for (const auto& document : result->documents)
      if (document.stack == id) return document;
    FAIL("no stack " + id);
    return result->documents.front();
  }
  const tf::Document& cluster() const { return stack("dev/gen-dev-nane1-00"); }
};

/// `kubernetes`: the mapping's inside, behind the version. `cluster`: further keys of the cluster, indented by eight.
inline Made made(const std::string& kubernetes = {}, const std::string& cluster = {},
                 const std::string& hub = "registry: {}",
                 const std::string& general = "machine: 8x32, nodes: { min: 2, max: 9 }") {
  MemoryFileSystem files;
  files.files["env.yaml"] =
      "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
      "networks: { operators: { cidrs: [10.200.4.0/24] } }\n"
      "flows:\n  - { name: admin, from: operators, to: \"dev:apiserver\", ports: [443/tcp], why: administration }\n"
      "environments:\n  dev:\n    cloud: gcp\n    account: aurora-dev-1\n    region: northamerica-northeast1\n"
      "    hub: { egress: nat, " +
      hub +
      " }\n    clusters:\n      gen-dev-nane1-00:\n"
      "        tags: { classification: pbmm }\n        kubernetes: { version: \"1.33\"" +
      (kubernetes.empty() ? "" : ", " + kubernetes) + " }\n" + cluster +
      "        node_pools:\n          system: { machine: 4x16, nodes: { min: 1, max: 3 } }\n          general: { " +
      general + " }\n";
  CompileOptions options;
  options.spec = "env.yaml";
  Made compiled{compile(options, {find_backend, any_facts}, files), {}};
  compiled.said = render_text(compiled.result->diagnostics.sorted(), compiled.result->sources, false);
  return compiled;
}

/// `private_cluster_config.enable_private_nodes` of a resource's arguments; of lists of blocks the first. Null: absent.
inline tf::Value at(const tf::Resource& resource, std::string_view path) {
  tf::Value value(resource.arguments);
  while (!path.empty()) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    if (const auto* list = value.get_if<tf::List>()) {
      if (list->empty()) return {};
      value = tf::Value(list->front());
    }
    const auto* object = value.get_if<tf::Object>();
    if (object == nullptr) return {};
    tf::Value found;
    for (const auto& [key, held] : *object)
      if (key == name) found = held;
    value = std::move(found);
  }
  return value;
}

inline tf::Value at(const tf::Document& document, std::string_view address, std::string_view path) {
  const auto* resource = document.find(address);
  INFO(address);
  REQUIRE(resource != nullptr);
  return at(*resource, path);
}

inline std::string text_at(const tf::Document& document, std::string_view address, std::string_view path) {
  const auto value = at(document, address, path);
  const auto* text = value.get_if<std::string>();
  return text == nullptr ? std::string("-") : *text;
}

}  // namespace aurora::gcp::cluster_test
