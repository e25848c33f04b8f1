#include "gcp/stack.h"

#include <array>

namespace aurora::gcp {

tf::Resource& Stack::add_named(std::string_view type, std::string_view logical, std::string called, Span span,
                               tf::Object more) {
  more.insert(more.begin(), {"name", std::move(called)});
  return add(type, logical, span, std::move(more));
}

tf::Value Stack::network_id() const {
  if (network.existing_id) return network.existing_id->value;
  if (const auto* made = document.find("google_compute_network.network")) return (*made)["id"];
  return {};
}

tf::Value Stack::subnet_id(std::string_view key) const {
  const auto given = network.existing_subnet_ids.find(std::string(key));
  if (given != network.existing_subnet_ids.end()) return given->second.value;
  if (const auto* made = document.find("google_compute_subnetwork." + tf::label(key))) return (*made)["id"];
  return {};
}

void Stack::wait_for_network(tf::Resource& resource) const {
  constexpr std::array<std::string_view, 5> last{"google_compute_network_firewall_policy_association.network",
                                                 "google_compute_route.default", "google_compute_router_nat.main",
                                                 "google_compute_global_forwarding_rule.google_apis",
                                                 "google_dns_record_set.googleapis_com_any"};
  for (const auto address : last)
    if (const auto* made = document.find(address)) resource.depends_on(*made);
}

std::string Stack::zone(std::string_view number) const {
  for (const auto& row : facts.regions)
    if (row.name == region()) return zone_name(facts, row, number);
  return {};
}

std::string Stack::zone_of(int index) const {
  const auto& own = zones();
  return own.empty() ? std::string() : zone(own[static_cast<std::size_t>(index) % own.size()]);
}

std::string Stack::google_apis_address() const {
  const auto* range = addresses().find(identity.id, "subnet/google_apis");
  if (range == nullptr || existing_network()) return {};
  return range->prefix.nth(static_cast<std::uint64_t>(facts.first_usable)).to_string();
}

}  // namespace aurora::gcp
