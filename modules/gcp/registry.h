#pragma once

#include <string>
#include <vector>

#include "gcp/stack.h"

namespace aurora::gcp {

/// A repository of an environment's registry.
struct Repository {
  std::string name;    ///< its id in the project
  std::string suffix;  ///< for labels of what is about it: empty for the only one
};

/// Those of the hub. `names` is `Stack::elsewhere` in every stack but the hub's.
std::vector<Repository> repositories(Names& names, const Hub& hub);
/// The hub's registry.
void lower_registry(Stack& stack);

}  // namespace aurora::gcp
