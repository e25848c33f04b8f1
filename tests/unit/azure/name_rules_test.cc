#include "azure/name_rules.h"

#include <algorithm>
#include <string>

#include "azure/facts.h"
#include "catch.h"
#include "name/names.h"

/// Azure's name rules against a second source: the table of the provider aztfmod/azurecaf, restated here as what may
/// stand first, in the middle and last. A rule of ours may refuse more than it, never take more.
namespace aurora {
namespace {

struct Reference {
  const char* kinds;  ///< separated by spaces
  int least, greatest;
  /// `N` letters and digits, `n` lower-case letters and digits, `L` letters, `l` lower-case letters; then the others.
  const char *first, *middle, *last;
  bool same;  ///< ours takes as much; else less
};

constexpr const char* printable = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~09AZaz";

constexpr Reference references[] = {
    {"resource_group resource_group_backup resource_group_platform resource_group_secrets", 1, 90, "N()-._", "N()-._",
     "N()-_", true},
    {"management_group", 1, 90, "N()-._", "N()-._", "N()-._", false},
    {"managed_identity", 3, 128, "N", "N-_", "N-_", true},
    {"federated_identity", 3, 120, "N", "N-_", "N-_", true},
    {"virtual_network", 2, 64, "N", "N-._", "N_", true},
    {"subnet virtual_network_peering network_security_group network_security_rule application_security_group "
     "route_table route default_route nat_gateway public_ip public_ip_route_server public_ip_prefix route_server "
     "ip_configuration virtual_network_gateway virtual_network_gateway_connection local_network_gateway "
     "express_route_circuit express_route_gateway express_route_circuit_authorization firewall firewall_policy "
     "firewall_policy_rule_collection_group firewall_policy_rule_collection bastion_host application_gateway "
     "load_balancer availability_set network_interface os_disk data_disk private_service_connection "
     "private_dns_zone_group private_dns_zone_link",
     1, 80, "N", "N-._", "N_", true},
    {"traffic_manager_profile", 1, 63, "N", "N-.", "N_", false},
    {"virtual_machine virtual_machine_scale_set", 1, 64, "N !#$%'()-.\\^`{}~", "N !#$%'()-.\\^_`{}~",
     "N !#$%'()\\^_`{}~", false},
    {"disk_encryption_set", 1, 80, "N-_", "N-_", "N-_", true},
    {"kubernetes_cluster", 1, 63, "N", "N-_", "N", true},
    {"node_pool", 1, 12, "l", "n", "n", true},
    {"windows_node_pool", 1, 6, "l", "n", "n", true},
    {"private_endpoint", 2, 64, "N", "N-._", "N_", true},
    {"private_dns_zone", 1, 63, "N", "N-._", "N_", true},
    {"private_dns_resolver", 3, 80, "L", "N-_", "N", true},
    {"key_vault", 3, 24, "L", "N-", "N", true},
    {"key_vault_secret key_vault_key key_vault_certificate", 1, 127, "N-", "N-", "N-", true},
    {"storage_account data_lake", 3, 24, "n", "n", "n", true},
    {"storage_container", 3, 63, "n", "n-", "n-", false},
    {"postgresql", 3, 63, "n", "n-", "n", true},
    {"backup_vault recovery_services_vault", 2, 50, "L", "N-", "N-", true},
    {"log_analytics_workspace monitor_workspace", 4, 63, "N", "N-", "N", true},
    {"diagnostic_setting", 1, 260, "N ", "N -._", "N_", false},
    {"data_collection_rule data_collection_endpoint", 3, 44, "N", "N-", "N", true},
    {"action_group", 1, 260, "N !\"$'()*,-.;=@[\\]^_`{}~", "N !\"$'()*,-.;=@[\\]^_`{}~", "N!\"$'()*,-;=@[\\]^_`{}~",
     false},
    // Microsoft says 5 to 50, and 64 for an assignment below a subscription.
    {"container_registry", 5, 50, "N", "N", "N", true},
    {"policy_assignment", 1, 64, "N", "N-._", "N_", true},
    // It gives parts of load balancers at most 63 characters, Aurora's modules 80.
    {"load_balancer_backend_pool load_balancer_probe load_balancer_rule", 1, 80, "N-_", "N-_", "N-_", true},
};

bool in_class(char c, std::string_view klass) {
  const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
  const char base = klass.front();
  if (lower) return true;
  if (upper) return base == 'N' || base == 'L';
  if (digit) return base == 'N' || base == 'n';
  return klass.substr(1).find(c) != std::string_view::npos;
}

bool accepted(const NameRule& rule, const std::string& name) {
  NameUse use;
  use.kind = rule.kind;
  use.name = name;
  Diagnostics diagnostics;
  check_names({use}, azure::facts(), diagnostics);
  return !diagnostics.has_errors();
}

void compare(const NameRule& rule, const Reference& reference) {
  INFO(rule.kind);
  CHECK(rule.min_length == reference.least);
  CHECK(rule.max_length == reference.greatest);
  const auto length = static_cast<std::size_t>(std::max(rule.min_length, std::min(rule.max_length, 9)));
  const std::pair<std::size_t, const char*> places[] = {
      {0, reference.first}, {length / 2, reference.middle}, {length - 1, reference.last}};
  for (const auto& [at, klass] : places)
    for (const char* c = printable; *c != '\0'; ++c) {
      std::string name(length, 'b');
      name[at] = *c;
      INFO("`" << name << "`");
      const bool ours = accepted(rule, name), theirs = in_class(*c, klass);
      CHECK((ours == theirs || (!reference.same && theirs)));
    }
}

TEST_CASE("Azure's name rules agree with azurecaf's", "[azure][names]") {
  std::size_t compared = 0;
  for (const auto& reference : references) {
    std::string_view rest = reference.kinds;
    while (!rest.empty()) {
      const auto space = rest.find(' ');
      const auto kind = rest.substr(0, space);
      rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
      const auto rules = azure::name_rules();
      const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.kind == kind; });
      INFO(kind);
      REQUIRE(rule != rules.end());
      compare(*rule, reference);
      ++compared;
    }
  }
  CHECK(compared == 73);
}

}  // namespace
}  // namespace aurora
