#include <fmt/format.h>

#include "aws/hub.h"
#include "aws/machine.h"
#include "aws/route_server.h"
#include "backend/bgp_config.h"
#include "backend/reflector_data.h"
#include "terraform/function.h"

// A reflector takes its configuration from a parameter of Systems Manager, with its role: a session more changes the
// parameter, and no machine. The text is compressed, since a parameter holds 8 KiB at most.

namespace aurora::aws {
namespace {

constexpr std::string_view purpose = "route-reflector";

/// Signed by curl itself (7.75 and later) with the keys of the instance's role, which the metadata service gives out
/// for a token: docs.aws.amazon.com, "Retrieve security credentials from instance metadata". The answers are flat JSON
/// with plain values.
constexpr std::string_view setup = R"sh(metadata=http://169.254.169.254/latest
token=$(curl -sf --noproxy '*' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
ask() {
  curl -sf --noproxy '*' --max-time 20 -H "X-aws-ec2-metadata-token: $token" \
    "$metadata/meta-data/iam/security-credentials/$1"
}
keys=$(ask "$(ask '')" | tr -d '\n')
key() { printf '%s' "$keys" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }
)sh";
constexpr std::string_view fetch = R"sh(curl -sSf --max-time 20 --aws-sigv4 'aws:amz:{region}:ssm' \
  --user "$(key AccessKeyId):$(key SecretAccessKey)" -H "X-Amz-Security-Token: $(key Token)" \
  -H 'X-Amz-Target: AmazonSSM.GetParameter' -H 'Content-Type: application/x-amz-json-1.1' \
  -d '{{"Name":"{parameter}"}}' 'https://ssm.{region}.{suffix}/' \
  | tr -d '\n' | sed -n 's/.*"Value" *: *"\([^"]*\)".*/\1/p' | base64 -d | gunzip)sh";

std::string suffix_of(std::string_view region) {
  return region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

std::string cloud_init(const Stack& stack, const RouteReflectors& reflectors, const std::string& parameter) {
  const auto take = fmt::format(fmt::runtime(fetch), fmt::arg("region", stack.region()),
                                fmt::arg("parameter", parameter), fmt::arg("suffix", suffix_of(stack.region())));
  return reflector_cloud_init(reflectors.daemon, {setup, take, "parameter"});
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
    tf::List parameters;
    for (int i = 0; i < reflectors_.count.value; ++i) parameters.emplace_back(parameter(i)["arn"]);
    std::vector<tf::Value> readable(parameters.begin(), parameters.end());
    const auto& profile =
        lower_machine_profile(stack_, purpose, "Route reflectors: read their configuration",
                              {{"ReadConfiguration", {"ssm:GetParameter"}, readable}}, reflectors_.span);
    tf::List addresses;
    for (int i = 0; i < reflectors_.count.value; ++i) {
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

  const tf::Resource& parameter(int index) {
    const auto text = configuration(stack_, reflectors_, address_of(index), index);
    return stack_.add("aws_ssm_parameter", fmt::format("{}-{}", purpose, index), reflectors_.span,
                      {{"name", parameter_name(index)},
                       {"description", "BGP configuration, compressed"},
                       {"type", "String"},
                       {"tier", "Intelligent-Tiering"},
                       // Not secret, and a plan is to show that it changes.
                       {"insecure_value", compressed(with_real_addresses(text, sides_))}});
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
