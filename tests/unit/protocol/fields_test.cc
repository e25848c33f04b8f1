// Every struct that crosses the protocol, with how many fields it has and how many its field list names. Whoever adds a
// field to a struct adds a line to its field list (lib/protocol/fields_*.h), or says here why the field stays behind.

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include "catch.h"
#include "protocol/fields_answer.h"
#include "protocol/fields_request.h"
#include "protocol/read.h"

namespace aurora::protocol {

/// Initialises a field of any type. Outside the unnamed namespace, since it is never defined.
struct Anything {
  template <typename T>
  operator T() const;
};

namespace {

template <typename T, std::size_t... Numbers>
constexpr bool takes(std::index_sequence<Numbers...>) {
  return requires { T{(static_cast<void>(Numbers), Anything{})...}; };
}

/// How many fields an aggregate has: the most values that it can be initialised with.
template <typename T, std::size_t N = 100>
constexpr std::size_t field_count() {
  if constexpr (N == 0 || takes<T>(std::make_index_sequence<N>{}))
    return N;
  else
    return field_count<T, N - 1>();
}

struct Counter {
  std::string name;
  std::size_t count = 0;

  void is(std::string_view its_name, std::string_view) { name = its_name; }
  void operator()(std::string_view, const auto&, std::string_view) { ++count; }
  void must(std::string_view, const auto&, std::string_view) { ++count; }
  void rare(std::string_view, const auto&, std::string_view) { ++count; }
};

/// `kept_back`: fields that do not cross.
template <typename T>
void check_list(std::size_t kept_back = 0) {
  const T empty{};
  Counter counter;
  fields(counter, empty);
  INFO("the field list of `" << counter.name << "` in lib/protocol");
  CHECK(counter.count + kept_back == field_count<T>());
}

template <typename... Types>
void check_lists() {
  (check_list<Types>(), ...);
}

TEST_CASE("every field of the model crosses the protocol", "[protocol]") {
  check_lists<Identity, Subnet, ExternalPeer, Route, Network, BgpPeer, RouteServer, Egress>();
  check_lists<Taint, Machine, NodePool, MaintenanceWindow, AutoscalerProfile, Kubernetes, PrivateEndpoint,
              WorkloadIdentity::Role, WorkloadIdentity, Cluster>();
  check_lists<RouteReflectors, Jumpbox, Gateway::Connection, Gateway, Registry, Logs, PrivateDns, Hub, Environment>();
  check_lists<Endpoint, PortRange, Flow, IsolationRule, OutsideNetwork, RouteDomain, Naming::KindOverride, Naming,
              AddressSettings::Reserved, AddressSettings, TerraformSettings, Override, Platform>();
}

TEST_CASE("every field of the plans crosses the protocol", "[protocol]") {
  check_lists<Allocation, RuleSide, Rule, SubnetRules, Peering, CloudLink, BgpSession, ConnectivityPlan>();
  check_lists<Transit::Route, Transit::Table, Transit, SubnetEdge::Entry, SubnetEdge>();
  check_lists<yaml::Node, yaml::Node::Entry, LockLine>();
}

TEST_CASE("every field of answers crosses the protocol", "[protocol]") {
  check_lists<RegionFact, MachineFact, SubnetFact, ServiceFact, NameRule, ReservedName, ForbiddenRange, ReservedAsns,
              TagRule, ExtraSubnet, ContainerNetworkFact, KeyDifference, CloudFacts>();
  check_lists<tf::Resource, tf::Output, tf::Variable, tf::ProviderBlock, tf::Moved, NameUse, RelatedPlace, Diagnostic,
              NameRequest>();
  check_lists<ProviderUse, LowerAnswer>();
  check_list<Description>(1);  // the arena of the facts
  // A document is no aggregate: this takes it apart into its fields. `file` is only for building it.
  const tf::Document document;
  [[maybe_unused]] const auto& [stack, span, renamed_from, depends_on, required_version, required_providers,
                                backend_type, backend, providers, resources, outputs, variables, moved, file] =
      document;
  Counter counter;
  fields(counter, document);
  CHECK(counter.count == 13);
}

}  // namespace
}  // namespace aurora::protocol
