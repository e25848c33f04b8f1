#pragma once

#include <functional>
#include <initializer_list>

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"

/// The parts of `check`, one file each.
namespace aurora::checking {

void environments(const Platform& platform, const FactsOf& facts_of, Diagnostics& diagnostics);
void settings(const Platform& platform, Diagnostics& diagnostics);
void hub(const Hub& hub, const CloudFacts& facts, Diagnostics& diagnostics);
void cluster(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics);
void node_pools(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics);
void kubernetes(const Cluster& cluster, const CloudFacts& facts, Diagnostics& diagnostics);
void flows(const Platform& platform, Diagnostics& diagnostics);
void renames(const Platform& platform, Diagnostics& diagnostics);

/// Where a value was written, for diagnostics: looked up only when there is something to say.
struct Place {
  const yaml::Node* written;  ///< the merged mapping; nullptr: nothing is known of it
  Span otherwise;             ///< when the mapping does not have it

  /// The value under these keys, as far down as there is one; of a mapping, its key.
  Span at(std::initializer_list<std::string_view> path) const;
  /// The key of an entry of the mapping `parent`.
  Span key(std::string_view parent, std::string_view name) const;
  /// The item of the list `parent` with this text, else the list.
  Span item(std::string_view parent, std::string_view text) const;
};

void region_and_zones(const std::string& region, const std::vector<std::string>& zones, const Place& place,
                      const CloudFacts& facts, Diagnostics& diagnostics);
void tags(const Tags& tags, const std::string& owner, const Place& place, const CloudFacts& facts,
          Diagnostics& diagnostics);
void asn(const Located<std::int64_t>& asn, const CloudFacts& facts, Diagnostics& diagnostics);

}  // namespace aurora::checking
