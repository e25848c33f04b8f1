#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aurora::schema {

/// A key that a spec may have. Paths begin with the object that the key is in, which is a file of `schemas/`:
/// `kubernetes.addons.keda`, `hub.gateway.connections.<name>.asn`, `cluster.workload_identities.<name>.roles[].name`;
/// the object alone stands for all of it, and is a key too.
struct Key {
  std::string object;  ///< `kubernetes`
  std::string path;
  std::optional<std::string> default_text;  ///< a scalar's text, else JSON
  std::vector<std::string> values;          ///< the words that it may be, where the schema lists them
  std::string part;                         ///< the object that it holds: `network`, of `hub.network`
  bool each = false;                        ///< its items are such objects, not itself
};

/// All of them: the root's object first, the others by name; in each, in the order of its schema.
const std::vector<Key>& keys();

/// The key with this path, or nullptr.
const Key* find_key(std::string_view path);

/// The object of the schema file `kubernetes.schema.json`: `kubernetes`.
std::string_view object_of(std::string_view file);

}  // namespace aurora::schema
