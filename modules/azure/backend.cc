#include "azure/backend.h"

#include "azure/blocks.h"
#include "azure/facts.h"
#include "azure/hub.h"
#include "azure/link.h"
#include "azure/provider.h"
#include "azure/stack.h"

// Lowering to Azure. A hub and each cluster become a document of their own; the building blocks fill it one after the
// other, in the order in which they need each other's resources.

namespace aurora::azure {
namespace {

class AzureBackend final : public Backend {
 public:
  std::string_view name() const override { return "azure"; }
  const CloudFacts& facts() const override { return azure::facts(); }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    return lower_stacks<Stack>(plan, facts(), environment, diagnostics, lower_hub, lower_cluster_stack,
                               register_providers);
  }
  bool links() const override { return true; }
  LinkEnd open_link(const LinkScope& scope) const override { return azure::open_link(scope); }
  void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) const override {
    azure::lower_link(scope, peer, tunnels);
  }
};

}  // namespace

const Backend& backend() {
  static const AzureBackend azure;
  return azure;
}

}  // namespace aurora::azure
