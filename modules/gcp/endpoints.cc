#include <regex>

#include "gcp/blocks.h"

// Private Service Connect. All of Google's services have one endpoint in a network, whose address no subnet may have;
// their names lead there (dns.cc). A private endpoint with a `target_id` stands for somebody else's service: an address
// in a subnet, and a forwarding rule to their service attachment.

namespace aurora::gcp {
namespace {

bool is_attachment(const std::string& id) {
  static const std::regex pattern("projects/[^/]+/regions/[^/]+/serviceAttachments/[^/]+");
  return std::regex_match(id, pattern);
}

const Subnet* subnet_for(Stack& stack, const PrivateEndpoint& endpoint) {
  const auto key = endpoint.subnet ? endpoint.subnet->value : std::string("infrastructure");
  const auto* subnet = stack.network.find(key);
  if (subnet == nullptr) subnet = stack.subnet_of_role(key);
  if (subnet == nullptr)
    stack.diagnostics.report(diag::ClusterSubnetMissing, endpoint.span, endpoint.key, stack.identity.id, key)
        .hint("add it to the cluster's `subnets`, or to `network.subnet_ids` of an existing network");
  return subnet;
}

void lower_attachment(Stack& stack, const PrivateEndpoint& endpoint) {
  const auto& target = endpoint.target_id->value;
  if (!is_attachment(target)) {
    stack.diagnostics.report(diag::AttachmentId, endpoint.target_id->span, target, endpoint.key)
        .hint("write `projects/.../regions/.../serviceAttachments/...`; Google's own services need no `target_id`");
    return;
  }
  const auto* subnet = subnet_for(stack, endpoint);
  if (subnet == nullptr) return;
  const auto label = "service-" + endpoint.key;
  const auto& address = stack.add_named("google_compute_address", label,
                                        stack.name("private_ip", endpoint.key, -1, endpoint.span), endpoint.span,
                                        {{"region", stack.region()},
                                         {"address_type", "INTERNAL"},
                                         {"purpose", "GCE_ENDPOINT"},
                                         {"subnetwork", stack.subnet_id(subnet->key)}});
  stack.add_named("google_compute_forwarding_rule", label,
                  stack.name("forwarding_rule", endpoint.key, -1, endpoint.span), endpoint.span,
                  {{"region", stack.region()},
                   {"network", stack.network_id()},
                   {"ip_address", address["self_link"]},
                   {"target", target},
                   {"load_balancing_scheme", ""},
                   {"allow_psc_global_access", false}});
}

}  // namespace

void lower_google_apis(Stack& stack) {
  stack.document.file = "endpoints";
  const auto address = stack.google_apis_address();
  const auto* network = stack.document.find("google_compute_network.network");
  if (address.empty() || network == nullptr) return;
  const auto span = stack.identity.span;
  const auto& reserved = stack.add_named("google_compute_global_address", "google_apis",
                                         stack.name("private_ip", "google-apis", -1, span), span,
                                         {{"address_type", "INTERNAL"},
                                          {"purpose", "PRIVATE_SERVICE_CONNECT"},
                                          {"network", (*network)["id"]},
                                          {"address", address}});
  // No scheme at all is what a rule for Google's services has; `all-apis` is the bundle. It is entered in Service
  // Directory, which would be in `us-central1` otherwise.
  stack.add_named("google_compute_global_forwarding_rule", "google_apis",
                  stack.name("private_endpoint", "apis", -1, span), span,
                  {{"network", (*network)["id"]},
                   {"ip_address", reserved["id"]},
                   {"target", "all-apis"},
                   {"load_balancing_scheme", ""},
                   {"service_directory_registrations", tf::object({{"service_directory_region", stack.region()}})}});
  stack.document.output("google_apis_address", address, "Where Google's services answer in this network");
}

void lower_endpoints(Stack& stack) {
  stack.document.file = "endpoints";
  if (stack.cluster == nullptr) return;
  for (const auto& endpoint : stack.cluster->private_endpoints)
    if (endpoint.target_id) lower_attachment(stack, endpoint);
}

}  // namespace aurora::gcp
