#pragma once

#include <memory>
#include <string>

#include "aws/json_text.h"
#include "backend/registry.h"
#include "catch.h"
#include "compile.h"
#include "diagnostics/render_text.h"

/// Specs of AWS through the whole pipeline, and what became of them.
namespace aurora::aws::cluster_test {

inline std::unique_ptr<Compilation> compiled(const std::string& text) {
  MemoryFileSystem files;
  files.files["env.yaml"] = text;
  CompileOptions options;
  options.spec = "env.yaml";
  return compile(options, {find_backend, facts_of}, files, Until::Documents);
}

inline std::string said(const Compilation& result) {
  return render_text(result.diagnostics.sorted(), result.sources, false);
}

/// What a spec says beyond the least: of `kubernetes`, `node_pools`, the cluster and the hub, each as lines of YAML in
/// flow style.
struct Spec {
  std::string kubernetes = "{}";
  std::string pools = "";
  std::string cluster = "";
  std::string hub = "egress: nat";
  std::string environment = "";
  bool administered = true;
};

inline std::string text_of(const Spec& spec) {
  const std::string admins =
      spec.administered ? "access: { admin_groups: [\"arn:aws:iam::111111111111:role/admins\"] }" : "tier: standard";
  return "api_version: aurora-iac/v1\nplatform: demo\naddress_plan: { pools: [10.64.0.0/12] }\n"
         "defaults: { kubernetes: { version: \"1.33\", " +
         admins +
         " } }\nenvironments:\n  dev:\n    cloud: aws\n    account: \"111111111111\"\n    region: ca-central-1\n" +
         spec.environment + "    hub: { " + spec.hub +
         " }\n    clusters:\n      gen-dev-cc1-00:\n        kubernetes: " + spec.kubernetes + "\n" + spec.cluster +
         "        node_pools:\n          system: { machine: 4x16, nodes: { min: 1, max: 3 } }\n" + spec.pools;
}

/// JSON of a value, with expressions as Terraform has them.
inline std::string shown(const tf::Value& value) {
  const auto json = json_text(value);
  if (const auto* text = json.get_if<std::string>()) return *text;
  std::string joined;
  for (const auto& part : json.get_if<tf::Template>()->parts)
    joined += std::holds_alternative<std::string>(part) ? std::get<std::string>(part)
                                                        : "${" + std::get<tf::Expression>(part).code() + "}";
  return joined;
}

/// A compiled spec, whose documents must be without errors.
class Made {
 public:
  explicit Made(const Spec& spec) : result_(compiled(text_of(spec))) {
    INFO(said(*result_));
    REQUIRE(result_->ok());
  }

  const tf::Document& document(const std::string& stack = "dev/gen-dev-cc1-00") const {
    for (const auto& one : result_->documents)
      if (one.stack == stack) return one;
    FAIL("no stack " << stack);
    return result_->documents.front();
  }
  const tf::Document& hub() const { return document("dev/hub"); }
  std::string warnings() const { return said(*result_); }

  /// `address` of the cluster's stack and one of its arguments as JSON; `-` where there is none.
  std::string of(const std::string& address, const std::string& argument) const {
    return of(document(), address, argument);
  }
  static std::string of(const tf::Document& in, const std::string& address, const std::string& argument) {
    const auto* resource = in.find(address);
    const auto* value = resource == nullptr ? nullptr : resource->find(argument);
    return value == nullptr ? "-" : shown(*value);
  }

 private:
  std::unique_ptr<Compilation> result_;
};

}  // namespace aurora::aws::cluster_test
