#include "backend/bgp_config.h"
#include "backend/reflector_data.h"
#include "gcp/hub.h"
#include "gcp/machine.h"

namespace aurora::gcp {
namespace {

constexpr std::string_view purpose = "route-reflector";
constexpr std::string_view configuration_key = "bgp-configuration";

/// The address and the header are those of the metadata server. A change of metadata is one in place, and cloud-init
/// reads its own only once: a new configuration reaches a machine without replacing it.
constexpr ConfigurationSource metadata{
    "url='http://metadata.google.internal/computeMetadata/v1/instance/attributes/bgp-configuration'\n",
    R"(curl --fail --silent --show-error --noproxy '*' --max-time 20 --header Metadata-Flavor:Google "$url")"};

/// What this reflector tells its daemon. Not secret: addresses and AS numbers.
std::string configuration(const Stack& stack, const RouteReflectors& reflectors, const std::string& hostname,
                          const std::string& address, int index) {
  const BgpSpeaker speaker{hostname, IpAddress::parse(address).value_or(IpAddress{}), reflector_asn(stack),
                           sessions_of(stack.plan.connectivity, stack.identity.id, index)};
  return reflectors.daemon == "bird" ? bird_config(speaker) : frr_config(speaker);
}

LinuxMachine reflector(Stack& stack, const RouteReflectors& reflectors, const Subnet& subnet,
                       const tf::Resource& account, int index) {
  LinuxMachine machine;
  machine.purpose = purpose;
  machine.index = index;
  machine.type = reflectors.machine.value.type;
  machine.zone = stack.zone_of(index);
  machine.subnet = subnet.key;
  machine.address = stack.static_address("static/route_reflector/" + std::to_string(index));
  machine.image = reflectors.image;
  machine.os_disk_gib = reflectors.os_disk_gib;
  machine.account = account["email"];
  const auto hostname = std::string(purpose) + "-" + std::to_string(index);
  machine.metadata = tf::object(
      {{"user-data", reflector_cloud_init(reflectors.daemon, metadata)},
       {std::string(configuration_key), configuration(stack, reflectors, hostname, machine.address, index)}});
  // A router appliance has to: cloud.google.com, "Router appliance overview".
  machine.forwards = true;
  machine.keep = true;
  machine.span = reflectors.span;
  return machine;
}

}  // namespace

std::int64_t reflector_asn(const Stack& stack) {
  const auto& asns = stack.plan.connectivity.asns;
  const auto decided = asns.find(stack.identity.id);
  return decided != asns.end() ? decided->second : stack.hub->route_reflectors->asn.value;
}

void lower_route_reflectors(Stack& stack) {
  if (!stack.hub->route_reflectors) return;
  const auto& reflectors = *stack.hub->route_reflectors;
  stack.document.file = "route_reflectors";
  const auto* subnet = required_subnet(stack, "route_reflectors", "route_reflector", reflectors.span);
  if (subnet == nullptr) return;
  note_unused_key(stack, reflectors.ssh_public_key, "route_reflectors");
  const auto& account =
      lower_machine_account(stack, purpose, "Route reflectors of " + stack.identity.id, reflectors.span);
  tf::List addresses;
  for (int i = 0; i < reflectors.count.value; ++i) {
    const auto machine = reflector(stack, reflectors, *subnet, account, i);
    lower_machine(stack, machine);
    addresses.emplace_back(machine.address);
  }
  stack.document.output("route_reflector_addresses", std::move(addresses), "Addresses of the route reflectors");
  stack.document.output("route_reflector_asn", reflector_asn(stack), "AS number of the route reflectors");
  stack.document.output("route_reflector_service_account", account["email"], "Who the route reflectors act as");
}

}  // namespace aurora::gcp
