#include "gcp/services.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "terraform/references.h"

namespace aurora::gcp {
namespace {

struct Service {
  std::string_view type;  ///< what Terraform's type begins with, behind `google_`
  std::string_view name;  ///< before `.googleapis.com`; empty: none that has to be enabled
};
/// Google's services by what they make; the first row that fits counts.
constexpr Service services[] = {
    {"artifact_registry", "artifactregistry"},
    {"binary_authorization", "binaryauthorization"},
    {"compute", "compute"},
    {"container", "container"},
    {"dns", "dns"},
    {"gke_backup", "gkebackup"},
    {"gke_hub", "gkehub"},
    {"iap", "iap"},
    {"kms", "cloudkms"},
    {"logging", "logging"},
    {"monitoring", "monitoring"},
    {"network_connectivity", "networkconnectivity"},
    {"network_security", "networksecurity"},
    {"os_config", "osconfig"},
    {"os_login", "oslogin"},
    {"project_iam_custom_role", "iam"},
    {"project_iam", "cloudresourcemanager"},
    {"secret_manager", "secretmanager"},
    {"service_account", "iam"},
    {"service_directory", "servicedirectory"},
    {"service_networking", "servicenetworking"},
    {"storage", "storage"},
};
/// What some types need besides: machines are logged in to by OS Login, an endpoint of Private Service Connect is
/// entered in Service Directory, and a cluster has shares of files made, the tokens of workloads made and their secrets
/// read.
constexpr Service further[] = {
    {"compute_global_forwarding_rule", "servicedirectory"},
    {"compute_instance", "oslogin"},
    {"container_cluster", "file"},
    {"container_cluster", "iamcredentials"},
    {"container_cluster", "secretmanager"},
};

std::string_view kind_of(const tf::Resource& resource) {
  constexpr std::string_view google = "google_";
  const std::string_view type = resource.type;
  return type.starts_with(google) ? type.substr(google.size()) : std::string_view{};
}

std::set<std::string> services_of(const tf::Resource& resource) {
  std::set<std::string> names;
  const auto kind = kind_of(resource);
  for (const auto& row : services) {
    if (!kind.starts_with(row.type)) continue;
    if (!row.name.empty()) names.emplace(row.name);
    break;
  }
  for (const auto& row : further)
    if (kind == row.type) names.emplace(row.name);
  return names;
}

/// Those of another project are enabled by that project's own stacks; what is only read is there.
bool counts(const tf::Resource& resource) {
  return resource.mode == tf::Resource::Mode::Managed && resource.find("provider") == nullptr &&
         resource.type != "google_project_service";
}

/// Whether it waits for the service already, by something that it refers to.
bool waits_for(const tf::Document& document, const tf::Resource& resource, const std::string& service) {
  std::vector<tf::Reference> references;
  for (const auto& [name, value] : resource.arguments)
    if (name != "depends_on") tf::collect_references(value, {"google"}, references);
  for (const auto& reference : references)
    if (const auto* other = document.find(reference.address); other != nullptr && counts(*other))
      if (services_of(*other).contains(service)) return true;
  return false;
}

}  // namespace

const tf::Resource& service(tf::Document& document, const std::string& name) {
  if (const auto* found = document.find("google_project_service." + tf::label(name))) return *found;
  const auto file = std::exchange(document.file, "services");
  // Others in the project may need it too, so it stays when this stack goes.
  auto& made = document.resource("google_project_service", tf::label(name), document.span,
                                 {{"service", name + ".googleapis.com"}, {"disable_on_destroy", false}});
  made.logical_id = document.stack + "/google_project_service/" + name;
  document.file = file;
  return made;
}

void enable_services(tf::Document& document) {
  std::map<std::string, std::vector<tf::Resource*>> waiting;
  for (auto& resource : document.resources) {
    if (!counts(resource)) continue;
    for (const auto& name : services_of(resource)) {
      auto& list = waiting[name];
      if (!waits_for(document, resource, name)) list.push_back(&resource);
    }
  }
  for (const auto& [name, resources] : waiting) {
    const auto& made = service(document, name);
    for (auto* resource : resources) resource->depends_on(made);
  }
}

}  // namespace aurora::gcp
