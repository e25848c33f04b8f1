#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "address/plan.h"
#include "backend/backends.h"
#include "connect/plan.h"
#include "diagnostics/diagnostics.h"
#include "lock/lock.h"
#include "model/differences.h"
#include "model/model.h"
#include "name/names.h"
#include "source/file_system.h"
#include "source/source_map.h"
#include "terraform/document.h"
#include "yaml/node.h"

namespace aurora {

struct CompileOptions {
  std::string spec;                      ///< path of the spec; `-` with `text`
  std::optional<std::string> text;       ///< the spec itself, when it is not on the disk
  std::string lock;                      ///< path of the lock; empty: `<spec>.lock.json`
  std::optional<std::string> lock_text;  ///< the lock itself, instead of what `lock` has
  bool locked = false;                   ///< an allocation that is not in the lock is an error
  /// Clusters to add, `dev/gen-dev-cc-07=gen-dev-cc-00` (model/trial.h).
  std::vector<std::string> trials{};
};

/// How far to go. Each step does all the earlier ones.
enum class Until { Model, Engines, Documents };

/// Everything a compilation made. A phase's product is there when the phases before it had no errors.
struct Compilation {
  SourceMap sources;
  yaml::Tree tree;
  const yaml::Node* root = nullptr;  ///< the spec, what it includes and what is tried out
  std::vector<std::string> tried;    ///< owner ids of the clusters that are only tried out
  Diagnostics diagnostics;
  std::optional<Platform> platform;
  std::vector<Difference> differences;  ///< between clouds, of what is written
  Lock lock;
  std::string lock_path;
  AddressPlan addresses;
  ConnectivityPlan connectivity;
  std::vector<NameUse> names;
  std::vector<tf::Document> documents;

  bool ok() const { return !diagnostics.has_errors(); }
};

/// What the backends of a platform know of providers.
void add_schemas(const Platform& platform, const Backends& backends, tf::ProviderSchemas& schemas);

/// The whole pipeline. Reads the spec, what it includes and the lock through `files`; writes nothing.
std::unique_ptr<Compilation> compile(const CompileOptions& options, const Backends& backends, const FileSystem& files,
                                     Until until = Until::Documents);

}  // namespace aurora
