#include "backend/stack_base.h"

#include <algorithm>

namespace aurora {

StackBase::StackBase(const Scope& scope, const Cluster* cluster_, tf::Document& document_)
    : plan(scope.plan),
      facts(scope.facts),
      environment(scope.environment),
      hub(environment.hub ? &*environment.hub : nullptr),
      cluster(cluster_),
      identity(cluster_ != nullptr ? cluster_->identity : hub->identity),
      network(cluster_ != nullptr ? cluster_->network : hub->network),
      egress(cluster_ != nullptr ? cluster_->egress : hub->egress),
      tags(cluster_ != nullptr ? cluster_->tags : hub->tags),
      protect(cluster_ != nullptr ? cluster_->protect : hub->protect),
      names(scope.names),
      elsewhere(scope.elsewhere),
      document(document_),
      diagnostics(scope.diagnostics) {}

std::string StackBase::name(std::string_view kind, std::string_view purpose, int index, Span span) {
  return names.of(identity,
                  {.kind = kind, .purpose = purpose, .index = index, .span = span.known() ? span : identity.span});
}

tf::Resource& StackBase::add(std::string_view type, std::string_view logical, Span span, tf::Object arguments) {
  auto& resource = document.resource(type, tf::label(logical), span, std::move(arguments));
  resource.logical_id = identity.id + "/" + std::string(type) + "/" + std::string(logical);
  return resource;
}

void StackBase::keep(tf::Resource& resource, std::vector<std::string_view> ignore_changes) {
  tf::Object lifecycle;
  if (protect) lifecycle.emplace_back("prevent_destroy", true);
  if (!ignore_changes.empty()) lifecycle.emplace_back("ignore_changes", tf::list(ignore_changes));
  if (!lifecycle.empty()) resource.set("lifecycle", std::move(lifecycle));
}

void StackBase::wait_for(const std::string& id) {
  auto& before = document.depends_on;
  const auto place = std::lower_bound(before.begin(), before.end(), id);
  if (place == before.end() || *place != id) before.insert(place, id);
}

const Subnet* StackBase::subnet_of_role(std::string_view role) const {
  for (const auto& subnet : network.subnets)
    if (subnet.plays(role)) return &subnet;
  return nullptr;
}

const SubnetFact* StackBase::subnet_fact(const Subnet& subnet) const {
  for (const auto& fact : facts.subnets)
    if (fact.role == subnet.role.value) return &fact;
  return nullptr;
}

std::string StackBase::subnet_prefix(std::string_view key) const {
  const auto* found = plan.addresses.find(identity.id, "subnet/" + std::string(key));
  return found == nullptr ? std::string() : found->prefix.to_string();
}

std::string StackBase::static_address(std::string_view allocation) const {
  const auto* found = plan.addresses.find(identity.id, allocation);
  return found == nullptr ? std::string() : found->prefix.address.to_string();
}

}  // namespace aurora
