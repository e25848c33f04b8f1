#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostics.h"
#include "yaml/node.h"

namespace aurora {

/// `overlay` over `base`: mappings are merged key by key, anything else is replaced, and a null takes the key away,
/// so that the default holds again. Every value keeps the place it was written at. Either may be nullptr.
const yaml::Node* merge(const yaml::Node* base, const yaml::Node* overlay, yaml::Tree& tree);

/// What each hub, cluster and node pool says after the levels above it were merged in:
/// `defaults` -> environment -> the cluster that `like` names -> cluster -> `node_pool` -> node pool.
class Cascade {
 public:
  Cascade(const yaml::Node& root, yaml::Tree& tree, Diagnostics& diagnostics);

  /// `defaults` and the environment's own cascading keys.
  const yaml::Node* environment(const yaml::Node& environment);
  /// `defaults`' keys for hubs and the hub's own; region, zones, tags and `protect` from the environment.
  const yaml::Node* hub(const yaml::Node& environment);
  const yaml::Node* node_pool(const yaml::Node& cluster, const yaml::Node* pool);

  /// What the cluster says itself, with what `like` brings; nothing of the levels above.
  const yaml::Node* own(std::string_view environment_key, const yaml::Node::Entry& cluster);

 private:
  const yaml::Node* like(std::string_view environment_key, const yaml::Node::Entry& cluster,
                         std::vector<std::string>& chain);
  const yaml::Node* only(const yaml::Node* node, const std::vector<std::string_view>& keys);

  const yaml::Node& root_;
  yaml::Tree& tree_;
  Diagnostics& diagnostics_;
};

}  // namespace aurora
