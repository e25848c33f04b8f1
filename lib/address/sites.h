#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "address/plan.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// A hub or a cluster, as the allocator sees it.
struct Site {
  std::string owner;
  const Environment* environment = nullptr;
  const Network* network = nullptr;
  const Hub* hub = nullptr;  ///< one of `hub` and `cluster`
  const Cluster* cluster = nullptr;
  const CloudFacts* facts = nullptr;
  Span span;

  bool existing() const { return network->existing_id.has_value(); }
};

/// Every hub and cluster by owner, so that the order of the spec decides nothing. A cloud without tables of its own
/// (an external backend) gets cautious ones.
std::vector<Site> sites_of(const Platform& platform, const FactsOf& facts_of);

/// `network`, `network/1`, ...: the name of the prefix number `index`.
std::string numbered(std::string_view name, std::size_t index);

}  // namespace aurora
