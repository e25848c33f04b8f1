#include "aws/backend.h"

#include "aws/blocks.h"
#include "aws/facts.h"
#include "aws/link.h"
#include "aws/stack.h"

// Lowering to AWS. A hub and each cluster become a document of their own; the building blocks fill it one after the
// other, in the order in which they need each other's resources.

namespace aurora::aws {
namespace {

class AwsBackend final : public Backend {
 public:
  std::string_view name() const override { return "aws"; }
  const CloudFacts& facts() const override { return aws::facts(); }
  Lowered lower(const Plan& plan, const Environment& environment, Diagnostics& diagnostics) const override {
    return lower_stacks<Stack>(plan, facts(), environment, diagnostics, lower_hub, lower_cluster_stack,
                               [](tf::Document&) {});
  }
  bool links() const override { return true; }
  LinkEnd open_link(const LinkScope& scope) const override { return aws::open_link(scope); }
  std::vector<LinkTunnel> offer_tunnels(const LinkScope& scope, const LinkEnd& peer) const override {
    return aws::offer_tunnels(scope, peer);
  }
  void lower_link(const LinkScope& scope, const LinkEnd& peer, const std::vector<LinkTunnel>& tunnels) const override {
    aws::lower_link(scope, peer, tunnels);
  }
};

}  // namespace

const Backend& backend() {
  static const AwsBackend aws;
  return aws;
}

}  // namespace aurora::aws
