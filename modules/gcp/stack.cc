#include "gcp/stack.h"

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

}  // namespace aurora::gcp
