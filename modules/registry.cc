#include "backend/registry.h"

#include <array>

#include "aws/backend.h"
#include "aws/facts.h"
#include "azure/backend.h"
#include "azure/facts.h"
#include "gcp/backend.h"
#include "gcp/facts.h"

namespace aurora {

const std::vector<const Backend*>& built_in_backends() {
  static const std::vector<const Backend*> backends{&aws::backend(), &azure::backend(), &gcp::backend()};
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

std::span<const CloudFacts* const> known_clouds() {
  static const std::array<const CloudFacts*, 3> clouds{&aws::facts(), &azure::facts(), &gcp::facts()};
  return clouds;
}

}  // namespace aurora
