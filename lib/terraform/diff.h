#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "terraform/schema.h"
#include "terraform/stack_files.h"

// What changed between two versions of the emitted files, in Terraform's words. It compares what is written,
// not what runs: a value that only the cloud knows stands as its reference.

namespace aurora::tf {

/// One argument; a nested one as `delegation.service_delegation.name`, a map's key as `tags["owner"]`.
/// `before` and `after` are one line of JSON, shortened; empty when it was not, or is no longer, there.
struct ArgumentChange {
  std::string path, before, after;
  bool replaces = false;  ///< the provider makes a new resource for it
};

struct ResourceChange {
  enum class Action { Add, Change, Replace, Remove, Move };
  Action action = Action::Change;
  std::string address;
  std::string moved_from;  ///< the address it had before, when a `moved` block says so
  std::vector<ArgumentChange> arguments;
  bool is_protected = false;  ///< replaced, and `prevent_destroy` forbids it: Terraform will refuse
};

/// Something else of a stack: `required_version`, `provider.azurerm.features`, `output.cluster_id`.
struct SettingChange {
  std::string what, before, after;
};

struct StackChange {
  enum class Kind { Unchanged, Changed, Added, Removed };
  Kind kind = Kind::Unchanged;
  std::string stack;
  std::string renamed_from{};             ///< compared with the files of this stack, which is gone; or nothing
  std::vector<ResourceChange> resources;  ///< by address
  std::vector<SettingChange> settings, outputs;

  std::size_t count(ResourceChange::Action action) const;
};

/// Every stack of either side, sorted. Files that are equal byte by byte are not parsed; a file of `before`
/// that is no JSON counts as if it were not there.
std::vector<StackChange> diff(const std::vector<StackFiles>& before, const std::vector<StackFiles>& after,
                              ProviderSchemas& schemas);

/// Whether nothing changed in any stack.
bool unchanged(const std::vector<StackChange>& changes);

}  // namespace aurora::tf
