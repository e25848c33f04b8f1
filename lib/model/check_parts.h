#pragma once

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"

/// The parts of `check`, one file each.
namespace aurora::checking {

using FactsOf = const CloudFacts* (*)(std::string_view cloud);

void environments(const Platform& platform, FactsOf facts_of, Diagnostics& diagnostics);
void settings(const Platform& platform, Diagnostics& diagnostics);
void hub(const Hub& hub, const CloudFacts& facts, Diagnostics& diagnostics);
void cluster(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics);
void node_pools(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics);
void kubernetes(const Cluster& cluster, Diagnostics& diagnostics);
void flows(const Platform& platform, Diagnostics& diagnostics);
void region_and_zones(const std::string& region, const std::vector<std::string>& zones, Span span,
                      const CloudFacts& facts, Diagnostics& diagnostics);
void tags(const Tags& tags, const std::string& owner, Span span, Diagnostics& diagnostics);
void asn(const Located<std::int64_t>& asn, Diagnostics& diagnostics);

}  // namespace aurora::checking
