#pragma once

#include <functional>
#include <string_view>

#include "backend/backend.h"

namespace aurora {

using FindBackend = std::function<const Backend*(std::string_view name)>;

/// What the pipeline asks of the backends. modules/registry.cc answers for those that are built in, and
/// protocol/external.h for those and for programs.
struct Backends {
  FindBackend find;
  FactsOf facts;
  /// Reports, at the place of `cloud: ...`, why `facts` has nothing for it.
  std::function<void(std::string_view cloud, Span span, Diagnostics& diagnostics)> explain{};
};

}  // namespace aurora
