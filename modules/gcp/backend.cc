#include "gcp/backend.h"

#include "gcp/blocks.h"
#include "gcp/facts.h"
#include "gcp/link.h"
#include "gcp/services.h"
#include "gcp/stack.h"

// Lowering to Google Cloud. A hub and each cluster become a document of their own; the building blocks fill it one
// after the other, in the order in which they need each other's resources.

namespace aurora::gcp {
namespace {

class GcpBackend final : public Backend {
 public:
  std::string_view name() const override { return "gcp"; }
  const CloudFacts& facts() const override { return gcp::facts(); }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    return lower_stacks<Stack>(plan, facts(), environment, diagnostics, lower_hub, lower_cluster_stack,
                               enable_services);
  }
  bool links() const override { return true; }
  LinkEnd open_link(const LinkScope& scope) const override { return gcp::open_link(scope); }
  void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) const override {
    gcp::lower_link(scope, peer, tunnels);
  }
};

}  // namespace

const Backend& backend() {
  static const GcpBackend gcp;
  return gcp;
}

}  // namespace aurora::gcp
