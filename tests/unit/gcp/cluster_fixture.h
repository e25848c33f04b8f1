#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compiled.h"

/// A platform with one cluster on Google Cloud, through the whole pipeline.
namespace aurora::gcp::cluster_test {

struct Made {
  std::unique_ptr<Compilation> result;
  std::string said;

  const tf::Document& stack(std::string_view id) const {
    INFO(said);
    return gcp_test::stack(*result, id);
  }
  const tf::Document& cluster() const { return stack("dev/gen-dev-nane1-00"); }
};

/// `kubernetes`: the mapping's inside, behind the version. `cluster`: further keys of the cluster, indented by eight.
inline Made made(const std::string& kubernetes = {}, const std::string& cluster = {},
                 const std::string& hub = "registry: {}",
                 const std::string& general = "machine: 8x32, nodes: { min: 2, max: 9 }") {
  const std::string spec =
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
  Made compiled{gcp_test::compiled(spec), {}};
  compiled.said = gcp_test::said(*compiled.result);
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
