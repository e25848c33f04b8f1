#include "azure/backend.h"

#include <algorithm>

#include "azure/blocks.h"
#include "azure/facts.h"
#include "azure/provider.h"
#include "azure/stack.h"

// Lowering to Azure. A hub and each cluster become a document of their own; the building blocks fill it one after the
// other, in the order in which they need each other's resources.

namespace aurora::azure {
namespace {

tf::Document new_document(const Identity& identity) {
  tf::Document document;
  document.stack = identity.id;
  document.span = identity.span;
  return document;
}

/// A cluster leans on its hub (zones, workspace, registry), whether or not they are peered.
void wait_for_hub(tf::Document& document, const Environment& environment) {
  if (!environment.hub) return;
  auto& before = document.depends_on;
  if (std::find(before.begin(), before.end(), environment.hub->identity.id) == before.end())
    before.push_back(environment.hub->identity.id);
}

class AzureBackend final : public Backend {
 public:
  std::string_view name() const override { return "azure"; }
  const CloudFacts& facts() const override { return azure::facts(); }

  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    Names names(plan.platform.naming, plan.platform.name.value, facts(), plan.lock);
    Names elsewhere(plan.platform.naming, plan.platform.name.value, facts(), plan.lock);
    Lowered lowered;
    const auto finish = [&](tf::Document document) {
      register_providers(document);
      std::sort(document.depends_on.begin(), document.depends_on.end());
      lowered.documents.push_back(std::move(document));
    };
    if (environment.hub) {
      auto document = new_document(environment.hub->identity);
      Stack stack(plan, facts(), environment, *environment.hub, names, elsewhere, document, diagnostics);
      lower_hub(stack);
      finish(std::move(document));
    }
    for (const auto& cluster : environment.clusters) {
      auto document = new_document(cluster.identity);
      Stack stack(plan, facts(), environment, cluster, names, elsewhere, document, diagnostics);
      lower_cluster_stack(stack);
      wait_for_hub(document, environment);
      finish(std::move(document));
    }
    lowered.names = names.uses();
    return lowered;
  }
};

}  // namespace

const Backend& backend() {
  static const AzureBackend azure;
  return azure;
}

}  // namespace aurora::azure
