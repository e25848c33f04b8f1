#pragma once

#include <string>
#include <string_view>

#include "gcp/stack.h"

/// Keys of Cloud KMS. A stack has one key ring, a key for each purpose, and says which of Google's own accounts may use
/// which key: a service that is made with a key fails until its account may.
namespace aurora::gcp {

/// Google's own account of a service in this project, which is there once the service is enabled.
struct ServiceAgent {
  tf::Value member;  ///< `serviceAccount:service-<number>@...`
  std::string service;
};
/// That of `compute`, `container` or `artifactregistry`.
ServiceAgent service_agent(Stack& stack, const std::string& service);
/// The address that the key of that purpose has once it is made: `google_kms_crypto_key.database`.
std::string key_address(std::string_view purpose);
/// A key for `purpose` in the ring of the stack, which is made on first use, and what lets `user` use it.
const tf::Resource& lower_key(Stack& stack, std::string_view purpose, const ServiceAgent& user, Span span);
/// The key of the nodes' disks: the spec's own, or that of lower_encryption; null: Google's keys.
tf::Value disk_key(const Stack& stack);
/// Makes `resource` wait until the accounts may use their keys.
void wait_for_keys(const Stack& stack, tf::Resource& resource);
/// Whether what an environment's clusters share has keys of the customer's: it has, unless every cluster goes without.
bool customer_keys(const Environment& environment);

}  // namespace aurora::gcp
