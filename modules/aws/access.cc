#include "aws/arns.h"
#include "aws/cluster.h"
#include "aws/iam.h"
#include "model/check_parts.h"

// Who may come in. Administrators are IAM roles (or users) with an access entry; EKS makes the entries of its nodes
// itself. The issuer of the cluster's tokens is known to IAM, for workloads that bring roles made elsewhere.

namespace aurora::aws {
namespace {

constexpr std::string_view admin_policy = "cluster-access-policy/AmazonEKSClusterAdminPolicy";

void lower_administrator(Stack& stack, const Text& administrator) {
  if (!is_principal_arn(administrator.value)) {
    stack.diagnostics.report(diag::NotAnArn, administrator.span, administrator.value, "a role or a user")
        .hint("write it as `arn:aws:iam::000000000123:role/aurora-admins`");
    return;
  }
  const auto cluster = (*control_plane(stack))["name"];
  const auto parts = *parse_arn(administrator.value);
  const auto label = "admin-" + std::string(parts.account) + "-" + std::string(parts.resource);
  const auto& entry =
      stack.add("aws_eks_access_entry", label, administrator.span,
                {{"cluster_name", cluster}, {"principal_arn", administrator.value}, {"type", "STANDARD"}});
  stack.add("aws_eks_access_policy_association", label, administrator.span,
            {{"cluster_name", cluster},
             {"principal_arn", entry["principal_arn"]},
             {"policy_arn", aws_arn(stack, "eks", admin_policy)},
             {"access_scope", tf::object({{"type", "cluster"}})}});
}

void lower_issuer(Stack& stack) {
  const auto issuer = (*control_plane(stack))["identity"].at(0)["oidc"].at(0)["issuer"];
  // IAM knows the certificates of EKS's issuers: no thumbprint.
  const auto& made = stack.add("aws_iam_openid_connect_provider", "cluster", stack.identity.span,
                               {{"url", issuer}, {"client_id_list", tf::list({"sts.amazonaws.com"})}});
  stack.document.output("oidc_issuer_url", issuer, "Issuer of the tokens of service accounts");
  stack.document.output("oidc_provider_arn", made["arn"], "The same, as IAM knows it");
}

}  // namespace

void lower_access(Stack& stack) {
  stack.document.file = "access";
  const auto& kubernetes = stack.cluster->kubernetes;
  for (const auto& administrator : kubernetes.admin_group_ids) lower_administrator(stack, administrator);
  if (kubernetes.admin_group_ids.empty())
    stack.diagnostics
        .report(diag::NobodyAdministers, checking::Place{kubernetes.written, kubernetes.span}.at({"access"}),
                stack.identity.id)
        .hint("name a role: `kubernetes: { access: { admin_groups: [arn:aws:iam::000000000123:role/admins] } }`");
  lower_issuer(stack);
}

}  // namespace aurora::aws
