#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "model/cloud_facts.h"
#include "model/model.h"

namespace aurora {

/// A key of the spec that is not, on one of its clouds, what it is on the others.
struct Difference {
  std::string cloud;
  const KeyDifference* row;
  Span first;              ///< where it is written first
  std::size_t places = 1;  ///< how many times it is written
};

/// The path of a row as a person reads it: `kubernetes.addons.keda`, `hub.gateway.kind: expressroute`; without the
/// object where its keys stand by themselves (`tenant` of an environment).
std::string shown_key(std::string_view path);

/// What the clouds' tables (`CloudFacts::differences`) say of what is written: by cloud, then by path, each once. Keys
/// that say what holds anyway are passed over.
///
/// A key that has no equivalent is an error where it is written for that cloud: in one of its environments. Where it
/// comes from `defaults`, or by `like` from another cloud's cluster, it may be meant for the others: then it is a note.
std::vector<Difference> differences(const Platform& platform, const yaml::Node& root, const FactsOf& facts_of,
                                    Diagnostics& diagnostics);

}  // namespace aurora
