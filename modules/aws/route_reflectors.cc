#include <fmt/format.h>

#include "aws/hub.h"
#include "aws/machine.h"
#include "aws/reflector_parameters.h"
#include "aws/route_server.h"
#include "backend/bgp_config.h"
#include "backend/reflector_data.h"
#include "source/digest.h"
#include "terraform/function.h"

// A reflector takes its configuration from parameters of Systems Manager, with its role: a session more changes the
// parameters, and no machine. The text is compressed, in as many parts as it needs (reflector_parameters.cc).

namespace aurora::aws {
namespace {

constexpr std::string_view purpose = "route-reflector";

std::string cloud_init(const Stack& stack, const RouteReflectors& reflectors, const std::string& parameter) {
  const auto setup = parameter_shell(stack.region(), parameter);
  return reflector_cloud_init(reflectors.daemon, {setup, "configuration", "parameters"});
}

std::int64_t asn_of(const Stack& stack, const RouteReflectors& reflectors) {
  const auto& asns = stack.plan.connectivity.asns;
  const auto decided = asns.find(stack.identity.id);
  return decided != asns.end() ? decided->second : reflectors.asn.value;
}

std::string configuration(const Stack& stack, const RouteReflectors& reflectors, const std::string& address,
                          int index) {
  const BgpSpeaker speaker{fmt::format("{}-{}", purpose, index), IpAddress::parse(address).value_or(IpAddress{}),
                           asn_of(stack, reflectors), sessions_of(stack.plan.connectivity, stack.identity.id, index)};
  return reflectors.daemon == "bird" ? bird_config(speaker) : frr_config(speaker);
}

/// `base64gzip(join("", ["text", endpoint, ...]))`
tf::Value compressed(const tf::Template& text) {
  std::string parts;
  for (const auto& part : text.parts) {
    if (!parts.empty()) parts += ", ";
    parts += std::holds_alternative<std::string>(part) ? tf::literal(std::get<std::string>(part)).code()
                                                       : std::get<tf::Expression>(part).code();
  }
  return tf::call("base64gzip", {tf::call("join", {tf::literal(""), tf::Expression::raw("[" + parts + "]")})});
}

class Reflectors {
 public:
  Reflectors(Stack& stack, const RouteReflectors& reflectors)
      : stack_(stack), reflectors_(reflectors), sides_(route_server_sides(stack)) {}

  void write() {
    const auto& profile =
        lower_machine_profile(stack_, purpose, "Route reflectors: read their configuration",
                              {{"ReadConfiguration", {"ssm:GetParameter"}, readable_parameters()}}, reflectors_.span);
    tf::List addresses;
    for (int i = 0; i < reflectors_.count.value; ++i) {
      lower_parameters(i);
      machine(i, profile);
      addresses.emplace_back(address_of(i));
    }
    stack_.document.output("route_reflector_addresses", std::move(addresses), "Addresses of the route reflectors");
    stack_.document.output("route_reflector_asn", asn_of(stack_, reflectors_), "AS number of the route reflectors");
  }

 private:
  std::string address_of(int index) const {
    return stack_.static_address("static/route_reflector/" + std::to_string(index));
  }
  std::string parameter_name(int index) const {
    return "/" + stack_.name("parameter", purpose, index, reflectors_.span);
  }

  /// All parts of each reflector, and nothing beside them: the policies of a role hold 10,240 characters (IAM quotas),
  /// too few to name each part of a large platform.
  std::vector<tf::Value> readable_parameters() {
    std::vector<tf::Value> arns;
    for (int i = 0; i < reflectors_.count.value; ++i)
      arns.emplace_back(arn(stack_, "ssm", "parameter" + parameter_name(i) + "/*"));
    return arns;
  }

  void lower_parameters(int index) {
    const auto text = configuration(stack_, reflectors_, address_of(index), index);
    int number = 0;
    for (const auto& part : parameter_parts(with_real_addresses(text, sides_), digest64_hex(text))) {
      ++number;
      stack_.add("aws_ssm_parameter", fmt::format("{}-{}-{}", purpose, index, number), reflectors_.span,
                 {{"name", fmt::format("{}/{}", parameter_name(index), number)},
                  {"description", "BGP configuration, compressed"},
                  {"type", "String"},
                  {"tier", "Intelligent-Tiering"},
                  // Not secret, and a plan is to show that it changes.
                  {"insecure_value", compressed(part)}});
    }
  }

  void machine(int index, const tf::Resource& profile) {
    LinuxMachine machine;
    machine.purpose = purpose;
    machine.index = index;
    machine.type = reflectors_.machine.value.type;
    machine.address = address_of(index);
    machine.subnet = home_of(stack_, "route_reflector", machine.address);
    machine.image = reflectors_.image;
    machine.os_disk_gib = reflectors_.os_disk_gib;
    machine.profile = profile["name"];
    machine.user_data = cloud_init(stack_, reflectors_, parameter_name(index));
    machine.span = reflectors_.span;
    auto& made = lower_machine(stack_, machine);
    // It hands packets on for nobody, but the routes it tells name other machines.
    made.set("source_dest_check", false);
  }

  Stack& stack_;
  const RouteReflectors& reflectors_;
  std::vector<RouteServerSide> sides_;
};

}  // namespace

void lower_route_reflectors(Stack& stack) {
  if (!stack.hub->route_reflectors) return;
  const auto& reflectors = *stack.hub->route_reflectors;
  stack.document.file = "route_reflectors";
  if (required_subnet(stack, "route_reflectors", "route_reflector", reflectors.span) == nullptr) return;
  Reflectors(stack, reflectors).write();
}

}  // namespace aurora::aws
