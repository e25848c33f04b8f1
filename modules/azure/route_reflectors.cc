#include "azure/hub.h"
#include "azure/machine.h"
#include "backend/bgp_config.h"
#include "backend/reflector_data.h"
#include "terraform/function.h"

namespace aurora::azure {
namespace {

constexpr std::string_view purpose = "route-reflector";

/// The address and the header are those of Azure's instance metadata service; user data is there since 2021-01-01.
constexpr ConfigurationSource user_data{
    "url='http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01&format=text'\n",
    R"(curl --fail --silent --show-error --noproxy '*' --max-time 20 --header Metadata:true "$url" | base64 -d)"};

/// The number that was decided, for every hub that shares the lock.
std::int64_t asn_of(const Stack& stack, const RouteReflectors& reflectors) {
  const auto& asns = stack.plan.connectivity.asns;
  const auto decided = asns.find(stack.identity.id);
  return decided != asns.end() ? decided->second : reflectors.asn.value;
}

/// What this reflector tells its daemon. Not secret: addresses and AS numbers.
std::string configuration(const Stack& stack, const RouteReflectors& reflectors, const std::string& hostname,
                          const std::string& address, int index) {
  const BgpSpeaker speaker{hostname, IpAddress::parse(address).value_or(IpAddress{}), asn_of(stack, reflectors),
                           sessions_of(stack.plan.connectivity, stack.identity.id, index)};
  return reflectors.daemon == "bird" ? bird_config(speaker) : frr_config(speaker);
}

std::string zone_of(const Hub& hub, int index) {
  return hub.zones.empty() ? std::string() : hub.zones[static_cast<std::size_t>(index) % hub.zones.size()];
}

tf::Value base64(std::string_view text) { return tf::call("base64encode", {tf::literal(text)}); }

}  // namespace

void lower_route_reflectors(Stack& stack) {
  if (!stack.hub->route_reflectors) return;
  const auto& reflectors = *stack.hub->route_reflectors;
  stack.document.file = "route_reflectors";
  const auto* subnet = required_subnet(stack, "route_reflectors", "route_reflector", reflectors.span);
  const auto key = checked_ssh_key(stack, reflectors.ssh_public_key, "route_reflectors", reflectors.span);
  if (subnet == nullptr || key.empty()) return;

  const auto& identity = stack.add("azurerm_user_assigned_identity", purpose, stack.group(),
                                   stack.name("managed_identity", purpose, -1, reflectors.span), reflectors.span, {});
  tf::List addresses;
  for (int i = 0; i < reflectors.count.value; ++i) {
    LinuxMachine machine;
    machine.block = "route_reflectors";
    machine.purpose = purpose;
    machine.index = i;
    machine.type = reflectors.machine.value.type;
    machine.zone = zone_of(*stack.hub, i);
    machine.subnet = subnet->key;
    machine.address = stack.static_address("static/route_reflector/" + std::to_string(i));
    machine.user = reflectors.user;
    machine.ssh_public_key = key;
    machine.image = reflectors.image;
    machine.os_disk_gib = reflectors.os_disk_gib;
    machine.identity = tf::object({{"type", "UserAssigned"}, {"identity_ids", tf::list({identity["id"]})}});
    machine.custom_data = base64(reflector_cloud_init(reflectors.daemon, user_data));
    const auto hostname = std::string(purpose) + "-" + std::to_string(i);
    machine.user_data = base64(configuration(stack, reflectors, hostname, machine.address, i));
    machine.span = reflectors.span;
    // What replaces one (its key, image or cloud-init) replaces all of them in one apply, and every session with them.
    machine.keep = true;
    lower_machine(stack, machine);
    addresses.emplace_back(machine.address);
  }
  stack.document.output("route_reflector_addresses", std::move(addresses), "Addresses of the route reflectors");
  stack.document.output("route_reflector_asn", asn_of(stack, reflectors), "AS number of the route reflectors");
  stack.document.output("route_reflector_identity_id", identity["id"], "Identity of the route reflectors");
}

}  // namespace aurora::azure
