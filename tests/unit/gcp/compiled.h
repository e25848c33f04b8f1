#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"

/// Specs of Google Cloud through the whole compiler, and ways to look at what comes out.
namespace aurora::gcp_test {

inline std::unique_ptr<Compilation> compiled(const std::string& spec, const std::string& lock = {}) {
  MemoryFileSystem files;
  files.files["env.yaml"] = spec;
  CompileOptions options;
  options.spec = "env.yaml";
  options.lock_text = lock;
  return compile(options, {find_backend, facts_of}, files, Until::Documents);
}

inline std::string said(const Compilation& result) {
  return render_text(result.diagnostics.sorted(), result.sources, false);
}

inline const tf::Document& stack(const Compilation& result, std::string_view id) {
  for (const auto& document : result.documents)
    if (document.stack == id) return document;
  FAIL("no stack " << id);
  return result.documents.front();
}

inline const tf::Resource& resource(const tf::Document& document, std::string_view address) {
  const auto* found = document.find(address);
  if (found == nullptr) FAIL("no " << address << " in " << document.stack);
  return *found;
}

inline std::vector<const tf::Resource*> of_type(const tf::Document& document, std::string_view type) {
  std::vector<const tf::Resource*> found;
  for (const auto& one : document.resources)
    if (one.type == type) found.push_back(&one);
  return found;
}

inline const tf::Value* find(const tf::Object& object, std::string_view name) {
  for (const auto& [key, value] : object)
    if (key == name) return &value;
  return nullptr;
}

/// A value as text: of an expression its code, of a list its items with `,` between.
inline std::string text(const tf::Value* value) {
  if (value == nullptr) return {};
  if (const auto* plain = value->get_if<std::string>()) return *plain;
  if (const auto* code = value->get_if<tf::Expression>()) return code->code();
  if (const auto* number = value->get_if<std::int64_t>()) return std::to_string(*number);
  if (const auto* flag = value->get_if<bool>()) return *flag ? "true" : "false";
  std::string all;
  if (const auto* list = value->get_if<tf::List>())
    for (const auto& item : *list) all += (all.empty() ? "" : ",") + text(&item);
  return all;
}
inline std::string text(const tf::Resource& of, std::string_view argument) { return text(of.find(argument)); }
inline std::string text(const tf::Resource& of, std::string_view block, std::string_view argument) {
  const auto* value = of.find(block);
  const auto* object = value == nullptr ? nullptr : value->get_if<tf::Object>();
  return object == nullptr ? std::string() : text(find(*object, argument));
}

/// Whether the resource waits for `address` by `depends_on`.
inline bool waits_for(const tf::Resource& of, std::string_view address) {
  const auto all = "," + text(of, "depends_on") + ",";
  return all.find("," + std::string(address) + ",") != std::string::npos;
}

/// Two environments in their own projects, joined by a route domain, with everything a hub may have.
inline std::string spec(const std::string& more_of_dev = {}, const std::string& more_flows = {}) {
  return R"(api_version: aurora-iac/v1
platform: demo
address_plan: { pools: [10.64.0.0/12], pods: { pools: [100.64.0.0/11] } }
networks: { operators: { cidrs: [192.168.4.0/24] } }
flows:
  - { name: kubectl, from: "*:jumpbox", to: "*:apiserver", within: environment, ports: [443/tcp], why: administration }
  - { name: argo, from: "mgmt:system", to: "dev:apiserver", ports: [443/tcp], why: deploys }
  - { name: https-in, from: internet, to: "dev:loadbalancer", ports: [443/tcp], why: public sites }
)" + more_flows +
         R"(route_domains: { all: [dev, mgmt] }
environments:
  mgmt:
    cloud: gcp
    account: demo-mgmt-0001
    region: northamerica-northeast1
    hub:
      egress: nat
      logs: { retention_days: 90 }
      private_dns: { zones: [corp.example] }
      route_reflectors: { count: 2, machine: 2x8 }
      route_server: {}
      jumpbox: { machine: 2x8 }
      gateway: { kind: vpn, connections: { office: { address: 198.51.100.7, asn: 65020, bgp_address: 169.254.10.2 } } }
    clusters:
      mgmt-dev-nane1-00: &cluster
        kubernetes: { version: "1.33", access: { admin_groups: [admins@example.ca] } }
        node_pools:
          system: { machine: 4x16, nodes: { min: 1, max: 3 } }
          general: { machine: 8x32, nodes: { min: 1, max: 9 } }
  dev:
    cloud: gcp
    account: demo-dev-0002
    region: northamerica-northeast1
    protect: true
    hub:
      egress: { firewall: { allowed_fqdns: [example.org] } }
      jumpbox: { machine: 2x8 }
    clusters:
      gen-dev-nane1-00:
        <<: *cluster
)" + more_of_dev;
}

}  // namespace aurora::gcp_test
