#pragma once

#include <string>
#include <vector>

#include "aws/iam.h"

namespace aurora::aws {

struct ServiceAccount {
  std::string space, name;  ///< Kubernetes namespace, and name in it
};

/// `velero/velero` of the spec.
ServiceAccount service_account(std::string_view text);

/// A role for the pods of these service accounts of this cluster and nobody else, by EKS Pod Identity. An association
/// ties it to each of them: `associate`, or the add-on's own.
tf::Resource& lower_pod_role(Stack& stack, std::string_view purpose, const std::vector<ServiceAccount>& accounts,
                             std::string_view description, Span span);
void associate(Stack& stack, std::string_view label, const ServiceAccount& account, const tf::Resource& role,
               Span span);

}  // namespace aurora::aws
