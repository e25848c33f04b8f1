#include "gcp/blocks.h"
#include "gcp/cluster.h"
#include "gcp/cluster_profiles.h"
#include "gcp/provider.h"
#include "gcp/workload_roles.h"

namespace aurora::gcp {
namespace {

void lower_cluster_outputs(Stack& stack, const tf::Resource& cluster) {
  auto& document = stack.document;
  document.output("cluster_id", cluster["id"], "The managed cluster");
  document.output("cluster_name", cluster["name"], "Its name");
  document.output("cluster_location", cluster["location"], "Its region");
  document.output("project_id", stack.project(), "Its project");
  document.output("private_endpoint", cluster["private_cluster_config"].at(0)["private_endpoint"],
                  "Address of the API server in the network");
  if (calls_from_elsewhere(stack))
    document.output("dns_endpoint",
                    cluster["control_plane_endpoints_config"].at(0)["dns_endpoint_config"].at(0)["endpoint"],
                    "Name of the API server, from other networks");
  if (!stack.cluster->kubernetes.workload_identity) return;
  document.output("oidc_issuer_url", tf::join({"https://container.googleapis.com/v1/", cluster["id"]}),
                  "Issuer of the tokens of service accounts");
  document.output("workload_identity_pool", cluster["workload_identity_config"].at(0)["workload_pool"],
                  "Pool that its service accounts are principals of");
}

/// Where it is, for the charts of the platform.
void lower_prefix_outputs(Stack& stack) {
  auto& document = stack.document;
  if (const auto* subnet = stack.subnet_of_role("apiserver"))
    if (const auto prefix = stack.subnet_prefix(subnet->key); !prefix.empty())
      document.output("api_server_prefix", prefix, "Where the API server answers");
  if (const auto* subnet = stack.subnet_of_role("loadbalancer"))
    if (const auto* made = document.find("google_compute_subnetwork." + tf::label(subnet->key)))
      document.output("load_balancer_subnet_name", (*made)["name"], "For the annotation of internal load balancers");
  if (const auto* pods = stack.addresses().find(stack.identity.id, "pods"))
    document.output("pod_cidr", pods->prefix.to_string(), "Addresses of pods");
}

/// What the platform's charts and their operators ask of a cluster.
void lower_outputs(Stack& stack) {
  const auto* cluster = stack.document.find("google_container_cluster.main");
  if (cluster == nullptr) return;
  lower_cluster_outputs(stack, *cluster);
  tf::Object accounts;
  for (const auto& pool : stack.cluster->node_pools)
    accounts.emplace_back(pool.key, (*node_account(stack, pool.key))["email"]);
  stack.document.output("node_accounts", std::move(accounts), "Who the nodes of each pool act as");
  stack.document.output("secret_prefix", secret_prefix(stack), "What the names of the cluster's secrets begin with");
  lower_prefix_outputs(stack);
}

}  // namespace

void lower_cluster_stack(Stack& stack) {
  lower_provider(stack);
  lower_network(stack);
  lower_security(stack);
  lower_peering(stack);
  lower_routing(stack);
  check_route_server(stack);
  lower_google_apis(stack);
  lower_dns(stack);
  lower_endpoints(stack);
  lower_identities(stack);
  lower_encryption(stack);
  lower_cluster(stack);
  lower_cluster_admins(stack);
  lower_node_pools(stack);
  lower_storage(stack);
  lower_workload_identities(stack);
  lower_network_outputs(stack);
  lower_outputs(stack);
}

}  // namespace aurora::gcp
