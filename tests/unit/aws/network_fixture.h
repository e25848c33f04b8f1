#pragma once

#include <memory>
#include <set>
#include <string>

#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"

/// A platform on AWS as text, through the whole pipeline; and questions to what comes out.
namespace aurora::aws_test {

/// `more` goes below the environments; each has a hub and a cluster. mgmt is in both route domains.
inline std::string platform_text(const std::string& prod_hub = "{ egress: nat }", const std::string& clusters = "",
                                 const std::string& more = "") {
  std::string text = R"(api_version: aurora-iac/v1
platform: demo
defaults:
  cloud: aws
  deployer: "arn:aws:iam::{account}:role/terraform"
  region: ca-central-1
  zones: [1, 2]
  kubernetes: { version: "1.33" }
address_plan: { pools: [10.64.0.0/12], pods: { pools: [100.64.0.0/11] } }
route_domains: { nonprod: [dev, mgmt], prod: [prod, mgmt] }
networks: { on_premises: { cidrs: [10.0.0.0/12] } }
flows:
  - { name: argo, from: "mgmt:system", to: ["dev:apiserver", "prod:apiserver"], ports: [443/tcp], why: deploys }
  - { name: staff, from: on_premises, to: "prod:loadbalancer", ports: [443/tcp, 8080-8090/tcp], why: staff }
environments:
)";
  const auto environment = [&](const std::string& key, const std::string& account, const std::string& hub) {
    text += "  " + key + ":\n    account: \"" + account + "\"\n    hub: " + hub + "\n    clusters:\n      gen-" + key +
            "-cc1-00: &" + key + "\n        node_pools: { system: { machine: 4x16, nodes: { min: 1, max: 3 } } }\n";
  };
  environment("dev", "000000000001", "{ egress: nat, route_reflectors: { count: 2 }, route_server: {} }");
  text += clusters;
  environment("mgmt", "000000000002", "{ egress: nat, jumpbox: { bastion: true } }");
  environment("prod", "000000000003", prod_hub);
  return text + more;
}

struct Result {
  std::unique_ptr<Compilation> made;

  const tf::Document& stack(const std::string& id) const {
    for (const auto& document : made->documents)
      if (document.stack == id) return document;
    FAIL("no stack " + id + "\n" + said());
    return made->documents.front();
  }
  const tf::Resource& resource(const std::string& id, const std::string& address) const {
    const auto* found = stack(id).find(address);
    INFO(id << " has no " << address);
    REQUIRE(found != nullptr);
    return *found;
  }
  std::set<std::string> addresses(const std::string& id, const std::string& type) const {
    std::set<std::string> labels;
    for (const auto& resource : stack(id).resources)
      if (resource.type == type && resource.mode == tf::Resource::Mode::Managed) labels.insert(resource.label);
    return labels;
  }
  std::string said() const { return render_text(made->diagnostics.sorted(), made->sources, false); }
};

inline Result compiled(const std::string& text, std::string lock = {}) {
  MemoryFileSystem files;
  files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  if (!lock.empty()) options.lock_text = std::move(lock);
  return {compile(options, {find_backend, facts_of}, files)};
}

inline std::string text_of(const tf::Resource& resource, std::string_view argument) {
  const auto* value = resource.find(argument);
  const auto* text = value == nullptr ? nullptr : value->get_if<std::string>();
  return text == nullptr ? std::string() : *text;
}

inline std::string code_of(const tf::Value* value) {
  const auto* code = value == nullptr ? nullptr : value->get_if<tf::Expression>();
  return code == nullptr ? std::string() : code->code();
}

}  // namespace aurora::aws_test
