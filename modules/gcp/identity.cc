#include "gcp/cluster.h"
#include "gcp/registry.h"
#include "gcp/services.h"
#include "gcp/workload_roles.h"

// Who a cluster acts as. The nodes of each pool have an account of their own, with what the agents on a node need and
// no more; each workload that asks has one that its Kubernetes service accounts act as. Roles are added member by
// member: what others have given on the project is never taken away.

namespace aurora::gcp {
namespace {

/// Logs, metrics and the metadata of the autoscaler: cloud.google.com, "Use least privilege IAM service accounts".
constexpr std::string_view node_role = "roles/container.defaultNodeServiceAccount";
constexpr std::string_view reader_role = "roles/artifactregistry.reader";

std::string label_of(std::string_view pool) { return "pool-" + std::string(pool); }

void let_pull(Stack& stack, const NodePool& pool, const tf::Resource& account) {
  if (stack.hub == nullptr || !stack.hub->registry) return;
  for (const auto& repository : repositories(stack.elsewhere, *stack.hub))
    stack.add("google_artifact_registry_repository_iam_member", label_of(pool.key) + repository.suffix, pool.span,
              {{"project", stack.project()},
               {"location", stack.hub->region},
               {"repository", repository.name},
               {"role", reader_role},
               {"member", account["member"]}});
}

void lower_account(Stack& stack, const NodePool& pool) {
  const auto label = label_of(pool.key);
  const auto& account = stack.add("google_service_account", label, pool.span,
                                  {{"account_id", stack.name("managed_identity", label, -1, pool.span)},
                                   {"display_name", "nodes of " + pool.key + " of " + stack.cluster->key}});
  stack.add("google_project_iam_member", label, pool.span,
            {{"project", stack.project()}, {"role", node_role}, {"member", account["member"]}});
  let_pull(stack, pool, account);
}

/// The Kubernetes service account `namespace/name` may act as `account`: the cluster's pool of identities is there as
/// soon as the cluster is.
void lower_federation(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& account,
                      const tf::Resource& cluster, const Text& named) {
  const auto slash = named.value.find('/');
  const auto space = named.value.substr(0, slash), name = named.value.substr(slash + 1);
  const auto pool = cluster["workload_identity_config"].at(0)["workload_pool"];
  stack.add("google_service_account_iam_member", workload.key + "-" + space + "-" + name, named.span,
            {{"service_account_id", account["name"]},
             {"role", "roles/iam.workloadIdentityUser"},
             {"member", tf::join({"serviceAccount:", pool, "[" + named.value + "]"})}});
}

const tf::Resource& lower_workload(Stack& stack, const WorkloadIdentity& workload, const tf::Resource& cluster) {
  const auto& account = stack.add("google_service_account", "workload-" + workload.key, workload.span,
                                  {{"account_id", stack.name("managed_identity", workload.key, -1, workload.span)},
                                   {"display_name", workload.key + " of " + stack.cluster->key}});
  for (const auto& named : workload.service_accounts) lower_federation(stack, workload, account, cluster, named);
  lower_workload_roles(stack, workload, account);
  return account;
}

}  // namespace

const tf::Resource& current_project(Stack& stack) {
  if (const auto* found = stack.document.find("data.google_project.current")) return *found;
  const auto& enabled = service(stack.document, "cloudresourcemanager");
  auto& project =
      stack.document.data("google_project", "current", stack.identity.span, {{"project_id", stack.project()}});
  project.depends_on(enabled);
  return project;
}

const tf::Resource* node_account(const Stack& stack, std::string_view pool) {
  return stack.document.find("google_service_account." + tf::label(label_of(pool)));
}

void lower_identities(Stack& stack) {
  stack.document.file = "identity";
  for (const auto& pool : stack.cluster->node_pools) lower_account(stack, pool);
}

void lower_workload_identities(Stack& stack) {
  stack.document.file = "workload_identity";
  const auto* cluster = stack.document.find("google_container_cluster.main");
  if (cluster == nullptr || !stack.cluster->kubernetes.workload_identity) return;
  tf::Object accounts;
  for (const auto& workload : stack.cluster->workload_identities)
    accounts.emplace_back(workload.key, lower_workload(stack, workload, *cluster)["email"]);
  if (!accounts.empty())
    stack.document.output("workload_identity_accounts", std::move(accounts),
                          "Accounts of the workloads, for the annotation of their service accounts");
}

}  // namespace aurora::gcp
