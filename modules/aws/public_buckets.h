#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aurora::aws {

/// A bucket that is read without being asked who one is, or as AWS itself.
struct PublicBucket {
  std::string name;
  bool of_nodes;  ///< read by nodes of a cluster; else by machines that Systems Manager looks after
};

/// Those of a region, of AWS's own and of Kubernetes.
std::vector<PublicBucket> public_buckets(std::string_view region);

/// `us-east-1` -> names that a bucket of the region has in TLS and HTTP: with IPv4 alone, and with both.
std::vector<std::string> bucket_hosts(const PublicBucket& bucket, std::string_view region);

}  // namespace aurora::aws
