#include "backend/registry.h"

#include "azure/backend.h"

namespace aurora {

const std::vector<const Backend*>& built_in_backends() {
  static const std::vector<const Backend*> backends{&azure::backend()};
  return backends;
}

const Backend* find_backend(std::string_view name) {
  for (const auto* backend : built_in_backends())
    if (backend->name() == name) return backend;
  return nullptr;
}

const CloudFacts* facts_of(std::string_view cloud) {
  const auto* backend = find_backend(cloud);
  return backend == nullptr ? nullptr : &backend->facts();
}

}  // namespace aurora
