#include "aws/role_words.h"

#include "aws/keys.h"

namespace aurora::aws {

// Service authorization reference of each service: which actions there are, and which take a resource.
const std::vector<RoleWord>& role_words() {
  static const std::vector<RoleWord> words{
      {"storage_reader",
       "storage",
       "s3",
       {"s3:GetObject", "s3:GetObjectVersion"},
       {"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"}},
      {"storage_writer",
       "storage",
       "s3",
       {"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:GetObjectVersion",
        "s3:ListMultipartUploadParts", "s3:PutObject"},
       {"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"}},
      {"registry_reader",
       "registry",
       "ecr",
       {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer",
        "ecr:ListImages"},
       {},
       {{"*", {"ecr:GetAuthorizationToken"}}}},
      {"registry_writer",
       "registry",
       "ecr",
       {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:ListImages", "ecr:PutImage",
        "ecr:UploadLayerPart"},
       {},
       {{"*", {"ecr:GetAuthorizationToken"}}}},
      {"secrets_reader",
       "vault",
       "secretsmanager",
       {"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds"}},
      {"secrets_writer",
       "vault",
       "secretsmanager",
       {"secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds", "secretsmanager:PutSecretValue",
        "secretsmanager:TagResource", "secretsmanager:UpdateSecret"}},
      {"key_user", "key", "kms", key_use_actions()},
      {"cluster_reader", "cluster", "eks", {"eks:DescribeCluster", "eks:ListNodegroups"}},
      {"dns_writer",
       "",
       "route53",
       {"route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"},
       {},
       {{"*", {"route53:ListHostedZones", "route53:ListHostedZonesByName"}},
        {"arn:aws:route53:::change/*", {"route53:GetChange"}}}},
  };
  return words;
}

}  // namespace aurora::aws
