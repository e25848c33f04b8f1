#include "backend/terraform_settings.h"

#include <algorithm>
#include <regex>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "backend/provider_pins.h"
#include "diagnostics/suggest.h"

namespace aurora {
namespace {

/// What keeps state: developer.hashicorp.com/terraform/language/backend, its list.
constexpr std::string_view state_backends[] = {"azurerm", "consul", "cos", "gcs", "http", "kubernetes",
                                               "local",   "oci",    "oss", "pg",  "s3",   "remote"};

/// The settings of those that the examples use, with the ones that are on their way out: the same site, each backend's
/// page. A list for suggestions: what is not in it and near to nothing in it is left to Terraform.
constexpr std::string_view of_azurerm[] = {"access_key",
                                           "ado_pipeline_service_connection_id",
                                           "client_certificate",
                                           "client_certificate_password",
                                           "client_certificate_path",
                                           "client_id",
                                           "client_id_file_path",
                                           "client_secret",
                                           "client_secret_file_path",
                                           "container_name",
                                           "endpoint",
                                           "environment",
                                           "key",
                                           "lookup_blob_endpoint",
                                           "metadata_host",
                                           "msi_endpoint",
                                           "oidc_request_token",
                                           "oidc_request_url",
                                           "oidc_token",
                                           "oidc_token_file_path",
                                           "resource_group_name",
                                           "sas_token",
                                           "snapshot",
                                           "storage_account_name",
                                           "subscription_id",
                                           "tenant_id",
                                           "timeout_seconds",
                                           "use_aks_workload_identity",
                                           "use_azuread_auth",
                                           "use_cli",
                                           "use_msi",
                                           "use_oidc"};
constexpr std::string_view of_gcs[] = {"access_token",
                                       "bucket",
                                       "credentials",
                                       "encryption_key",
                                       "impersonate_service_account",
                                       "impersonate_service_account_delegates",
                                       "kms_encryption_key",
                                       "prefix",
                                       "storage_custom_endpoint"};
constexpr std::string_view of_s3[] = {"access_key",
                                      "acl",
                                      "allowed_account_ids",
                                      "assume_role",
                                      "assume_role_duration_seconds",
                                      "assume_role_policy",
                                      "assume_role_policy_arns",
                                      "assume_role_tags",
                                      "assume_role_transitive_tag_keys",
                                      "assume_role_with_web_identity",
                                      "bucket",
                                      "custom_ca_bundle",
                                      "dynamodb_endpoint",
                                      "dynamodb_table",
                                      "ec2_metadata_service_endpoint",
                                      "ec2_metadata_service_endpoint_mode",
                                      "encrypt",
                                      "endpoint",
                                      "endpoints",
                                      "external_id",
                                      "forbidden_account_ids",
                                      "force_path_style",
                                      "http_proxy",
                                      "https_proxy",
                                      "iam_endpoint",
                                      "insecure",
                                      "key",
                                      "kms_key_id",
                                      "max_retries",
                                      "no_proxy",
                                      "profile",
                                      "region",
                                      "retry_mode",
                                      "role_arn",
                                      "secret_key",
                                      "session_name",
                                      "shared_config_files",
                                      "shared_credentials_file",
                                      "shared_credentials_files",
                                      "skip_credentials_validation",
                                      "skip_metadata_api_check",
                                      "skip_region_validation",
                                      "skip_requesting_account_id",
                                      "skip_s3_checksum",
                                      "sse_customer_key",
                                      "sts_endpoint",
                                      "sts_region",
                                      "token",
                                      "use_dualstack_endpoint",
                                      "use_fips_endpoint",
                                      "use_legacy_workflow",
                                      "use_lockfile",
                                      "use_path_style",
                                      "workspace_key_prefix"};
constexpr std::string_view of_local[] = {"path", "workspace_dir"};

struct BackendSettings {
  std::string_view backend;
  std::span<const std::string_view> settings;
};
constexpr BackendSettings known_settings[] = {
    {"azurerm", of_azurerm}, {"gcs", of_gcs}, {"local", of_local}, {"s3", of_s3}};

/// developer.hashicorp.com/terraform/language/expressions/version-constraints.
bool is_constraint(const std::string& text) {
  constexpr std::size_t longest = 200;  // the expression is matched by recursion
  if (text.size() > longest) return false;
  static const std::regex form(
      "\\s*(=|!=|>=?|<=?|~>)?\\s*[0-9]+(\\.[0-9]+)*(-[0-9A-Za-z.-]+)?\\s*"
      "(,\\s*(=|!=|>=?|<=?|~>)?\\s*[0-9]+(\\.[0-9]+)*(-[0-9A-Za-z.-]+)?\\s*)*");
  return std::regex_match(text, form);
}

void check_constraint(const yaml::Node& node, Diagnostics& diagnostics) {
  if (node.is_scalar() && !is_constraint(std::string(node.text)))
    diagnostics.report(diag::VersionConstraint, node.span, node.text)
        .hint("write it as Terraform does: `~> 6.0`, `>= 1.9.0, < 2.0.0`");
}

void check_providers(const Platform& platform, const yaml::Node& providers, const FactsOf& facts_of,
                     Diagnostics& diagnostics) {
  std::set<std::string_view> used{random_pin.name};
  for (const auto& environment : platform.environments)
    if (const auto* facts = facts_of(environment.cloud); facts != nullptr && !facts->provider.empty())
      used.insert(facts->provider);
  const std::vector<std::string_view> names(used.begin(), used.end());
  for (const auto& entry : providers.entries) {
    check_constraint(*entry.value, diagnostics);
    if (used.contains(entry.key)) continue;
    // Pins for other clouds may be shared, and a program may write for providers of its own: only a slip is refused.
    if (const auto near = nearest(entry.key, names); !near.empty())
      diagnostics.report(diag::ProviderNotKnown, entry.key_span, entry.key).hint("did you mean `" + near + "`?");
  }
}

void check_backend(const yaml::Node& backend, Diagnostics& diagnostics) {
  for (const auto& entry : backend.entries) {
    if (std::find(std::begin(state_backends), std::end(state_backends), entry.key) == std::end(state_backends)) {
      auto report = diagnostics.report(diag::StateBackendUnknown, entry.key_span, entry.key);
      if (const auto near = nearest(entry.key, {std::begin(state_backends), std::end(state_backends)}); !near.empty())
        report.hint("did you mean `" + near + "`?");
      continue;
    }
    const auto known = std::find_if(std::begin(known_settings), std::end(known_settings),
                                    [&](const BackendSettings& row) { return row.backend == entry.key; });
    if (known == std::end(known_settings)) continue;
    const std::vector<std::string_view> settings(known->settings.begin(), known->settings.end());
    for (const auto& setting : entry.value->entries) {
      if (std::find(settings.begin(), settings.end(), setting.key) != settings.end()) continue;
      if (const auto near = nearest(setting.key, settings); !near.empty())
        diagnostics.report(diag::StateBackendSetting, setting.key_span, entry.key, setting.key)
            .hint("did you mean `" + near + "`?");
    }
  }
}

}  // namespace

void check_terraform_settings(const Platform& platform, const yaml::Node& root, const FactsOf& facts_of,
                              Diagnostics& diagnostics) {
  const auto* settings = root.find("terraform");
  if (settings == nullptr || !settings->is_mapping()) return;
  if (const auto* version = settings->find("required_version")) check_constraint(*version, diagnostics);
  if (const auto* providers = settings->find("providers"); providers != nullptr && providers->is_mapping())
    check_providers(platform, *providers, facts_of, diagnostics);
  if (const auto* backend = settings->find("backend"); backend != nullptr && backend->is_mapping())
    check_backend(*backend, diagnostics);
}

}  // namespace aurora
